"""Deleting on time, counted, and never what is held."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from neutrality import custody, desk, retention
from neutrality.models import (
    Case,
    ConfidentialReport,
    CustodyEntry,
    Evidence,
    EvidenceFile,
    RetentionPeriod,
    RetentionRun,
)
from neutrality.tests.making import CONTACT, accepted, officer, picture, proposed


@pytest.fixture
def closed(case, first, second):
    """A case that was referred, answered and closed."""
    desk.approve(referral=proposed(case, first), actor=second)
    return desk.close(case=case, closing="answered", actor=first)


def after(days: int, time_machine) -> None:
    time_machine.move_to(timezone.now() + timedelta(days=days))


def test_after_ninety_days_only_dates_choices_and_the_log_are_left(
    closed, time_machine, settings, django_capture_on_commit_callbacks
):
    after(91, time_machine)
    with django_capture_on_commit_callbacks(execute=True):
        run = retention.sweep()
    report = ConfidentialReport.objects.get()
    assert (report.content, report.contact, report.code) == (None, None, "")
    assert not EvidenceFile.objects.exists() and not Evidence.objects.exclude(source=None).exists()
    assert Case.objects.get().referrals.get().bundle == ""
    assert run.counts == {"contact": 1, "content": 1, "evidence": 2, "bundle": 1}
    assert CustodyEntry.objects.filter(event="deleted").count() == 3
    assert list(custody.verify()) == []


def test_nothing_goes_before_its_time(closed, time_machine):
    after(89, time_machine)
    assert retention.sweep() is None and ConfidentialReport.objects.get().content


def test_each_class_of_data_has_its_own_time(closed, time_machine):
    RetentionPeriod.objects.create(data_class="contact", days=7)
    after(8, time_machine)
    assert retention.sweep().counts == {"contact": 1}
    report = ConfidentialReport.objects.get()
    assert report.contact is None and report.content


def test_a_legal_hold_keeps_everything_until_its_last_day(closed, first, time_machine):
    desk.hold(case=closed, reason="Perkara berjalan", until=date(2024, 12, 31), actor=first)
    after(200, time_machine)
    assert retention.sweep() is None
    time_machine.move_to("2025-01-01 12:00")
    assert retention.sweep().counts["content"] == 1


@pytest.mark.parametrize("own_end", [None, date(2024, 6, 30), date(2025, 6, 30)])
def test_a_hold_goes_along_when_its_case_is_joined_to_another(case, first, own_end):
    held, until = accepted().report.case, date(2024, 12, 31)
    desk.hold(case=held, reason="Perkara berjalan", until=until, actor=first)
    if own_end:
        desk.hold(case=case, reason="Lainnya", until=own_end, actor=first)
    into = desk.join(case=held, into=case, actor=first)
    into.refresh_from_db()
    assert into.hold_until == max(until, own_end or until)
    assert into.hold_reason == ("Lainnya" if own_end and own_end > until else "Perkara berjalan")
    with pytest.raises(desk.Refused):
        desk.close(case=into, closing="false", actor=first)


def test_an_open_case_is_kept(case, time_machine):
    after(4000, time_machine)
    assert retention.sweep() is None


def test_a_second_sweep_finds_nothing(closed, time_machine):
    after(91, time_machine)
    retention.sweep()
    assert retention.sweep() is None and RetentionRun.objects.count() == 1


def test_a_code_no_longer_leads_in_once_its_report_is_gone(client, desk_day, time_machine):
    held = accepted(contact=CONTACT, uploads=[picture()])
    desk.close(case=held.report.case, closing="false", actor=officer())
    sent = {"code": held.code, "passphrase": held.passphrase}
    assert client.post("/netralitas-asn/laporan/", sent).status_code == 422
