"""Which case a report belongs to: that of the debunk which answers it, one of like wording, or a new one."""

from django.utils.translation import gettext as _

from core.models import Cursor
from factcheck.models import Debunk
from reports import likeness
from reports.masking import mask, number_hashes
from reports.models import Case, CaseBand, CaseSketch, HoaxReport

ALIKE = 0.5  # of the wording
NEAR_EXACT = 0.85
MAX_SKETCHES = 20  # wordings kept per case; more would let it drift from claim to claim


def case_for(report: HoaxReport, debunk_id: int | None, checked_to: int) -> Case:
    """The report's case, made when there is none. To be called inside the transaction that joins it.

    `debunk_id` is the debunk that answers it, if any was found among the changes up to `checked_to`.
    """
    _one_at_a_time()
    digest = likeness.sketch(report.words)
    case = _case_of_debunk(debunk_id) if debunk_id else _case_like(digest, report.kind)
    if case is None:
        case = _new_case(report, debunk_id, checked_to)
    if digest:
        _remember(case, digest)
    for number in number_hashes(report.words):
        case.numbers.get_or_create(digest=number)
    return case


def _one_at_a_time() -> None:
    """Two workers with the same hoax must not open two cases: they queue on this row until the commit."""
    Cursor.objects.get_or_create(name="reports.joining")
    Cursor.objects.select_for_update().get(name="reports.joining")


def _case_of_debunk(debunk_id: int) -> Case | None:
    return Case.objects.answered_with(debunk_id).order_by("id").first()


def _case_like(digest: bytes | None, kind: str) -> Case | None:
    if digest is None:
        return None
    ranked = sorted(
        ((likeness.alike(digest, bytes(known.digest)), known.case) for known in _candidates(digest, kind)),
        key=lambda pair: pair[0],
        reverse=True,
    )
    for share, case in ranked:
        enough = NEAR_EXACT if case.state == Case.State.REJECTED else ALIKE
        if share >= enough:
            return case
    return None


def _candidates(digest: bytes, kind: str) -> list[CaseSketch]:
    """Sketches that share a band, at most two hundred of the latest."""
    shared = CaseBand.objects.filter(value__in=likeness.bands(digest)).values("sketch")
    known = CaseSketch.objects.filter(pk__in=shared, case__kind=kind)
    return list(known.select_related("case").order_by("-pk")[:200])


def _new_case(report: HoaxReport, debunk_id: int | None, checked_to: int) -> Case:
    if debunk_id is None:
        return Case.objects.create(title=_title(report), kind=report.kind, checked_to=checked_to)
    debunk = Debunk.objects.get(pk=debunk_id)
    return Case.objects.create_answered(debunk)


def _title(report: HoaxReport) -> str:
    if report.words:
        return " ".join(mask(report.words).split())[:120]
    return report.url[:120] or _("Gambar tanpa teks")


def _remember(case: Case, digest: bytes) -> None:
    """Keep the wording, unless the case knows it or has enough of them."""
    known = [bytes(sketch.digest) for sketch in case.sketches.all()]
    if len(known) >= MAX_SKETCHES or any(likeness.alike(digest, old) > NEAR_EXACT for old in known):
        return
    kept = CaseSketch.objects.create(case=case, digest=digest)
    CaseBand.objects.bulk_create(CaseBand(sketch=kept, value=value) for value in likeness.bands(digest))
