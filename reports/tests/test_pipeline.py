import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from core.models import AuditEntry
from factcheck.tests.making import published
from reports import actions, joining, pipeline
from reports.models import Case, HoaxReport
from reports.tests.making import HOAX, OTHER, accepted, answer, processed

pytestmark = pytest.mark.django_db


def explode(**kwargs):
    raise RuntimeError(f"cannot read {kwargs['text']}")


def due(report):
    """Let the time pass until the report is tried again."""
    HoaxReport.objects.filter(pk=report.pk).update(retry_at=timezone.now() - timedelta(seconds=1))


def test_a_known_hoax_is_answered(monkeypatch):
    debunk = published()
    monkeypatch.setattr("reports.pipeline.check", lambda **kwargs: answer(debunk))
    report = processed()
    assert (report.state, report.debunk) == ("answered", debunk)
    assert report.matches == [{"debunk": debunk.pk, "probability": 0.97, "tier": "match"}]
    assert (report.case.state, report.case.debunk) == ("answered", debunk)


def test_everyone_with_the_same_debunk_is_in_one_case(monkeypatch):
    debunk = published()
    monkeypatch.setattr("reports.pipeline.check", lambda **kwargs: answer(debunk))
    assert processed(HOAX).case == processed(OTHER).case


def test_an_unknown_claim_is_queued_in_a_case(no_match):
    report = processed()
    assert (report.state, report.debunk, report.case.state) == ("queued", None, "open")
    assert report.case.title == HOAX


def test_the_same_claim_in_other_words_joins_the_case(no_match):
    first = processed(HOAX)
    forwarded = processed("*DITERUSKAN BERKALI-KALI* 🙏 " + HOAX.upper() + " sebarkan ke semua grup!!!")
    other = processed(OTHER)
    assert forwarded.case == first.case != other.case


def test_reports_without_words_are_cases_of_their_own(no_match, monkeypatch):
    monkeypatch.setattr("reports.pipeline.read", lambda report: "")
    first = actions.accept(channel="web", url="https://contoh.id/a")
    second = actions.accept(channel="web", url="https://contoh.id/b")
    for report in (first, second):
        pipeline.process(report_id=report.pk)
        report.refresh_from_db()
    assert first.case != second.case
    assert first.case.title == "https://contoh.id/a"


def test_a_report_of_an_answered_case_is_answered(no_match):
    first = processed()
    debunk = published()
    Case.objects.filter(pk=first.case_id).update(state="answered", debunk=debunk, closed_at=timezone.now())
    assert processed(HOAX + "!").debunk == debunk


def test_a_rejected_case_takes_only_the_same_words(no_match):
    case = processed().case
    Case.objects.filter(pk=case.pk).update(state="rejected", reason="Iklan", closed_at=timezone.now())
    assert processed(HOAX + "!!").state == "rejected"
    assert processed(HOAX + ", begitu kata teman saya yang bekerja di pelabuhan").state == "queued"


def test_a_report_delivered_twice_is_processed_once(no_match):
    report = processed()
    pipeline.process(report_id=report.pk)
    assert AuditEntry.objects.filter(action="process").count() == 1
    report.refresh_from_db()
    assert report.attempts == 1


def test_a_report_in_other_hands_is_left_alone(no_match):
    report = accepted()
    assert pipeline._claim(report.pk)
    pipeline.process(report_id=report.pk)
    report.refresh_from_db()
    assert (report.state, report.attempts) == ("processing", 1)


def test_a_dead_workers_report_is_taken_over_and_its_late_result_ignored(no_match):
    report = accepted()
    late = pipeline._claim(report.pk)
    due(report)
    pipeline.process(report_id=report.pk)
    pipeline._settle(late, pipeline.Found(), joining.Traits.of(late))
    report.refresh_from_db()
    assert (report.state, report.attempts) == ("queued", 2)
    assert AuditEntry.objects.filter(action="process").count() == 1
    assert Case.objects.count() == 1


def test_a_failure_waits_longer_each_time_and_is_parked_at_last(monkeypatch, caplog):
    monkeypatch.setattr("reports.pipeline.check", explode)
    report, pauses = accepted(), []
    for _ in range(pipeline.MAX_ATTEMPTS):
        before = timezone.now()
        pipeline.process(report_id=report.pk)
        report.refresh_from_db()
        if report.retry_at:
            pauses.append(round((report.retry_at - before).total_seconds()))
    assert pauses == [10, 40, 160, 640]
    assert (report.state, report.case.state) == ("queued", "open")
    assert "RuntimeError in reports.tests.test_pipeline" in report.failure
    assert list(HoaxReport.objects.parked()) == [report]
    assert HOAX not in caplog.text and HOAX not in report.failure


def test_a_report_that_kills_its_workers_is_parked(no_match):
    report = accepted()
    for _ in range(pipeline.MAX_ATTEMPTS):
        assert pipeline._claim(report.pk)
        due(report)
    pipeline.process(report_id=report.pk)
    report.refresh_from_db()
    assert (report.state, report.failure) == ("queued", "the worker died each time")


def test_a_parked_report_can_be_tried_again(monkeypatch, no_match):
    with monkeypatch.context() as broken:
        broken.setattr("reports.pipeline.check", explode)
        report = accepted()
        for _ in range(pipeline.MAX_ATTEMPTS):
            pipeline.process(report_id=report.pk)
    report.refresh_from_db()
    actions.retry(report=report, actor=None)
    pipeline.process(report_id=report.pk)
    report.refresh_from_db()
    assert (report.state, report.attempts, report.failure) == ("queued", 1, "")
    assert Case.objects.count() == 1


def test_words_alone_are_looked_at_again(monkeypatch):
    published()
    monkeypatch.setattr("reports.pipeline.newest_indexed", lambda: 1)
    monkeypatch.setattr("reports.pipeline.check", lambda **kwargs: answer(semantic=False))
    assert processed(HOAX).case.checked_to == 0
    monkeypatch.setattr("reports.pipeline.check", lambda **kwargs: answer())
    assert processed(OTHER).case.checked_to == 1


def test_the_sweeper_sends_what_was_lost_and_nothing_else(no_match, silent_broker):
    lost, fresh, done = accepted(), accepted(OTHER), processed()
    due(lost)
    silent_broker.clear()
    assert actions.sweep() == 1
    assert silent_broker == [("reports.process", lost.pk)]
    assert actions.sweep() == 0, "the broker has it now"
    assert {fresh.state, done.state} == {"received", "queued"}


def test_the_sweeper_fills_no_queue_that_is_full(monkeypatch, silent_broker):
    """What waits there longer than it may would be sent again, and again."""
    first, second = accepted(), accepted(OTHER)
    due(first), due(second)
    silent_broker.clear()
    monkeypatch.setattr("core.outbox.Outbox.waiting", lambda *args: actions.QUEUED)
    assert actions.sweep() == 0
    monkeypatch.setattr("core.outbox.Outbox.waiting", lambda *args: actions.QUEUED - 1)
    assert actions.sweep() == 1
    assert silent_broker == [("reports.process", first.pk)]


def test_a_report_of_a_known_claim_costs_few_queries(no_match, django_assert_max_num_queries):
    for ending in (
        "",
        ", kata teman saya di pelabuhan itu",
        ", menurut kabar dari seorang petugas bea cukai",
    ):
        processed(HOAX + ending)
    report = accepted(HOAX)
    with django_assert_max_num_queries(12):  # the transaction's own two among them
        pipeline.process(report_id=report.pk)
    assert Case.objects.count() == 1


def test_the_sweeper_waits_for_a_broker_that_is_down(monkeypatch):
    report = accepted()
    due(report)
    monkeypatch.setattr("core.outbox.Outbox.send", lambda *args: False)
    assert actions.sweep() == 0
    assert list(HoaxReport.objects.overdue(timezone.now())) == [report]


@pytest.mark.django_db(transaction=True)
def test_workers_with_the_same_hoax_open_one_case(no_match):
    reports = [accepted(HOAX + "!" * number) for number in range(4)]

    def work(report):
        pipeline.process(report_id=report.pk)
        connection.close()

    workers = [threading.Thread(target=work, args=[report]) for report in reports]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert Case.objects.count() == 1
    assert HoaxReport.objects.filter(state="queued").count() == 4
