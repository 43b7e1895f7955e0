import pytest
from django.urls import reverse

from candidates.tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree():
    country = factories.district(code="indonesia", level="country", name="Indonesia")
    province = factories.district(code="jawa-uji", name="Jawa Uji", parent=country)
    places = {"country": country, "province": province}
    for name in ("kota-satu", "kota-dua"):
        places[name] = factories.district(code=name, name=name.title(), level="regency", parent=province)
    for number in (1, 2):
        places[number] = factories.district(
            code=f"dpr.jawa-uji-{number}", name=f"Jawa Uji {number}", level="dpr", parent=province
        )
    places[1].parts.add(places["kota-satu"])
    return places


def at(client, code):
    response = client.get(reverse("my_place"), {"daerah": code})
    assert response.status_code == 200
    return response.content.decode()


def test_first_the_province_then_the_regency(client, tree):
    assert "?daerah=jawa-uji" in client.get(reverse("my_place")).content.decode()
    page = at(client, "jawa-uji")
    assert "?daerah=kota-satu" in page and "?daerah=kota-dua" in page


def test_all_races_of_a_place_and_of_what_it_lies_in(client, tree):
    election = factories.election(slug="pemilu-uji")
    races = [
        ("president", "country"),
        ("dpd", "province"),
        ("mayor", "kota-satu"),
        ("dpr", 1),
        ("mayor", "kota-dua"),
        ("dpr", 2),
    ]
    for office, place in races:
        factories.candidacy(election=election, office=office, district=tree[place])
    page = at(client, "kota-satu")
    shown = [
        reverse("race", args=["pemilu-uji", office, tree[place].code]) in page for office, place in races
    ]
    assert shown == [True, True, True, True, False, False]
    assert "salah satunya" not in page


def test_without_knowing_the_dapil_all_of_the_province_are_named(client, tree):
    page = at(client, "kota-dua")
    assert tree[1].get_absolute_url() in page and tree[2].get_absolute_url() in page
    assert "salah satunya" in page


@pytest.mark.parametrize("code", ["tidak-ada", "dpr.jawa-uji-1", "indonesia"])
def test_only_provinces_and_regencies_are_places_to_vote(client, tree, code):
    assert client.get(reverse("my_place"), {"daerah": code}).status_code == 404
