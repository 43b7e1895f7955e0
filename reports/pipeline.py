"""The way of a report through the pipeline: held by a worker, looked up, answered or put before the editors.

A worker holds a report from `_claim` until it settles it or its time is up; what it settles counts only
while it still holds it. So a report has one effect, however often the broker delivers it and whoever dies.
"""

import logging
from dataclasses import dataclass, field
from datetime import timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from core.audit import audit
from factcheck.check import check
from factcheck.exact import by_address
from reports import joining
from reports.freshness import newest_indexed
from reports.models import HoaxReport, Kind
from reports.models.report import LOOK_UP
from reports.paraphrases import Meaning, meaning_of
from reports.reading import fetch_pictures, read

log = logging.getLogger(__name__)

State = HoaxReport.State
LEASE = timedelta(seconds=30)  # a worker's time for one report; more than the task's hard limit
MAX_ATTEMPTS = 5
PAUSE = timedelta(seconds=10)  # after the first failure; four times as long after each further one
PATIENCE = 5.0  # seconds that comparing meaning may take; then words alone decide
KEPT = 5


@dataclass(frozen=True)
class Found:
    """What the debunks say about a report: the one that answers it, if any, and the best candidates.

    `semantic` is False where only words were compared, or none.
    """

    debunk_id: int | None = None
    matches: list[dict] = field(default_factory=list)
    checked_to: int = 0
    semantic: bool = False


def process(*, report_id: int) -> None:
    """Look a report up and answer or queue it. Does nothing when it is done or in other hands."""
    report = _claim(report_id)
    if report is None:
        return
    if report.attempts > MAX_ATTEMPTS:
        _park(report)
        return
    try:
        if report.image_count:
            fetch_pictures(report)
        found = _look_up(report)
        _settle(report, found, joining.Traits.of(report, meaning=_meaning(report, found)))
    except Exception as error:  # whatever is wrong with this one, the others must go on
        _put_off(report, error)


def _claim(report_id: int) -> HoaxReport | None:
    now = timezone.now()
    taken = (
        HoaxReport.objects.claimable(now)
        .filter(pk=report_id)
        .update(state=State.PROCESSING, attempts=F("attempts") + 1, retry_at=now + LEASE)
    )
    return HoaxReport.objects.get(pk=report_id) if taken else None


def _meaning(report: HoaxReport, found: Found) -> Meaning | None:
    """What the report says, where no debunk answers it; without a second wait for a busy embedder."""
    return meaning_of(report) if found.semantic and found.debunk_id is None else None


def _read(report: HoaxReport) -> None:
    """Keep the words of the page or the pictures: a second attempt need not read them again."""
    if not report.found_text and (report.task != LOOK_UP or not report.text):
        report.found_text = read(report)
        HoaxReport.objects.held_by(report).update(found_text=report.found_text)


def _look_up(report: HoaxReport) -> Found:
    number = newest_indexed()
    if report.kind != Kind.HOAX:
        return Found(checked_to=number)
    named = by_address(report.url) if report.url else []
    if any(match.tier == "match" for match in named):
        return _found(named, number)
    _read(report)
    if not report.words:
        return Found(checked_to=number)
    result = check(text=report.words, budget=PATIENCE, bare=True)
    # Compared by words alone: to be looked at again.
    return _found(result.matches, number if result.semantic else 0, result.semantic)


def _found(matches, number: int, semantic: bool = False) -> Found:
    return Found(
        debunk_id=next((match.debunk_id for match in matches if match.tier == "match"), None),
        matches=[
            {"debunk": match.debunk_id, "probability": round(match.probability, 4), "tier": match.tier}
            for match in matches[:KEPT]
        ],
        checked_to=number,
        semantic=semantic,
    )


@transaction.atomic
def _settle(report: HoaxReport, found: Found, traits: joining.Traits, failure: str = "") -> None:
    case = joining.case_for(report, traits, found.debunk_id, found.checked_to)
    outcome = case.outcome()
    settled = HoaxReport.objects.held_by(report).update(
        **outcome,
        case=case,
        matches=found.matches,
        failure=failure,
        processed_at=timezone.now(),
        retry_at=None,
    )
    if not settled:
        transaction.set_rollback(True)  # taken over by another worker: the case stays as it was
        return
    audit(actor=None, action="process", subject=report, case=case.pk, state=outcome["state"])


def _put_off(report: HoaxReport, error: Exception) -> None:
    """Let the report wait, longer each time, and park it after the last attempt."""
    reason = _place(error)  # never the message: it may quote what the person wrote
    log.warning("report %s failed: %s", report.pk, reason)
    if report.attempts >= MAX_ATTEMPTS:
        _park(report, reason)
        return
    pause = PAUSE * 4 ** (report.attempts - 1)
    HoaxReport.objects.held_by(report).update(
        state=State.RECEIVED, failure=reason, retry_at=timezone.now() + pause
    )


def _park(report: HoaxReport, reason: str = "") -> None:
    """Put the report before the editors unread by the machine, with the reason."""
    traits = joining.Traits(title=_("Laporan yang gagal diproses"), digest=None, numbers=set())
    _settle(report, Found(), traits, failure=reason or report.failure or "the worker died each time")


def _place(error: Exception) -> str:
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    where = f"{trace.tb_frame.f_globals.get('__name__')}:{trace.tb_lineno}" if trace else "?"
    code = getattr(error, "code", "")  # a word of ours, such as "unreachable"
    why = f" ({code})" if isinstance(code, str) and code.isidentifier() else ""
    return f"{type(error).__name__}{why} in {where}"
