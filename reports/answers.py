"""The answers that closed cases owe: a row per report and verdict, and a message where one was asked for;
and the news that an answer was withdrawn."""

from django.db import transaction

from core.outbox import outbox
from factcheck.models import Debunk
from reports.models import Answer, Case, HoaxReport, Message

BATCH = 500


def write_all() -> int:
    """Write every answer that is due; how many reports were dealt with."""
    done = 0
    while count := write():
        done += count
    return done


@transaction.atomic
def write() -> int:
    """Write the answers of the next few hundred reports. Doing it twice does no harm.

    A verdict that comes back after another one is news again: its answer is written anew, as the latest.
    """
    due = HoaxReport.objects.to_be_told().select_for_update(skip_locked=True)[:BATCH]
    reports = list(due)
    debunks = {report.debunk_id: report.debunk for report in _with_debunks(reports)}
    written = {_identity(answer): answer for answer in Answer.objects.filter(report__in=reports)}
    latest = {answer.report_id: answer for answer in sorted(written.values(), key=lambda answer: answer.pk)}
    owed = [(report, _answer(report, debunks[report.debunk_id])) for report in reports]
    new = [
        (report, answer)
        for report, answer in owed
        if report.pk not in latest or _identity(latest[report.pk]) != _identity(answer)
    ]
    again = [written[_identity(answer)].pk for _, answer in new if _identity(answer) in written]
    Answer.objects.filter(pk__in=again).delete()
    Answer.objects.bulk_create([answer for _, answer in new], batch_size=BATCH)
    Message.objects.bulk_create(
        Message(report=report, answer=answer, channel=report.contact_kind)
        for report, answer in new
        if report.contact
    )
    if new:
        transaction.on_commit(lambda: outbox.send("reports.notify"))
    HoaxReport.objects.filter(pk__in=[report.pk for report in reports]).update(to_tell=False)
    return len(reports)


def withdraw(case: Case, debunk: Debunk) -> None:
    """Tell those whom `debunk` answered that it no longer does. Who was not told of it yet, never will be."""
    answers = Answer.objects.filter(report__case=case, debunk=debunk, verdict=debunk.verdict)
    Message.objects.filter(answer__in=answers, state=Message.State.WAITING).delete()
    told = answers.filter(message__isnull=False, withdrawal=None).exclude(report__contact=None)
    Message.objects.bulk_create(
        Message(report=answer.report, withdraws=answer, channel=answer.report.contact_kind)
        for answer in told.select_related("report")
    )
    transaction.on_commit(lambda: outbox.send("reports.notify"))


def _with_debunks(reports: list[HoaxReport]):
    return HoaxReport.objects.filter(pk__in=[report.pk for report in reports]).select_related("debunk")


def _answer(report: HoaxReport, debunk) -> Answer:
    if debunk is None or report.state == HoaxReport.State.REJECTED:
        return Answer(report=report)
    return Answer(report=report, debunk=debunk, verdict=debunk.verdict)


def _identity(answer: Answer) -> tuple:
    return answer.report_id, answer.debunk_id, answer.verdict
