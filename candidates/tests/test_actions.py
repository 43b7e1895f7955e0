from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from candidates import actions
from candidates.models import Candidacy, Election, Person, StageRevision, current_slug
from candidates.tests import factories
from core.models import AuditEntry, Change

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(django_user_model):
    return django_user_model.objects.create_user("editor")


def new_election(**values):
    given = {"slug": "pemilu-uji", "name": "Pemilu Uji", "kind": "general", "date": date(2024, 2, 14)}
    return Election(**{**given, **values})


def kinds(thing):
    changes = Change.objects.filter(model=thing._meta.label_lower, object_id=thing.pk).order_by("number")
    return [change.kind for change in changes]


def test_a_suggested_fact_is_audited_but_no_public_change(editor):
    election = actions.save_fact(actor=editor, fact=new_election())
    assert kinds(election) == []
    assert AuditEntry.objects.get().action == "create"


def test_a_published_fact_needs_a_source(editor):
    with pytest.raises(ValidationError) as refusal:
        actions.save_fact(actor=editor, fact=new_election(publication="published"))
    assert "source_title" in refusal.value.message_dict
    assert not Election.objects.exists()


def test_the_database_refuses_a_published_fact_without_source():
    with pytest.raises(IntegrityError), transaction.atomic():
        new_election(publication="published").save()


def test_a_published_fact_is_told_when_it_appears_changes_and_goes(editor):
    election = actions.save_fact(actor=editor, fact=new_election(source_title="PKPU 3/2022"))
    actions.confirm(actor=editor, facts=[election])
    election.name = "Pemilu Uji Baru"
    actions.save_fact(actor=editor, fact=election)
    actions.reject(actor=editor, facts=[election])
    assert kinds(election) == ["published", "updated", "retracted"]
    assert Change.objects.latest("number").number == Election.objects.get().change_number
    assert AuditEntry.objects.get(action="change").details["fields"] == ["name"]


def test_confirming_is_all_or_nothing(editor):
    good, bad = new_election(source_title="PKPU"), new_election(slug="lain")
    good.save()
    bad.save()
    with pytest.raises(ValidationError):
        actions.confirm(actor=editor, facts=[good, bad])
    assert not Election.objects.published().exists()
    assert not Change.objects.exists()


def test_confirming_twice_tells_once(editor):
    election = new_election(source_title="PKPU")
    election.save()
    actions.confirm(actor=editor, facts=[election])
    actions.confirm(actor=editor, facts=[Election.objects.get()])
    assert kinds(election) == ["published"]


def test_rejecting_a_suggestion_is_no_public_change(editor):
    election = new_election()
    election.save()
    actions.reject(actor=editor, facts=[election])
    assert Election.objects.get().publication == "rejected"
    assert kinds(election) == []


@pytest.mark.parametrize("missing", [{"on": None}, {"ground": ""}])
def test_a_candidacy_leaves_the_ballot_only_with_date_and_ground(editor, missing):
    candidacy = factories.candidacy()
    ground = {"on": date(2024, 1, 5), "ground": "Keputusan Uji 9/2024", **missing}
    with pytest.raises(ValidationError):
        actions.change_state(actor=editor, candidacy=candidacy, state="withdrawn", **ground)
    assert Candidacy.objects.get().state == "listed"


def test_a_change_of_state_is_told_with_what_it_was(editor):
    candidacy = factories.candidacy()
    actions.change_state(
        actor=editor, candidacy=candidacy, state="withdrawn", on=date(2024, 1, 5), ground="Surat 1"
    )
    assert not Candidacy.objects.standing().exists()
    assert Change.objects.get().data == {"state": ["listed", "withdrawn"]}
    assert AuditEntry.objects.get().details == {"state": ["listed", "withdrawn"], "ground": "Surat 1"}


def test_a_number_set_free_by_a_withdrawal_can_be_given_again():
    gone = factories.candidacy(
        ballot_number=1, state="withdrawn", state_date=date(2024, 1, 5), state_source="Surat 1"
    )
    again = factories.candidacy(election=gone.election, district=gone.district, ballot_number=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        factories.candidacy(election=gone.election, district=gone.district, ballot_number=1)
    assert list(Candidacy.objects.standing()) == [again]


def test_the_database_refuses_a_changed_state_without_a_ground():
    with pytest.raises(IntegrityError), transaction.atomic():
        factories.candidacy(state="disqualified")


def revise(stage, **values):
    given = {"starts": date(2024, 2, 21), "ends": date(2024, 2, 21), "regulation": "PKPU 9/2024"}
    return actions.revise_stage(actor=None, stage=stage, **{**given, **values})


def test_a_revised_stage_keeps_its_old_dates_and_the_regulation_that_changed_them():
    stage = factories.stage(starts=date(2024, 2, 14), ends=date(2024, 2, 15))
    revise(stage)
    stage.refresh_from_db()
    assert stage.starts == date(2024, 2, 21)
    old = stage.revisions.get()
    assert (old.starts, old.ends, old.regulation) == (date(2024, 2, 14), date(2024, 2, 15), "PKPU 9/2024")
    assert Change.objects.get().data == {"regulation": "PKPU 9/2024"}


@pytest.mark.parametrize("wrong", [{"regulation": ""}, {"ends": date(2024, 2, 1)}])
def test_a_revision_without_regulation_or_with_dates_in_the_wrong_order_is_refused(wrong):
    stage = factories.stage()
    with pytest.raises(ValidationError):
        revise(stage, **wrong)
    assert not StageRevision.objects.exists()


def test_a_public_slug_that_changes_is_remembered_and_never_given_to_another(editor):
    person = factories.person(slug="lama")
    person.slug = "baru"
    actions.save_fact(actor=editor, fact=person)
    assert current_slug(Person, "lama") == "baru"
    other = Person(slug="lama", name="Orang Lain")
    with pytest.raises(ValidationError) as refusal:
        actions.save_fact(actor=editor, fact=other)
    assert "slug" in refusal.value.message_dict
    person.slug = "lama"
    actions.save_fact(actor=editor, fact=person)
    assert current_slug(Person, "baru") == "lama"
    assert current_slug(Person, "lama") is None
