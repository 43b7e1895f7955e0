"""The 514 regencies and cities, and the districts for the DPR that they belong to."""

import pytest
from django.urls import reverse

from candidates import regencies
from candidates.models import District
from candidates.tests import factories
from core.models import Change
from portal.demo.files import read

pytestmark = pytest.mark.django_db
LISTING = {
    "source_title": "Kode wilayah",
    "source_url": "https://contoh.test/",
    "provinces": {"uji": {"99.01": "Kabupaten Uji", "99.02": "Kabupaten Coba", "99.71": "Kota Uji"}},
}


@pytest.fixture
def province():
    return factories.district(code="uji", name="Uji")


def test_the_listing_is_the_whole_country():
    provinces = read("regencies")["provinces"]
    places = {code: name for names in provinces.values() for code, name in names.items()}
    assert len(provinces) == 38
    kinds = [name.split()[0] for name in places.values()]
    assert (kinds.count("Kabupaten"), kinds.count("Kota"), len(set(places.values()))) == (416, 98, 514)
    assert all(code.startswith(next(iter(names))[:3]) for names in provinces.values() for code in names)
    for province in ("papua-selatan", "papua-tengah", "papua-pegunungan", "papua-barat-daya"):
        assert provinces[province]


def test_places_are_stored_once_and_told(province):
    assert regencies.load(LISTING).created == 3
    again = regencies.load(LISTING)
    assert (again.created, again.updated, again.unchanged) == (0, 0, 3)
    city = District.objects.get(code="kota-uji")
    assert (city.level, city.parent, city.official_code) == ("regency", province, "99.71")
    assert Change.objects.filter(model="candidates.district", kind="published").count() == 3


def test_a_new_name_is_an_update(province):
    regencies.load(LISTING)
    moved = regencies.load(LISTING | {"source_title": "Kode wilayah 2025"})
    assert (moved.created, moved.updated) == (0, 3)


def test_an_unknown_province_stores_nothing(province):
    listing = LISTING | {"provinces": LISTING["provinces"] | {"tidak-ada": {"98.01": "Kabupaten Lain"}}}
    with pytest.raises(District.DoesNotExist):
        regencies.load(listing)
    assert not District.objects.filter(level="regency").exists()


def test_a_dapil_has_its_places_and_the_voter_their_dapil(client, province):
    regencies.load(LISTING)
    for number in (1, 2):
        factories.district(code=f"dpr.uji-{number}", name=f"Uji {number}", level="dpr", parent=province)
    parts = {"dpr.uji-1": ["99.01", "99.71"]}
    assert regencies.load_parts(parts).updated == 1
    assert regencies.load_parts(parts).unchanged == 1
    page = client.get(reverse("my_place"), {"daerah": "kota-uji"}).content.decode()
    assert "/dapil/dpr.uji-1/" in page and "/dapil/dpr.uji-2/" not in page
    page = client.get(reverse("district", args=["dpr.uji-1"])).content.decode()
    assert "Kota Uji" in page and "Kabupaten Coba" not in page
    page = client.get(reverse("district", args=["dpr.uji-2"])).content.decode()
    assert "belum kami temukan" in page


def test_the_only_dapil_of_a_province_is_all_of_it(province):
    regencies.load(LISTING)
    dapil = factories.district(code="dpr.uji", name="Uji", level="dpr", parent=province)
    regencies.load_parts({"dpr.uji": "all"})
    assert dapil.parts.count() == 3


def test_a_code_of_another_province_is_refused(province):
    regencies.load(LISTING)
    factories.district(code="dpr.uji", name="Uji", level="dpr", parent=province)
    with pytest.raises(District.DoesNotExist, match=r"11\.01"):
        regencies.load_parts({"dpr.uji": ["11.01"]})
