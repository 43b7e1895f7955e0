"""One hoax in 2,000 variants, 500 different texts: how many share a case that should, or should not.

    python -m bench.reports.grouping

Joining by wording alone, without the matcher: what happens to claims that nobody has debunked yet. With
CLAIMS_DIR also on real claims (`items.jsonl`, field `message`); some of those are the same hoax twice.
"""

import json
import os
import random
import re
import time
from collections import Counter
from pathlib import Path

import yaml

from bench.matching import own
from bench.report import write
from bench.reports.site import fresh_site, table
from bench.reports.variants import variant

DEMO = Path(__file__).parents[2] / "portal" / "demo"
VARIANTS, DIFFERENT, FEWEST_WORDS = 2_000, 500, 12


def main() -> None:
    with fresh_site():
        texts = own_texts()
        claims = [text for text in texts if "kontainer" in text.lower()] or texts
        found = table("Reports of the project's own texts", [one_case(claims[0]), *own_cases(texts)])
        if folder := os.environ.get("CLAIMS_DIR"):
            real = real_texts(Path(folder))
            found += "\n" + table("Reports of real claims", [*own_cases(real), many_cases(real)])
    write("grouping of reports", found)
    print(found)


def one_case(text: str) -> tuple:
    chance = random.Random(1)
    cases = Counter(place(variant(text, chance)) for _ in range(VARIANTS))
    return f"{VARIANTS} variants of one hoax", f"{cases.most_common(1)[0][1] / VARIANTS:.1%} in one case"


def own_cases(texts: list[str]) -> list[tuple]:
    """Each text is another claim: two in one case are one too many."""
    sample = random.Random(2).sample(texts, min(DIFFERENT, len(texts)))
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
    chance, right, total = random.Random(3), 0, 0
    for text in chance.sample(texts, 300):
        home = place(text)
        for _ in range(10):
            right += place(variant(text, chance)) == home
            total += 1
    return f"{total} variants of 300 claims", f"{right / total:.1%} in the case of their claim"


def place(text: str) -> int:
    """The case that a report of `text` joins."""
    from django.db import transaction  # noqa: PLC0415 - there are no models before `fresh_site`

    from reports import joining  # noqa: PLC0415
    from reports.models import HoaxReport  # noqa: PLC0415

    report = HoaxReport(text=text)
    traits = joining.Traits.of(report)
    with transaction.atomic():
        return joining.case_for(report, traits, None, 0).pk


def own_texts() -> list[str]:
    """Claims and paragraphs of the demonstration content, and the claims invented for the matching."""
    texts: dict[str, None] = {}
    for file in sorted((DEMO / "debunks").glob("*.yaml")):
        row = yaml.safe_load(file.read_text())
        texts[row["claim"]] = None
        texts |= dict.fromkeys(re.split(r"\n\s*\n", row.get("explanation", "")))
    for file in sorted((DEMO / "lessons").glob("*")):
        texts |= dict.fromkeys(re.split(r"\n\s*\n", file.read_text()))
    texts |= dict.fromkeys(invented.claim for invented in own.documents())
    return [text for text in texts if len(text.split()) >= FEWEST_WORDS]


def real_texts(folder: Path) -> list[str]:
    lines = (folder / "items.jsonl").read_text().splitlines()
    texts = dict.fromkeys(json.loads(line)["message"] for line in lines)
    return [text for text in texts if len(text.split()) >= FEWEST_WORDS]


if __name__ == "__main__":
    main()
