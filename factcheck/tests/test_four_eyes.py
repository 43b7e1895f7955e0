"""Whoever wrote a debunk cannot approve it, whatever their rights."""

import datetime

import pytest
from django.contrib.auth.models import Group, Permission
from django.utils import timezone

from core.models import AuditEntry
from factcheck import actions, scheduling
from factcheck.actions import ActionRefused
from factcheck.models import Contribution, Debunk
from factcheck.tests.making import in_review, make_user

pytestmark = pytest.mark.django_db
TICKS = ["claim", "conclusion"]


@pytest.fixture
def writer():
    return make_user("penulis")


@pytest.fixture
def reviewer():
    user = make_user("peninjau")
    user.user_permissions.add(Permission.objects.get(codename="publish_debunk"))
    return user


@pytest.fixture
def emergency_role():
    group = Group.objects.create(name="Darurat")
    group.permissions.add(Permission.objects.get(codename="override_four_eyes"))
    return group


def change(debunk, actor, **fields):
    """Save `fields` as the form does."""
    debunk.refresh_from_db()
    for name, value in fields.items():
        setattr(debunk, name, value)
    return actions.save_draft(debunk=debunk, actor=actor)


def tomorrow():
    return timezone.now() + datetime.timedelta(days=1)


APPROVALS = [
    lambda debunk, actor, **how: actions.publish(debunk=debunk, actor=actor, ticks=TICKS, **how),
    lambda debunk, actor, **how: scheduling.schedule(
        debunk=debunk, actor=actor, at=tomorrow(), ticks=TICKS, **how
    ),
]


@pytest.mark.parametrize("approve", APPROVALS)
def test_the_writer_is_refused_and_told_who_may(approve, writer, reviewer):
    debunk = in_review(writer=writer)
    with pytest.raises(ActionRefused, match=r"Anda ikut menulis.*Yang boleh: peninjau\."):
        approve(debunk, writer)
    debunk.refresh_from_db()
    assert debunk.state == "review" and not debunk.ticks.exists()
    assert approve(debunk, reviewer).reviewer == reviewer


@pytest.mark.parametrize("approve", APPROVALS)
def test_a_superuser_does_not_escape(approve):
    chief = make_user("pemimpin", is_superuser=True)
    with pytest.raises(ActionRefused, match="tidak ada akun lain"):
        approve(in_review(writer=chief), chief)
    with pytest.raises(ActionRefused):
        approve(in_review(writer=chief), chief, emergency="Malam ini saya sendirian")


@pytest.mark.parametrize("field", actions.TEXT)
def test_a_reviewer_who_changes_the_text_becomes_a_writer(writer, reviewer, field):
    debunk = in_review(writer=writer)
    debunk = change(debunk, reviewer, **{field: "satire" if field == "kind" else "benar"})
    with pytest.raises(ActionRefused, match="Anda ikut menulis"):
        actions.publish(debunk=debunk, actor=reviewer, ticks=TICKS)


def test_a_reviewer_who_changes_the_sources_becomes_a_writer(writer, reviewer):
    debunk = in_review(writer=writer)
    debunk = actions.change_evidence(debunk=debunk, actor=reviewer, related=["sources"])
    with pytest.raises(ActionRefused, match="Anda ikut menulis"):
        actions.publish(debunk=debunk, actor=reviewer, ticks=TICKS)


def test_saving_without_changing_the_text_makes_nobody_a_writer(writer, reviewer):
    debunk = change(in_review(writer=writer), reviewer, language="en")
    assert actions.publish(debunk=debunk, actor=reviewer, ticks=TICKS).state == "published"


def test_a_co_writer_of_the_draft_stays_a_writer(writer, reviewer):
    debunk = in_review(writer=writer)
    debunk = actions.send_back(debunk=debunk, actor=reviewer, note="Perjelas")
    debunk = change(debunk, reviewer, title="Judul dari peninjau")
    debunk = actions.submit_for_review(debunk=debunk, actor=writer)
    with pytest.raises(ActionRefused):
        actions.publish(debunk=debunk, actor=reviewer, ticks=TICKS)


def test_a_change_made_in_review_is_the_writers_own_once_submitted_again(writer, reviewer):
    """Without this, two editors could never publish what the second one mended a comma of."""
    debunk = change(in_review(writer=writer), reviewer, title="Judul dari peninjau")
    debunk = actions.send_back(debunk=debunk, actor=reviewer, note="Setuju dengan judul ini?")
    assert debunk.note == "Setuju dengan judul ini?"
    debunk = actions.submit_for_review(debunk=debunk, actor=writer)
    assert debunk.note == "" and not Contribution.objects.exists()
    assert actions.publish(debunk=debunk, actor=reviewer, ticks=TICKS).state == "published"


@pytest.mark.parametrize("approve", APPROVALS)
def test_the_emergency_role_needs_a_reason_that_is_logged_and_kept(approve, writer, emergency_role):
    debunk = in_review(writer=writer)
    with pytest.raises(ActionRefused, match="Anda ikut menulis"):
        approve(debunk, writer, emergency="Sendirian")
    writer.groups.add(emergency_role)
    with pytest.raises(ActionRefused, match="alasan darurat"):
        approve(debunk, writer, emergency=" ")
    debunk = approve(debunk, writer, emergency="Malam pemungutan suara, sendirian")
    assert debunk.emergency_reason == "Malam pemungutan suara, sendirian"
    assert AuditEntry.objects.latest("id").details["emergency"] == debunk.emergency_reason


def test_an_emergency_that_was_not_needed_is_not_told(writer, reviewer, emergency_role):
    reviewer.groups.add(emergency_role)
    debunk = actions.publish(debunk=in_review(writer=writer), actor=reviewer, ticks=TICKS, emergency="x")
    assert debunk.emergency_reason == "" and "emergency" not in AuditEntry.objects.latest("id").details


def test_a_person_cannot_publish_a_draft_past_the_review(reviewer):
    draft = Debunk.objects.create(slug="a", title="A", claim="A", verdict="salah")
    with pytest.raises(ActionRefused, match="sedang draf"):
        actions.publish(debunk=draft, actor=reviewer)
