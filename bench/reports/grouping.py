"""One hoax in 2,000 variants, other claims in paraphrases, 500 different hoaxes: how many share a case that
should, or should not.

    python -m bench.reports.grouping

Joining without a debunk: what happens to claims that nobody has checked yet. With CLAIMS_DIR also on real
claims (`items.jsonl`, field `message`); some of those are the same hoax twice.
"""

import json
import os
import random
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import yaml
from django.core.management import call_command

from bench.matching import own
from bench.matching.vectors import CachedVectors
from bench.report import write
from bench.reports.site import fresh_site, table
from bench.reports.variants import variant

DEMO = Path(__file__).parents[2] / "portal" / "demo"
VARIANTS, DIFFERENT, FEWEST_WORDS = 2_000, 500, 12
KINDS = {
    "short": "asked in a few words",
    "forward": "passed on in a chat",
    "english": "asked in English",
    "near": "near misses: another person, place, number or deed",
    "far": "other matters",
}


def main() -> None:
    vectors = CachedVectors()
    with fresh_site():
        from core import changes  # noqa: PLC0415 - there are no models before `fresh_site`
        from factcheck.index import use_embedder, wait_until_searchable  # noqa: PLC0415

        call_command("load_demo", verbosity=0)
        wait_until_searchable(changes.last_number(), vectors=False)
        with use_embedder(vectors):
            found = _all_figures()
    vectors.save()
    write("grouping of reports", found)
    print(found)


def _all_figures() -> str:
    texts = own_texts()
    container = next(text for text in texts if "kontainer" in text.lower())
    found = table("Reports of the project's own texts", [one_case(container), *own_cases(texts)])
    found += "\n" + table("Paraphrases of the project's own claims", paraphrased())
    if folder := os.environ.get("CLAIMS_DIR"):
        real = random.Random(2).sample(real_texts(Path(folder)), DIFFERENT)
        found += "\n" + table("Reports of real claims", [*own_cases(real), many_cases(real)])
    return found


def paraphrased() -> Iterator[tuple[str, str]]:
    """Every invented claim is reported as it circulated, then everything else that people say of it."""
    empty()
    home = {claim.id: place(claim.claim) for claim in own.documents()}
    known: set[int] = set(home.values())
    by_kind: dict[str, Counter] = {kind: Counter() for kind in KINDS}
    for asked in own.questions():
        case = place(asked.text)
        right = case == home.get(asked.answer or 0)
        by_kind[asked.kind]["joined" if right else "joined wrongly" if case in known else "alone"] += 1
    yield f"{len(home)} claims", f"{len(known) / len(home):.1%} in a case of their own"
    for kind, counts in by_kind.items():
        count = counts.total()
        told = ", ".join(f"{counts[each] / count:.1%} {each}" for each in ("joined", "joined wrongly"))
        yield f"{count} {KINDS[kind]}", told


def one_case(text: str) -> tuple:
    empty()
    chance = random.Random(1)
    cases = Counter(place(variant(text, chance)) for _ in range(VARIANTS))
    return f"{VARIANTS} variants of one hoax", f"{cases.most_common(1)[0][1] / VARIANTS:.1%} in one case"


def own_cases(texts: list[str]) -> list[tuple]:
    """Each text is another claim: two in one case are one too many."""
    empty()
    sample = texts[:DIFFERENT]
    began = time.perf_counter()
    cases = Counter(place(text) for text in sample)
    took = (time.perf_counter() - began) / len(sample)
    alone = sum(1 for count in cases.values() if count == 1)
    return [
        (f"{len(sample)} different texts", f"{alone / len(sample):.1%} in a case of their own"),
        ("time to join", f"{took * 1000:.1f} ms"),
    ]


def many_cases(texts: list[str]) -> tuple:
    """Ten variants of each of 300 claims: which of them come to the case that their original is in."""
    empty()
    chance, right, total = random.Random(3), 0, 0
    for text in chance.sample(texts, 300):
        home = place(text)
        for _ in range(10):
            right += place(variant(text, chance)) == home
            total += 1
    return f"{total} variants of 300 claims", f"{right / total:.1%} in the case of their claim"


def empty() -> None:
    """Forget every report and case so far."""
    from reports.models import Case, HoaxReport  # noqa: PLC0415

    HoaxReport.objects.all().delete()
    Case.objects.all().delete()


def place(text: str) -> int:
    """The case that a report of `text` joins."""
    from django.db import transaction  # noqa: PLC0415 - there are no models before `fresh_site`
    from django.utils import timezone  # noqa: PLC0415

    from reports import joining, paraphrases  # noqa: PLC0415
    from reports.models import HoaxReport  # noqa: PLC0415
    from reports.receipts import new_receipt  # noqa: PLC0415

    now = timezone.now()
    report = HoaxReport.objects.create(receipt=new_receipt(), channel="csv", text=text, retry_at=now)
    traits = joining.Traits.of(report, meaning=paraphrases.meaning_of(report))
    with transaction.atomic():
        report.case = joining.case_for(report, traits, None, 0)
        report.state, report.processed_at, report.retry_at = "queued", now, None
        report.save()
    return report.case.pk


def own_texts() -> list[str]:
    """The claims invented for the matching, those that none of its debunks answers (half are near misses),
    and those of the demonstration content, in any order."""
    texts = [invented.claim for invented in own.documents()]
    texts += [asked.text for asked in own.questions() if asked.answer is None]
    texts += [yaml.safe_load(file.read_text())["claim"] for file in sorted((DEMO / "debunks").glob("*.yaml"))]
    return random.Random(2).sample(list(dict.fromkeys(texts)), len(set(texts)))


def real_texts(folder: Path) -> list[str]:
    lines = (folder / "items.jsonl").read_text().splitlines()
    texts = dict.fromkeys(json.loads(line)["message"] for line in lines)
    return [text for text in texts if len(text.split()) >= FEWEST_WORDS]


if __name__ == "__main__":
    main()
