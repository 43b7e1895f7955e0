"""Which case a report belongs to: where a person put its like, that of the debunk which answers it, one of
like wording, or a new one."""

from dataclasses import dataclass

from django.db.models import Count
from django.utils.translation import gettext as _

from core.models import Cursor
from factcheck.models import Debunk
from reports import likeness
from reports.masking import mask, number_hashes
from reports.models import Case, CaseBand, CaseSketch, HoaxReport

# Measured on 300 real claims in ten variants each and 1,500 different ones (bench/reports/grouping.py).
ALIKE = 0.4  # of the wording
NEAR_EXACT = 0.85
RESEMBLING = 0.15  # enough to be shown to an editor beside the case
MAX_SKETCHES = 20  # wordings kept per case; more would let it drift from claim to claim
CANDIDATES = 30


@dataclass(frozen=True)
class Traits:
    """What a report is known again by, worked out before any transaction."""

    title: str
    digest: bytes | None
    numbers: set[str]

    @classmethod
    def of(cls, report: HoaxReport) -> "Traits":
        words = report.words
        title = " ".join(mask(words).split())[:120] or mask(report.url)[:120] or _("Gambar tanpa teks")
        return cls(title, likeness.sketch(words), number_hashes(words))


def case_for(report: HoaxReport, traits: Traits, debunk_id: int | None, checked_to: int) -> Case:
    """The report's case, made when there is none. To be called inside the transaction that joins it.

    `debunk_id` is the debunk that answers it, if any was found among the changes up to `checked_to`.
    """
    _one_at_a_time()
    case = _known_case(report, traits, debunk_id) or _new_case(report, traits, debunk_id, checked_to)
    if traits.digest:
        remember(case, traits.digest)
    for number in traits.numbers:
        case.numbers.get_or_create(digest=number)
    return case


def lookalikes(case: Case) -> list[Case]:
    """Other cases that resemble this one in wording, or share a phone number; the nearest first."""
    near: dict[int, float] = {}
    for sketch in case.sketches.all()[:3]:
        for share, other in _nearest(bytes(sketch.digest), case.kind):
            if share >= RESEMBLING:
                near[other.case_id] = max(share, near.get(other.case_id, 0))
    numbers = case.numbers.values("digest")
    sharing = Case.objects.filter(numbers__digest__in=numbers).values_list("pk", flat=True)[:CANDIDATES]
    near |= dict.fromkeys(sharing, 1.0)
    near.pop(case.pk, None)
    found = Case.objects.with_size().in_bulk(sorted(near, key=lambda pk: -near[pk])[:5])
    return sorted(found.values(), key=lambda other: -near[other.pk])


def remember(case: Case, digest: bytes, ruled: bool = False) -> None:
    """Keep the wording, unless the case knows it, or has enough of them and no person `ruled` on it."""
    known = [bytes(sketch.digest) for sketch in case.sketches.all()]
    if not ruled and len(known) >= MAX_SKETCHES:
        return
    if any(likeness.alike(digest, old) > NEAR_EXACT for old in known):
        return
    kept = CaseSketch.objects.create(case=case, digest=digest, ruled=ruled)
    CaseBand.objects.bulk_create(CaseBand(sketch=kept, value=value) for value in likeness.bands(digest))


def forget(case: Case, digest: bytes) -> None:
    """Let the case no longer attract this wording."""
    known = [
        sketch for sketch in case.sketches.all() if likeness.alike(digest, bytes(sketch.digest)) > NEAR_EXACT
    ]
    CaseSketch.objects.filter(pk__in=[sketch.pk for sketch in known]).delete()


def _one_at_a_time() -> None:
    """Two workers with the same hoax must not open two cases: they queue on this row until the commit."""
    Cursor.objects.get_or_create(name="reports.joining")
    Cursor.objects.select_for_update().get(name="reports.joining")


def _known_case(report: HoaxReport, traits: Traits, debunk_id: int | None) -> Case | None:
    near = _nearest(traits.digest, report.kind) if traits.digest else []
    ruled = next((sketch.case for share, sketch in near if sketch.ruled and share >= NEAR_EXACT), None)
    like = ruled or next((sketch.case for share, sketch in near if share >= _enough(sketch.case)), None)
    if debunk_id is None or ruled or (like and like.refused_debunks.filter(pk=debunk_id).exists()):
        return like
    return Case.objects.answered_with(debunk_id).order_by("id").first()


def _enough(case: Case) -> float:
    """A claim that was turned away is turned away again only in the same words."""
    return NEAR_EXACT if case.state == Case.State.REJECTED else ALIKE


def _nearest(digest: bytes, kind: str) -> list[tuple[float, CaseSketch]]:
    """The sketches that share most bands with this wording, the most alike first."""
    shared = CaseBand.objects.filter(value__in=likeness.bands(digest), sketch__case__kind=kind)
    most = shared.values_list("sketch").annotate(bands=Count("pk")).order_by("-bands", "-sketch")[:CANDIDATES]
    known = CaseSketch.objects.select_related("case").in_bulk([pk for pk, _count in most])
    ranked = [(likeness.alike(digest, bytes(sketch.digest)), sketch) for sketch in known.values()]
    return sorted(ranked, key=lambda pair: (-pair[0], pair[1].pk))


def _new_case(report: HoaxReport, traits: Traits, debunk_id: int | None, checked_to: int) -> Case:
    if debunk_id is None:
        return Case.objects.create(title=traits.title, kind=report.kind, checked_to=checked_to)
    return Case.objects.create_answered(Debunk.objects.get(pk=debunk_id))
