"""Which case a report belongs to: where a person put its like, that of the debunk which answers it, one of
like wording, one of the same meaning, or a new one."""

from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import Count
from django.utils.translation import gettext as _

from core.models import Cursor
from factcheck.models import Debunk
from reports import likeness, paraphrases
from reports.masking import mask, number_hashes
from reports.models import Case, CaseBand, CaseSketch, HoaxReport
from reports.paraphrases import Meaning

# Measured on 300 real claims in ten variants each and 1,500 different ones (bench/reports/grouping.py).
ALIKE = 0.4  # of the wording
NEAR_EXACT = 0.85
RESEMBLING = 0.15  # enough to be shown to an editor beside the case
MAX_SKETCHES = 20  # wordings kept per case; more would let it drift from claim to claim
CANDIDATES = 30
TITLE = 120  # characters


@dataclass(frozen=True)
class Traits:
    """What a report is known again by, worked out before any transaction."""

    title: str
    digest: bytes | None
    numbers: set[str]
    meaning: Meaning | None = None

    @classmethod
    def of(cls, report: HoaxReport, *, meaning: Meaning | None = None) -> "Traits":
        words = report.words
        title = _shortened(mask(words)) or _shortened(mask(report.url)) or _("Gambar tanpa teks")
        return cls(title, likeness.sketch(words), number_hashes(words), meaning)


@dataclass(frozen=True)
class Near:
    """A wording that a case is known by, and how much another one shares with it."""

    share: float
    case_id: int
    ruled: bool
    enough: float  # share from which on the other wording belongs to the case


class Alike(NamedTuple):
    """A case beside another: how much wording they share, how probable it is that both are of the same claim
    (0 where that was not compared), and whether both name the same phone number."""

    case: Case
    share: float
    probability: float
    same_number: bool


def case_for(report: HoaxReport, traits: Traits, debunk_id: int | None, checked_to: int) -> Case:
    """The report's case, made when there is none. To be called inside the transaction that joins it.

    `debunk_id` is the debunk that answers it, if any was found among the changes up to `checked_to`.
    """
    _one_at_a_time()
    near = _nearest(traits.digest, report.kind) if traits.digest else []
    case = _known_case(near, debunk_id) or _paraphrased(traits.meaning)
    case = case or _new_case(report, traits, debunk_id, checked_to)
    if traits.digest and not any(each.case_id == case.pk and each.share > NEAR_EXACT for each in near):
        _keep(case, traits.digest)
        if traits.meaning and case.state == Case.State.OPEN:
            paraphrases.keep(report, traits.meaning)
    for number in traits.numbers:
        case.numbers.get_or_create(digest=number)
    return case


def lookalikes(case: Case) -> list[Alike]:
    """Cases that share wording or a phone number with this one, or are likely of the same claim; the
    likest first."""
    shares, numbered = _shares(case), _numbered(case)
    probable = {each.case_id: each.probability for each in paraphrases.likely_the_same(case)}
    likest = {pk: max(shares.get(pk, 0.0), probable.get(pk, 0.0)) for pk in shares | probable}
    likest |= dict.fromkeys(numbered, 1.0)
    found = Case.objects.with_size().in_bulk(sorted(likest, key=lambda pk: -likest[pk])[:5])
    alike = [
        Alike(other, shares.get(pk, 0.0), probable.get(pk, 0.0), pk in numbered)
        for pk, other in found.items()
    ]
    return sorted(alike, key=lambda each: -likest[each.case.pk])


def _shares(case: Case) -> dict[int, float]:
    """{other case: how much of its wording it shares}."""
    likest: dict[int, float] = {}
    for sketch in case.sketches.all()[:3]:
        for near in _nearest(bytes(sketch.digest), case.kind):
            if near.share >= RESEMBLING:
                likest[near.case_id] = max(near.share, likest.get(near.case_id, 0))
    likest.pop(case.pk, None)
    return likest


def _numbered(case: Case) -> set[int]:
    """The other cases that name a phone number of this one."""
    others = Case.objects.exclude(pk=case.pk).filter(numbers__digest__in=case.numbers.values("digest"))
    return set(others.values_list("pk", flat=True)[:CANDIDATES])


def rule(case: Case, digest: bytes) -> None:
    """Keep a wording that a person brought to the case, unless the case knows it."""
    if not _known(case, digest):
        _keep(case, digest, ruled=True)


def forget(case: Case, digest: bytes) -> None:
    """Let the case no longer attract this wording."""
    CaseSketch.objects.filter(pk__in=_known(case, digest)).delete()


def _known(case: Case, digest: bytes) -> list[int]:
    """The sketches of the case that are of nearly this wording."""
    sketches = case.sketches.values_list("pk", "digest")
    return [pk for pk, old in sketches if likeness.alike(digest, bytes(old)) > NEAR_EXACT]


def _keep(case: Case, digest: bytes, ruled: bool = False) -> None:
    """Know the case by this wording, too, unless it has enough of them and no person `ruled` on it."""
    if not ruled and case.sketches.count() >= MAX_SKETCHES:
        return
    kept = CaseSketch.objects.create(case=case, digest=digest, ruled=ruled)
    CaseBand.objects.bulk_create(CaseBand(sketch=kept, value=value) for value in likeness.bands(digest))


def _shortened(text: str) -> str:
    """The first words of `text`, in one line; where it goes on, three dots say so."""
    line = " ".join(text.split())
    return line if len(line) <= TITLE else line[:TITLE].rsplit(" ", 1)[0] + "…"


def _one_at_a_time() -> None:
    """Two workers with the same hoax must not open two cases: they queue on this row until the commit."""
    row = Cursor.objects.select_for_update().filter(name="reports.joining")
    if not row.first():
        Cursor.objects.get_or_create(name="reports.joining")
        row.get()


def _known_case(near: list[Near], debunk_id: int | None) -> Case | None:
    ruled = next((each for each in near if each.ruled and each.share >= NEAR_EXACT), None)
    like = ruled or next((each for each in near if each.share >= each.enough), None)
    case = Case.objects.filter(pk=like.case_id) if like else Case.objects.none()
    if debunk_id is None or ruled:
        return case.first()
    refused = case.filter(refused_debunks=debunk_id).first()
    return refused or Case.objects.answered_with(debunk_id).order_by("id").first()


def _paraphrased(meaning: Meaning | None) -> Case | None:
    """The open case that most probably is of the same claim. What is closed was decided on other words."""
    best = meaning.likely[0] if meaning and meaning.likely else None
    if best is None or best.probability < paraphrases.SAME:
        return None
    return Case.objects.open().filter(pk=best.case_id).first()


def _nearest(digest: bytes, kind: str) -> list[Near]:
    """The wordings that share most bands with this one, the most alike first."""
    shared = CaseBand.objects.filter(value__in=likeness.bands(digest), sketch__case__kind=kind)
    most = shared.values_list("sketch").annotate(bands=Count("pk")).order_by("-bands", "-sketch")[:CANDIDATES]
    sketches = CaseSketch.objects.filter(pk__in=[pk for pk, _count in most]).order_by("pk")
    rows = sketches.values_list("digest", "case_id", "ruled", "case__state")
    near = [
        Near(likeness.alike(digest, bytes(old)), case, ruled, _enough(state))
        for old, case, ruled, state in rows
    ]
    return sorted(near, key=lambda each: -each.share)


def _enough(state: str) -> float:
    """A claim that was turned away is turned away again only in the same words."""
    return NEAR_EXACT if state == Case.State.REJECTED else ALIKE


def _new_case(report: HoaxReport, traits: Traits, debunk_id: int | None, checked_to: int) -> Case:
    if debunk_id is None:
        return Case.objects.create(title=traits.title, kind=report.kind, checked_to=checked_to)
    return Case.objects.create_answered(Debunk.objects.get(pk=debunk_id))
