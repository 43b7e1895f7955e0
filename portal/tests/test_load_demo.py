import pytest
from django.core.management import CommandError, call_command
from django.db.models import Sum

from candidates.models import Candidacy, District, Election, Party, PartyNumber, PartyResult, Person, Stage
from core.models import AuditEntry, Change
from factcheck.models import Debunk, Topic, Verdict
from portal.demo import loading
from portal.demo.files import read
from portal.models import Lesson, Question

pytestmark = pytest.mark.django_db


def test_everything_is_loaded_once_however_often_it_is_asked_for(capsys):
    call_command("load_demo", verbosity=0)
    elections_with_their_facts()
    every_published_fact_names_its_source_and_is_marked()
    debunks_are_whole_articles()
    lessons_for_all_phases()
    each_example_question_has_its_debunk()
    everything_public_is_in_the_log()
    before = Change.objects.count(), AuditEntry.objects.count()
    call_command("load_demo")
    assert "0 dibuat, 0 diperbarui" in capsys.readouterr().out
    assert (Change.objects.count(), AuditEntry.objects.count()) == before


def elections_with_their_facts():
    assert {"pemilu-2024", "pilkada-2024"} <= set(Election.objects.values_list("slug", flat=True))
    numbers = PartyNumber.objects.filter(election__slug="pemilu-2024")
    assert numbers.count() == 24
    assert numbers.filter(party__scope=Party.Scope.ACEH).count() == 6
    seats = list(District.objects.filter(level="dpr").values_list("seats", flat=True))
    assert (len(seats), sum(seats)) == (84, 580)
    assert District.objects.filter(level="province").count() == 38
    pairs = Candidacy.objects.filter(election__slug="pemilu-2024", office="president")
    votes = dict(pairs.values_list("ballot_number", "votes"))
    assert votes == {1: 40_971_906, 2: 96_214_691, 3: 27_040_878}
    assert all(candidacy.coalition.exists() for candidacy in pairs)
    lists = PartyResult.objects.filter(election__slug="pemilu-2024", district__code="indonesia")
    assert lists.aggregate(votes=Sum("votes"), seats=Sum("seats")) == {"votes": 151_793_293, "seats": 580}


def every_published_fact_names_its_source_and_is_marked():
    for model in (Election, Stage, District, Party, Person, Candidacy):
        assert model.objects.exists()
        assert not model.objects.filter(demo=False).exists()
        assert not model.objects.published().filter(source_title="").exists()


def debunks_are_whole_articles():
    debunks = Debunk.objects.published()
    assert debunks.count() >= 24 and not debunks.filter(demo=False).exists()
    assert not debunks.filter(summary="") | debunks.filter(explanation="") | debunks.filter(conclusion="")
    for debunk in debunks.prefetch_related("sources", "appearances", "topics"):
        assert debunk.sources.all() and debunk.appearances.all() and debunk.topics.all(), debunk
    assert set(debunks.values_list("verdict", flat=True)) == set(Verdict.values)
    assert not Topic.objects.filter(debunks=None).exists()


def lessons_for_all_phases():
    assert Lesson.objects.published().count() >= 8
    phases = [lesson.phase for lesson in Lesson.objects.published().one_of_each_phase()]
    assert phases == ["before", "during", "after"]


def each_example_question_has_its_debunk():
    known = set(Debunk.objects.published().values_list("external_id", flat=True))
    examples = read("examples")
    assert {example["debunk"] for example in examples} <= known
    assert Question.objects.count() == len(examples)


def everything_public_is_in_the_log():
    for model in (Debunk, Lesson, Stage, District, Candidacy):
        told = Change.objects.filter(model=model._meta.label_lower, kind="published")
        assert told.count() == model.objects.published().count()


def test_only_elections():
    call_command("load_demo", only="elections", verbosity=0)
    assert Candidacy.objects.exists()
    assert not Debunk.objects.exists() and not Lesson.objects.exists()


def test_what_differs_is_put_right_and_told():
    call_command("load_demo", only="elections", verbosity=0)
    Party.objects.filter(slug="pkb").update(full_name="Salah tulis")
    call_command("load_demo", only="elections", verbosity=0)
    assert Party.objects.get(slug="pkb").full_name == "Partai Kebangkitan Bangsa"
    assert Change.objects.last().kind == "updated"


def test_a_broken_file_loads_nothing_and_is_named(monkeypatch):
    def broken(name):
        items = read_folder(name)
        if name == "debunks":
            items[3]["verdict"] = "bohong"
        return items

    read_folder = loading.read_folder
    monkeypatch.setattr(loading, "read_folder", broken)
    with pytest.raises(CommandError, match=r"demo-.*verdict"):
        call_command("load_demo", verbosity=0)
    assert not Election.objects.exists()
