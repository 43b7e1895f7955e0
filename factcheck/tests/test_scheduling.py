"""Approved now, public later: by the clock, once, and under the name of who approved it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from core.models import AuditEntry, Change
from factcheck import actions, scheduling
from factcheck.actions import ActionRefused
from factcheck.models import Debunk
from factcheck.tasks import publish_due
from factcheck.tests.making import in_review, make_user
from portal.timetable import CLOCK

pytestmark = pytest.mark.django_db
TICKS = ["claim", "conclusion"]


@pytest.fixture
def scheduled():
    debunk = in_review(writer=make_user("penulis"))
    at = timezone.now() + timedelta(hours=1)
    return scheduling.schedule(debunk=debunk, actor=make_user("peninjau"), at=at, ticks=TICKS)


def test_it_stays_hidden_until_it_is_due_and_is_published_once(scheduled):
    assert scheduling.publish_due() == 0
    assert not Debunk.objects.public().exists() and not Change.objects.exists()
    later = scheduled.publish_at + timedelta(seconds=1)
    assert [scheduling.publish_due(later), scheduling.publish_due(later)] == [1, 0]
    debunk = Debunk.objects.published().get()
    assert debunk.publish_at is None and debunk.published_at is not None
    assert debunk.external_id and Change.objects.get().kind == "published"


def test_the_audit_names_who_approved_it(scheduled):
    scheduling.publish_due(scheduled.publish_at)
    entry = AuditEntry.objects.get(action="publish")
    assert entry.actor.username == "peninjau"
    assert entry.details["scheduled_for"] == scheduled.publish_at.isoformat()


def test_the_task_does_it_every_twenty_seconds(scheduled):
    Debunk.objects.update(publish_at=timezone.now())
    publish_due()
    assert Debunk.objects.published().exists()
    assert CLOCK["publish what is due"]["task"] == publish_due.name


def test_another_time_needs_no_new_approval(scheduled):
    before, at = scheduled.publish_at, timezone.now() + timedelta(hours=2)
    moved = scheduling.reschedule(debunk=scheduled, actor=make_user("pemimpin"), at=at)
    assert (moved.state, moved.publish_at, moved.reviewer.username) == ("scheduled", at, "peninjau")
    assert AuditEntry.objects.get(action="reschedule").details["before"] == before.isoformat()
    assert (scheduling.publish_due(before), scheduling.publish_due(at)) == (0, 1)
    with pytest.raises(ActionRefused):
        scheduling.reschedule(debunk=Debunk.objects.get(), actor=None, at=at)


def test_what_is_taken_off_the_schedule_is_in_review_again(scheduled):
    at = scheduled.publish_at
    debunk = scheduling.unschedule(debunk=scheduled, actor=None)
    assert (debunk.state, debunk.publish_at) == ("review", None)
    assert scheduling.publish_due(at) == 0
    with pytest.raises(ActionRefused):
        scheduling.unschedule(debunk=debunk, actor=None)


def test_a_time_that_is_over_is_refused():
    debunk = in_review(writer=make_user("penulis"))
    with pytest.raises(ActionRefused, match="masa depan"):
        scheduling.schedule(debunk=debunk, actor=make_user(), at=timezone.now(), ticks=TICKS)


@pytest.mark.parametrize(
    "act",
    [
        lambda thing: actions.save_draft(debunk=thing, actor=None),
        lambda thing: actions.change_evidence(debunk=thing, actor=None, related=["sources"]),
        lambda thing: actions.publish(debunk=thing, actor=None),
        lambda thing: actions.send_back(debunk=thing, actor=None, note="x"),
        lambda thing: actions.discard(debunk=thing, actor=None),
        lambda thing: actions.correct(debunk=thing, actor=None, reason="x", fields={"title": "y"}),
    ],
)
def test_nothing_else_is_done_to_what_waits_for_its_time(scheduled, act):
    with pytest.raises(ActionRefused, match="dijadwalkan"):
        act(scheduled)
