from datetime import date

import pytest
from django.core.exceptions import ValidationError

from candidates.models import Candidacy, District, Election, Party, PartyResult, Person, Race, Stage
from candidates.registers import REGISTERS, Tally, load
from core.models import Change

pytestmark = pytest.mark.django_db

SOURCE = {"source_title": "Keputusan Uji 1", "state": "published"}
ROWS = {
    "elections": [
        {**SOURCE, "slug": "pemilu-uji", "name": "Pemilu Uji", "kind": "general", "date": date(2024, 2, 14)}
    ],
    "stages": [
        {
            **SOURCE,
            **{"election": "pemilu-uji", "slug": "suara", "phase": "during", "name": "Suara"},
            **{"starts": date(2024, 2, 14), "ends": date(2024, 2, 14)},
            **{"start_time": "07:00", "end_time": "13:00", "zone": ""},
        }
    ],
    "districts": [
        {**SOURCE, "code": "indonesia", "level": "country", "name": "Indonesia", "parent": None},
        {**SOURCE, "code": "aceh", "level": "province", "name": "Aceh", "parent": "indonesia"},
    ],
    "parties": [
        {
            **SOURCE,
            **{"slug": "pkb", "name": "PKB", "full_name": "Partai Uji", "aliases": ["Partai Uji"]},
            "numbers": [{"election": "pemilu-uji", "number": 1, "source_title": "Keputusan 2"}],
        }
    ],
    "people": [{**SOURCE, "slug": name, "name": name.title()} for name in ("satu", "dua")],
    "candidacies": [
        {
            **{"election": "pemilu-uji", "office": "president", "district": "indonesia", "person": "satu"},
            **{"running_mate": "dua", "ballot_number": 1, "state": "elected", "party": ""},
            **{"state_date": date(2024, 4, 24), "state_source": "Keputusan 3", "coalition": ["pkb"]},
            "source_title": "Keputusan 4",
        }
    ],
    "races": [
        {
            **SOURCE,
            **{"election": "pemilu-uji", "office": "governor", "district": "aceh"},
            **{"form": "not_elected", "note": "Tidak dipilih."},
        }
    ],
    "party_results": [
        {
            **SOURCE,
            **{"election": "pemilu-uji", "office": "dpr", "district": "indonesia", "party": "pkb"},
            **{"votes": 100, "seats": 2},
        }
    ],
    "results": [
        {
            **{"election": "pemilu-uji", "office": "president", "district": "indonesia"},
            **{"ballot_number": 1, "votes": 10, "source_title": "Keputusan 5", "date": date(2024, 3, 20)},
        }
    ],
}


def load_all():
    return {name: load(name, ROWS[name], demo=True) for name in REGISTERS}


def test_rows_become_facts():
    load_all()
    one = Candidacy.objects.public().get()
    assert (one.name, one.votes, one.state) == ("Satu – Dua", 10, "elected")
    assert [party.name for party in one.coalition.all()] == ["PKB"]
    assert Party.objects.get().numbers.get().number == 1
    assert District.objects.get(code="aceh").parent.code == "indonesia"
    assert Stage.objects.get().start_time.hour == 7
    assert Election.objects.get().demo
    assert Race.objects.get().form == "not_elected"
    assert (PartyResult.objects.get().votes, PartyResult.objects.get().seats) == (100, 2)


def test_a_second_time_changes_nothing():
    load_all()
    before = Change.objects.count()
    assert set(map(str, load_all().values())) == {
        str(Tally(unchanged=1)),
        str(Tally(unchanged=2)),
    }
    assert Change.objects.count() == before


def test_what_differs_is_updated():
    load_all()
    changed = [{**ROWS["parties"][0], "numbers": [{"election": "pemilu-uji", "number": 9}]}]
    assert load("parties", changed, demo=True) == Tally(updated=1)
    assert Party.objects.get().numbers.get().number == 9


def test_a_suggestion_stays_one():
    load("people", [{"slug": "tiga", "name": "Tiga", "state": "suggested"}])
    assert Person.objects.get().publication == "suggested"


@pytest.mark.parametrize(
    ("register", "row", "error"),
    [
        ("people", {"slug": "x", "name": "X", "umur": 3}, KeyError),
        ("presidents", {}, KeyError),
        ("stages", {"election": "tidak-ada", "slug": "x"}, Election.DoesNotExist),
        ("people", {"slug": "x", "name": "X", "state": "published"}, ValidationError),
    ],
    ids=["unknown field", "unknown register", "reference to nothing", "no source"],
)
def test_bad_rows_store_nothing(register, row, error):
    good = {"slug": "baik", "name": "Baik"}
    with pytest.raises(error):
        load(register, [good, row] if register == "people" else [row])
    assert not Person.objects.exists()
