from datetime import date

import pytest
from django.urls import reverse

from candidates.tests import factories

pytestmark = pytest.mark.django_db
ADDRESS = "/kandidat/pemilu-uji/presiden/indonesia/banding/"


@pytest.fixture
def rivals():
    election = factories.election(slug="pemilu-uji")
    country = factories.district(code="indonesia", level="country")
    return [
        factories.candidacy(
            election=election,
            district=country,
            ballot_number=number,
            person=factories.person(name=f"Calon No {number}", profile=f"Profil {number}"),
            vision=f"Visi {number}",
        )
        for number in (3, 1, 2, 4, 5)
    ]


def compare(client, *rivals):
    return client.get(ADDRESS, {"calon": [one.pk for one in rivals]}).content.decode()


def test_side_by_side_in_ballot_order_whatever_was_asked(client, rivals):
    page = compare(client, rivals[0], rivals[2], rivals[1])
    places = [page.index(f"Calon No {number}") for number in (1, 2, 3)]
    assert places == sorted(places)
    assert all(f"Visi {number}" in page and f"Profil {number}" in page for number in (1, 2, 3))
    assert "Calon No 4" not in page


def test_what_one_did_not_give_is_left_out_for_all_and_said(client, rivals):
    rivals[0].mission = "Misi satu-satunya"
    rivals[0].save()
    page = compare(client, *rivals[:2])
    assert "Misi satu-satunya" not in page
    assert "tidak semua calon menyampaikannya: Misi." in page


@pytest.mark.parametrize("count", [1, 5])
def test_fewer_than_two_or_more_than_four_are_refused_with_the_limit(client, rivals, count):
    page = compare(client, *rivals[:count])
    assert "Pilih dua sampai empat calon." in page
    assert page.count('type="checkbox"') == 5


def test_a_small_race_is_compared_at_once_and_a_large_one_asks(client, rivals):
    assert client.get(ADDRESS).content.decode().count('type="checkbox"') == 5
    for gone in rivals[2:]:
        gone.state, gone.state_date, gone.state_source = "withdrawn", date(2024, 1, 1), "Surat"
        gone.save()
    page = client.get(ADDRESS).content.decode()
    assert "Visi 3" in page and "Visi 1" in page and 'type="checkbox"' not in page


def test_junk_and_candidates_of_other_races_are_not_compared(client, rivals):
    other = factories.candidacy()
    page = client.get(ADDRESS, {"calon": ["x", "-1", str(other.pk)]}).content.decode()
    assert other.person.name not in page


def test_six_questions_are_enough(client, rivals, django_assert_max_num_queries):
    with django_assert_max_num_queries(6):
        compare(client, *rivals[:4])


def test_a_race_leads_to_its_comparison(client, rivals):
    address = reverse("race", args=["pemilu-uji", "president", "indonesia"])
    assert ADDRESS in client.get(address).content.decode()


def test_who_left_the_ballot_is_said_to_have(client, rivals):
    for one in rivals[:4]:
        one.state, one.state_date, one.state_source = "withdrawn", date(2024, 1, 5), "Surat pengunduran diri"
        one.save()
    page = client.get(ADDRESS).content.decode()
    assert "Tidak lagi di surat suara" in page and "Surat pengunduran diri" in page
    assert 'type="checkbox"' not in page, "with one candidacy left there is nothing to choose"
