"""What every public page about elections and lessons costs: few questions, as many for much as for little."""

import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from candidates import clock
from candidates.models import PartyResult, Race
from candidates.tests import factories
from candidates.tests.factories import SOURCED
from core.models import ChangeCounter
from factcheck.check import MatchingUnavailable
from factcheck.tests import making
from portal.models import Lesson
from portal.searching import everything

pytestmark = pytest.mark.django_db
DAY = date(2024, 2, 14)
MOST = 6  # and one on the home page, which remembers the phases, but not inside a test's transaction


@pytest.fixture
def places(monkeypatch):
    """What the addresses below name: there from the beginning, and in the middle of all that grows."""

    def unavailable(**_values):
        raise MatchingUnavailable("no index")

    monkeypatch.setattr(everything, "check", unavailable)
    ChangeCounter.objects.update_or_create(id=1, defaults={"last": 7, "at": "2024-01-01T00:00:00Z"})
    election = factories.election(slug="pemilu-uji", name="Pemilu Uji", date=DAY)
    country = factories.district(code="indonesia", name="Indonesia", level="country")
    province = factories.district(code="jawa-uji", name="Jawa Uji", parent=country)
    dapil = factories.district(
        code="dpr.jawa-uji-1", name="Jawa Uji I", level="dpr", parent=province, seats=9
    )
    regency = factories.district(code="kota-uji", name="Kota Uji", level="regency", parent=province)
    dapil.parts.add(regency)
    person = factories.person(slug="siti-uji", name="Siti Uji")
    party = factories.party(slug="partai-uji", number=1, election=election)
    stage = factories.stage(election=election, slug="masa-uji")
    one = factories.candidacy(election=election, district=country, person=person, ballot_number=1)
    return {
        **{"election": election, "country": country, "province": province, "dapil": dapil},
        **{"regency": regency, "person": person, "party": party, "stage": stage, "candidacy": one},
    }


def grow(place, size):
    election, party = place["election"], place["party"]
    for number in range(size):
        day = DAY - timedelta(days=number)
        another = factories.election(date=day)
        factories.stage(election=another)
        stage = factories.stage(election=election, starts=day, ends=DAY)
        stage.revisions.create(starts=day, ends=day, regulation="PKPU Uji")
        rival = factories.party(number=PartyResult.objects.count() + 2, election=election)
        party.numbers.create(election=another, number=1)
        province = factories.district(parent=place["country"])
        code = f"dpr.{province.code}"
        dapil = factories.district(level="dpr", parent=province, code=code, seats=3)
        regency = factories.district(level="regency", parent=place["province"])
        place["dapil"].parts.add(regency)
        factories.candidacy(election=election, office="dpr", district=dapil, party=party)
        factories.candidacy(election=election, office="dpr", district=place["dapil"], party=rival)
        factories.candidacy(election=election, office="governor", district=province)
        factories.candidacy(election=another, office="regent", district=regency)
        factories.candidacy(election=election, office="dpd", district=place["province"])
        pair = factories.candidacy(
            election=another,
            district=place["country"],
            person=place["person"],
            running_mate=factories.person(),
        )
        pair.coalition.add(rival)
        Race.objects.create(
            election=another,
            office="mayor",
            district=place["regency"],
            form="not_elected",
            note="-",
            **SOURCED,
        )
        for of in (rival, party):
            where = place["country"] if of == rival else province
            here = {"election": election, "office": "dpr", "district": where, "party": of}
            PartyResult.objects.create(**here, votes=10, seats=1, **SOURCED)
        for verdict in ("salah", "benar"):
            debunk = making.published(verdict=verdict, claim=f"Klaim {number} tentang uji")
            debunk.people.add(place["person"])
            debunk.parties.add(party)
            debunk.elections.add(election)
            making.published(verdict=verdict)
        for phase in Lesson.Phase.values:
            slug = f"{phase}-{Lesson.objects.count()}"
            Lesson.objects.create(slug=slug, title="Pelajaran", body="Isi", phase=phase, published=True)


def addresses(place) -> list[str]:
    names = ["home", "election_list", "candidates", "party_list", "district_list", "my_place", "schedule"]
    names += ["schedule_ics", "lessons", "quiz"]
    slug = place["election"].slug
    races = [("president", "indonesia"), ("dpr", "dpr.jawa-uji-1"), ("dpr", "indonesia"), ("dpd", "jawa-uji")]
    facts = ["election", "country", "province", "dapil", "regency", "person", "party", "candidacy"]
    chosen = [reverse("my_place") + f"?daerah={code}" for code in ("jawa-uji", "kota-uji")]
    two = "&".join(
        f"calon={pk}" for pk in sorted(place["dapil"].candidacies.values_list("pk", flat=True))[:2]
    )
    return [
        *map(reverse, names),
        reverse("comparison", args=[slug, "dpr", "dpr.jawa-uji-1"]) + f"?{two}",
        *(place[name].get_absolute_url() for name in facts),
        *(reverse("race", args=[slug, *race]) for race in races),
        *(reverse("comparison", args=[slug, *race]) for race in races),
        *(reverse("candidates_of_office", args=[slug, office]) for office in ("governor", "dpr")),
        *(
            reverse(name, args=[slug])
            for name in ("candidates_of_election", "schedule_of", "schedule_ics_of")
        ),
        reverse("stage_ics", args=[slug, "masa-uji"]),
        reverse("reminder_ask", args=[slug]),
        reverse("party_list") + f"?pemilu={slug}",
        reverse("lesson", args=["before-0"]),
        *chosen,
        *(f"/cari/?q={query}" for query in ("siti", "jawa+uji", "klaim+uji")),
    ]


def costs(client, place) -> dict[str, int]:
    found = {}
    for address in addresses(place):
        client.get(address)  # the names that search keeps in the process are read once
        with CaptureQueriesContext(connection) as asked:
            response = client.get(address)
        assert response.status_code == 200, address
        found[address] = len(asked)
    return found


def test_no_page_asks_more_than_six_questions_nor_more_for_more(client, places):
    with clock.at(DAY - timedelta(days=30)):
        grow(places, 5)  # more than can be compared at once: as many are then offered to choose from
        little = costs(client, places)
        grow(places, 5)
        much = costs(client, places)
    assert {page: (little[page], much[page]) for page in much if much[page] > little[page]} == {}
    assert {page: cost for page, cost in much.items() if cost > MOST + (page == "/")} == {}


def test_a_quiz_in_play_asks_three_questions(client, places, django_assert_max_num_queries):
    grow(places, 5)
    key = re.search(r'name="soal" value="([^"]+)"', client.get(reverse("quiz")).content.decode())[1]
    with django_assert_max_num_queries(3):
        assert client.get(reverse("quiz"), {"soal": key, "jawab": "hf"}).status_code == 200
