"""Every public page of candidates: what it shows, what it hides, and what it costs."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from candidates.tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def general():
    return factories.election(slug="pemilu-uji", name="Pemilu Uji", date=date(2024, 2, 14))


@pytest.fixture
def country():
    return factories.district(code="indonesia", name="Indonesia", level="country")


def pair(election, country, number, **values):
    one, mate = factories.person(), factories.person()
    return factories.candidacy(
        election=election, district=country, person=one, running_mate=mate, ballot_number=number, **values
    )


def text(client, address, status=200):
    response = client.get(address)
    assert response.status_code == status
    return response.content.decode()


@pytest.mark.parametrize(
    "name", ["election_list", "candidates", "party_list", "district_list", "schedule", "schedule_ics"]
)
def test_every_list_answers_when_there_is_nothing(client, name):
    assert text(client, reverse(name))


def test_an_election_shows_what_is_elected_its_parties_and_the_next_stage(
    client, general, country, time_machine
):
    time_machine.move_to("2024-02-05T12:00:00+07:00")
    pair(general, country, 1)
    factories.party(name="Partai Nomor Tujuh", number=7, election=general)
    factories.stage(election=general, name="Masa uji", starts=date(2024, 2, 11), ends=date(2024, 2, 13))
    page = text(client, general.get_absolute_url())
    assert reverse("race", args=["pemilu-uji", "president", "indonesia"]) in page
    assert "Partai Nomor Tujuh" in page and "<b>7</b>" in page
    assert "Masa uji" in page


def test_a_race_shows_pairs_in_ballot_order(client, general, country):
    pairs = [pair(general, country, number) for number in (3, 1, 2)]
    page = text(client, reverse("race", args=["pemilu-uji", "president", "indonesia"]))
    in_order = sorted(pairs, key=lambda one: one.ballot_number)
    places = [page.index(one.running_mate.name) for one in in_order]
    assert places == sorted(places)


def test_who_left_the_ballot_is_flagged_with_date_and_ground_everywhere(client, general, country):
    gone = pair(
        general,
        country,
        1,
        state="disqualified",
        state_date=date(2024, 1, 5),
        state_source="Putusan Uji 7/2024",
    )
    addresses = [
        reverse("race", args=["pemilu-uji", "president", "indonesia"]),
        gone.get_absolute_url(),
        gone.person.get_absolute_url(),
        gone.running_mate.get_absolute_url(),
    ]
    for address in addresses:
        page = text(client, address)
        assert "Dicoret" in page and "Putusan Uji 7/2024" in page and "2024-01-05" in page, address


def test_lists_of_parties_stand_in_the_order_of_their_numbers(client, general):
    dapil = factories.district(code="dpr.uji-1", name="Uji I", level="dpr", seats=3)
    for number in (9, 2):
        party = factories.party(name=f"Partai No {number}", number=number, election=general)
        for place in (2, 1):
            factories.candidacy(
                election=general,
                office="dpr",
                district=dapil,
                party=party,
                ballot_number=place,
                person=factories.person(name=f"Caleg {number}-{place}"),
            )
    page = text(client, reverse("race", args=["pemilu-uji", "dpr", "dpr.uji-1"]))
    names = ["Partai No 2", "Caleg 2-1", "Caleg 2-2", "Partai No 9", "Caleg 9-1", "Caleg 9-2"]
    places = [page.index(name) for name in names]
    assert places == sorted(places)
    assert "Daerah ini mengisi 3 kursi." in page


def test_candidacy_page_tells_number_coalition_votes_and_sources(client, general, country):
    one = pair(
        general,
        country,
        2,
        vision="Visi uji",
        votes=1234567,
        votes_source="Keputusan Hasil 1",
        sources=[{"title": "Berita Uji", "url": "https://contoh.test/a", "date": "2024-01-02"}],
    )
    one.coalition.add(factories.party(name="Partai Pengusung"))
    page = text(client, one.get_absolute_url())
    for part in ("Partai Pengusung", "Visi uji", "1.234.567", "Keputusan Hasil 1", "https://contoh.test/a"):
        assert part in page


@pytest.mark.parametrize("hidden", ["election", "district", "person", "candidacy"])
def test_what_is_only_suggested_is_never_shown(client, general, country, hidden):
    one = pair(general, country, 1)
    fact = one if hidden == "candidacy" else getattr(one, hidden)
    fact.publication = "suggested"
    fact.save()
    assert client.get(one.get_absolute_url()).status_code == 404
    assert client.get(reverse("race", args=["pemilu-uji", "president", "indonesia"])).status_code == 404
    if hidden in ("election", "person", "district"):
        assert client.get(fact.get_absolute_url()).status_code == 404


def test_suggested_parties_and_stages_are_not_listed(client, general):
    factories.party(name="Partai Usulan", number=5, election=general, publication="suggested")
    factories.stage(election=general, name="Tahap usulan", publication="suggested")
    for address in (reverse("party_list"), general.get_absolute_url(), reverse("schedule_ics")):
        page = text(client, address)
        assert "Partai Usulan" not in page and "Tahap usulan" not in page


def test_parties_are_those_of_the_latest_general_election_unless_asked(client, general):
    party = factories.party(name="Partai Lama", slug="lama", number=5, election=general)
    earlier = factories.election(slug="pemilu-lalu", date=date(2019, 4, 17))
    party.numbers.create(election=earlier, number=11)
    factories.party(name="Partai Aceh Uji", number=18, election=general, scope="aceh")
    page = text(client, reverse("party_list"))
    assert "<b>5</b> Partai Lama" in page and "1 partai lokal Aceh" in page
    assert "<b>11</b> Partai Lama" in text(client, reverse("party_list") + "?pemilu=pemilu-lalu")
    assert client.get(reverse("party_list") + "?pemilu=tidak-ada").status_code == 404
    page = text(client, party.get_absolute_url())
    assert "Pemilu Uji" in page and earlier.name in page


def test_districts_from_province_to_dapil(client):
    province = factories.district(code="jawa-uji", name="Jawa Uji")
    dapil = factories.district(
        code="dpr.jawa-uji-1", name="Jawa Uji I", level="dpr", seats=7, parent=province
    )
    assert "Jawa Uji</span> I (7)</a>" in text(client, reverse("district_list"))
    assert dapil.get_absolute_url() in text(client, province.get_absolute_url())
    page = text(client, dapil.get_absolute_url())
    assert province.get_absolute_url() in page and "7 kursi" in page


def test_the_tenth_dapil_comes_after_the_ninth(client):
    province = factories.district(code="jawa-uji")
    for number in (10, 9, 1):
        factories.district(
            code=f"dpr.jawa-uji-{number}", name=f"Dapil no-{number}", level="dpr", parent=province
        )
    for address in (reverse("district_list"), province.get_absolute_url()):
        page = text(client, address)
        places = [page.index(f"no-{number}<") for number in (1, 9, 10)]
        assert places == sorted(places), address


def test_a_district_names_the_races_held_in_it(client, general, country):
    pair(general, country, 1)
    race = reverse("race", args=["pemilu-uji", "president", "indonesia"])
    assert race in text(client, country.get_absolute_url())


@pytest.mark.parametrize(
    "address",
    [
        "/kandidat/tidak-ada/",
        "/kandidat/pemilu-uji/lurah/indonesia/",
        "/dapil/tidak.ada/",
        "/jadwal/tidak-ada/",
    ],
)
def test_unknown_addresses_are_not_found(client, general, address):
    assert client.get(address).status_code == 404


def test_a_strange_page_token_is_not_found(client, general):
    assert client.get(reverse("candidates") + "?page=bukan-kunci").status_code == 404


def test_in_the_quiet_period_candidates_are_information_not_campaign(client, general, country, time_machine):
    one = pair(general, country, 1)
    factories.stage(election=general, kind="quiet", starts=date(2024, 2, 11), ends=date(2024, 2, 13))
    addresses = [one.get_absolute_url(), reverse("race", args=["pemilu-uji", "president", "indonesia"])]
    for day, shown in (("2024-02-10", False), ("2024-02-12", True), ("2024-02-14", False)):
        time_machine.move_to(f"{day}T12:00:00+07:00")
        assert [("bukan kampanye" in text(client, address)) for address in addresses] == [shown, shown]


def crowd(general, country, count):
    for number in range(1, count + 1):
        one = pair(general, country, number)
        one.coalition.add(factories.party(number=number, election=general))
        factories.stage(election=general)
    return one


DETAILS = ["election", "race", "candidacy", "person", "party", "district", "schedule"]


@pytest.mark.parametrize("page", DETAILS)
@pytest.mark.parametrize("count", [2, 9])
def test_a_detail_page_asks_at_most_six_questions(
    client, general, country, page, count, django_assert_max_num_queries
):
    one = crowd(general, country, count)
    address = {
        "election": general.get_absolute_url(),
        "race": reverse("race", args=["pemilu-uji", "president", "indonesia"]),
        "candidacy": one.get_absolute_url(),
        "person": one.person.get_absolute_url(),
        "party": one.coalition.get().get_absolute_url(),
        "district": country.get_absolute_url(),
        "schedule": reverse("schedule"),
    }[page]
    with django_assert_max_num_queries(6):
        assert text(client, address)


@pytest.mark.parametrize("page", ["race", "comparison"])
def test_lists_of_parties_ask_at_most_six_questions(client, general, page, django_assert_max_num_queries):
    dapil = factories.district(code="dpr.uji-1", level="dpr", seats=9)
    for number in range(1, 7):
        party = factories.party(number=number, election=general)
        for place in range(1, 9):
            factories.candidacy(
                election=general, office="dpr", district=dapil, party=party, ballot_number=place
            )
    with django_assert_max_num_queries(6):
        assert text(client, reverse(page, args=["pemilu-uji", "dpr", "dpr.uji-1"]))


@pytest.mark.parametrize("name", ["election_list", "candidates", "party_list", "district_list"])
def test_lists_cost_the_same_for_few_and_many(client, name):
    costs = []
    for _ in range(2):
        for _ in range(4):
            election = factories.election()
            province = factories.district()
            factories.district(level="dpr", parent=province, code=f"dpr.{province.code}")
            crowd(election, province, 2)
        with CaptureQueriesContext(connection) as asked:
            text(client, reverse(name))
        costs.append(len(asked))
    assert costs[0] == costs[1] <= 4


def test_office_pages_hold_a_hundred_districts(client, general):
    for number in range(101):
        place = factories.district(code=f"uji-{number:03}", name=f"Uji {number:03}")
        factories.candidacy(election=general, office="governor", district=place)
    address = reverse("candidates_of_office", args=["pemilu-uji", "governor"])
    first = client.get(address)
    assert "Uji 099" in first.content.decode() and "Uji 100" not in first.content.decode()
    following = text(client, address + first.context["page"].older)
    assert "Uji 100" in following and "Uji 099" not in following


@pytest.mark.parametrize("address", ["/pemilu/pemilu-uji/", "/partai/", "/jadwal/"])
@pytest.mark.parametrize("demo", [True, False])
def test_pages_of_an_example_say_that_it_is_one(client, general, address, demo):
    general.demo = demo
    general.save()
    factories.stage(election=general)
    factories.party(number=1, election=general)
    assert ("Konten contoh" in text(client, address)) is demo
