from datetime import date

import pytest
from django.urls import reverse

from candidates import actions
from candidates.identifiers import race_id, read_race_id
from candidates.models import PartyResult, Race
from candidates.tests import factories
from candidates.tests.factories import SOURCED

pytestmark = pytest.mark.django_db


@pytest.fixture
def local():
    return factories.election(slug="pilkada-uji", name="Pilkada Uji", kind="local", date=date(2024, 11, 27))


@pytest.fixture
def province():
    return factories.district(code="jawa-uji", name="Jawa Uji")


def text(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def race_page(client):
    return text(client, reverse("race", args=["pilkada-uji", "governor", "jawa-uji"]))


def stand(local, province, number, **values):
    return factories.candidacy(
        election=local, district=province, office="governor", ballot_number=number, **values
    )


def test_results_are_shown_as_a_table_and_a_chart_once_all_are_official(client, local, province):
    stand(local, province, 1, votes=3_000_000, votes_source="Keputusan 1")
    second = stand(local, province, 2)
    assert "Hasil resmi" not in race_page(client)
    second.votes, second.votes_source = 1_000_000, "Keputusan 1"
    second.save()
    page = race_page(client)
    assert "3.000.000" in page and "75,00" in page and "4.000.000" in page
    assert 'width="100.0%"' in page and 'width="33.3%"' in page
    assert page.count("Keputusan 1") >= 1


def test_seats_have_a_chart_of_their_own_in_the_order_of_ballot_numbers(client, local, province):
    for number, votes, seats in ((7, 900, 1), (2, 300, 4)):
        party = factories.party(name=f"Partai {number}", number=number, election=local)
        here = {"election": local, "office": "dpr", "district": province, "party": party}
        PartyResult.objects.create(**here, votes=votes, seats=seats, **SOURCED)
    page = text(client, reverse("race", args=["pilkada-uji", "dpr", "jawa-uji"]))
    votes, seats = page.split('id="hasil-kursi"')
    assert votes.index('width="33.3%"') < votes.index('width="100.0%"')
    assert seats.index('width="100.0%"') < seats.index('width="25.0%"')
    assert seats.index("2 Partai 2") < seats.index("7 Partai 7")


def test_one_who_left_the_ballot_has_no_part_in_the_results(client, local, province):
    stand(local, province, 1, votes=10, votes_source="Keputusan 1")
    stand(local, province, 2, state="withdrawn", state_date=date(2024, 9, 1), state_source="Surat 1")
    assert "100,00" in race_page(client)


def test_a_single_pair_stands_against_the_empty_column(client, local, province):
    one = stand(local, province, 1, votes=60, votes_source="Keputusan 1")
    assert "Calon tunggal" not in race_page(client)
    Race.objects.create(
        election=local,
        office="governor",
        district=province,
        form="empty_column",
        empty_votes=40,
        invalid_votes=5,
        **SOURCED,
    )
    page = race_page(client)
    assert "Calon tunggal" in page and one.person.name in page
    assert "Kolom kosong" in page and "60,00" in page and "40,00" in page
    assert "Suara tidak sah" in page


def test_an_office_that_is_not_elected_in_a_place_is_said_not_to_be(client, local, province):
    reason = "Gubernur ditetapkan menurut undang-undang keistimewaan."
    Race.objects.create(
        election=local, office="governor", district=province, form="not_elected", note=reason, **SOURCED
    )
    assert reason in race_page(client)
    for address in (province.get_absolute_url(), reverse("my_place") + "?daerah=jawa-uji"):
        page = text(client, address)
        assert "Tidak dipilih di sini" in page and reason in page


def test_parties_with_votes_and_seats_in_the_order_of_their_numbers(client):
    general = factories.election(slug="pemilu-uji")
    place = factories.district(code="dpr.uji-1", level="dpr")
    for number, votes, seats in ((9, 300, 2), (4, 100, 1)):
        party = factories.party(name=f"Partai No {number}", number=number, election=general)
        PartyResult.objects.create(
            election=general, office="dpr", district=place, party=party, votes=votes, seats=seats, **SOURCED
        )
    page = text(client, reverse("race", args=["pemilu-uji", "dpr", "dpr.uji-1"]))
    assert page.index("4 Partai No 4") < page.index("9 Partai No 9")
    assert "75,00" in page and "Kursi" in page


def party_result(election, place, **values):
    given = {"office": "dpr", "votes": 100, "seats": 1, "party": factories.party(number=1, election=election)}
    return PartyResult.objects.create(election=election, district=place, **SOURCED, **{**given, **values})


def test_results_of_parties_are_found_where_nobody_is_listed(client):
    general = factories.election(slug="pemilu-uji")
    party_result(general, factories.district(code="indonesia", level="country"), seats=580)
    address = reverse("race", args=["pemilu-uji", "dpr", "indonesia"])
    for page in (reverse("election", args=["pemilu-uji"]), reverse("candidates")):
        assert f'href="{address}"' in text(client, page) and "Seluruh Indonesia" in text(client, page)
    assert client.get("/kandidat/dpr.indonesia.2024-02-14/").url == address
    assert "<td>580</td>" in text(client, address)


def test_results_of_the_country_stand_beside_the_places_where_people_stand(client):
    general = factories.election(slug="pemilu-uji")
    party_result(general, factories.district(code="indonesia", level="country"))
    for code in ("dpr.uji-1", "dpr.uji-2"):
        place = factories.district(code=code, level="dpr")
        factories.candidacy(election=general, office="dpr", district=place, party=factories.party())
    office = reverse("candidates_of_office", args=["pemilu-uji", "dpr"])
    page = text(client, reverse("election", args=["pemilu-uji"]))
    assert f'href="{office}"' in page and "2 daerah" in page
    for code in ("indonesia", "dpr.uji-1", "dpr.uji-2"):
        assert reverse("race", args=["pemilu-uji", "dpr", code]) in text(client, office)


@pytest.mark.parametrize(
    ("office", "code", "expected"),
    [
        ("dpr", "dpr.jawa-barat-1", "dpr.jawa-barat-1.2024-02-14"),
        ("president", "indonesia", "presiden.indonesia.2024-02-14"),
        ("dprd_regency", "dprd-kabupaten-kota.bogor-2", "dprd-kabupaten-kota.bogor-2.2024-02-14"),
    ],
)
def test_identifiers_are_readable_and_read_back(office, code, expected):
    made = race_id(office, code, date(2024, 2, 14))
    assert made == expected
    key = read_race_id(made)
    assert (key.office, key.day) == (office, date(2024, 2, 14))
    assert code in key.codes


@pytest.mark.parametrize("text", ["", "dpr.jawa-barat-1", "lurah.x.2024-02-14", "dpr.x.2024-13-01"])
def test_what_is_no_identifier_is_refused(text):
    with pytest.raises(ValueError):
        read_race_id(text)


def test_an_identifier_leads_to_its_race(client, local, province):
    one = stand(local, province, 1)
    identifier = "gubernur.jawa-uji.2024-11-27"
    assert client.get(f"/kandidat/{identifier}/").url == reverse(
        "race", args=["pilkada-uji", "governor", "jawa-uji"]
    )
    assert identifier in race_page(client)
    found = client.get("/api/v1/candidacies/", {"race": identifier}).json()["results"]
    assert [(row["id"], row["race"]) for row in found] == [(str(one.pk), identifier)]
    assert client.get("/api/v1/candidacies/", {"race": "apa saja"}).status_code == 400
    assert client.get("/kandidat/gubernur.jawa-uji.2029-11-27/").status_code == 404


def test_old_slugs_lead_to_the_page_of_today(client, local, province):
    one = stand(local, province, 1)
    for fact, slug in ((local, "pilkada-baru"), (one.person, "orang-baru")):
        fact.slug, old = slug, fact.get_absolute_url()
        actions.save_fact(actor=None, fact=fact)
        moved = client.get(old)
        assert (moved.status_code, moved.url) == (301, fact.get_absolute_url())
    moved = client.get("/kandidat/pilkada-uji/gubernur/jawa-uji/")
    assert (moved.status_code, moved.url) == (301, "/kandidat/pilkada-baru/gubernur/jawa-uji/")
    assert client.get("/api/v1/elections/pilkada-uji/").json()["id"] == "pilkada-baru"
    assert client.get("/kandidat/orang/tidak-pernah-ada/").status_code == 404
