from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from candidates import clock
from candidates.tests import factories
from factcheck.tests.making import published

pytestmark = pytest.mark.django_db


@pytest.fixture
def election():
    made = factories.election(slug="pemilu-uji", name="Pemilu Uji", date=date(2024, 2, 14))
    for kind, phase, name, starts, ends in [
        ("campaign", "before", "Masa kampanye", date(2023, 11, 28), date(2024, 2, 10)),
        ("quiet", "before", "Masa tenang", date(2024, 2, 11), date(2024, 2, 13)),
        ("voting", "during", "Pemungutan suara", date(2024, 2, 14), date(2024, 2, 14)),
        ("counting", "during", "Rekapitulasi", date(2024, 2, 15), date(2024, 3, 20)),
        ("oath", "after", "Sumpah jabatan", date(2024, 10, 20), date(2024, 10, 20)),
    ]:
        factories.stage(election=made, kind=kind, phase=phase, name=name, starts=starts, ends=ends)
    return made


def look(client, day, page="/"):
    response = client.get(f"/pratinjau/{day}{page}")
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize(
    ("day", "says"),
    [
        ("2023-02-14", "365</b>"),
        ("2024-02-05", "9</b>"),
        ("2024-02-12", "Masa tenang"),
        ("2024-02-14", "sedang berlangsung: Pemungutan suara."),
        ("2024-03-01", "sedang berlangsung: Rekapitulasi."),
        ("2024-04-01", "sudah dihitung"),
        ("2024-08-14", "Sumpah jabatan"),
    ],
)
def test_the_home_page_as_of_seven_days(admin_client, election, day, says):
    page = look(admin_client, day)
    assert says in page
    assert "Pratinjau" in page


def test_every_page_follows_and_links_stay_in_the_preview(admin_client, election):
    page = look(admin_client, "2024-02-12", "/jadwal/")
    assert "Sekarang: Masa tenang." in page
    assert 'href="/pratinjau/2024-02-12/hoaks/"' in page
    assert 'href="/pratinjau/2024-02-12/pratinjau/' not in page
    assert 'href="/pratinjau/2024-02-12/static' not in page


def test_a_debunk_is_not_there_before_its_day(admin_client, election):
    at = datetime(2024, 2, 12, 23, 30, tzinfo=ZoneInfo("Asia/Jakarta"))
    published(title="Kotak suara dari karton kedap air", at=at)
    assert "Kotak suara dari karton" in look(admin_client, "2024-02-12")
    for page in ("/", "/hoaks/"):
        assert "Kotak suara dari karton" not in look(admin_client, "2024-02-11", page)


def test_the_clock_runs_on_afterwards(admin_client, election):
    look(admin_client, "2024-02-12")
    assert clock.today() > date(2024, 2, 12)


def test_a_preview_is_kept_by_no_cache(admin_client, election):
    assert "no-store" in admin_client.get("/pratinjau/2024-02-12/")["Cache-Control"]


def test_only_the_staff_travel(client, election):
    assert client.get("/pratinjau/2024-02-12/").status_code == 302
    assert client.get("/pratinjau/").status_code == 302


@pytest.mark.parametrize("page", ["/admin/", "/api/v1/", "/pratinjau/2024-01-01/", "/tidak-ada/"])
def test_only_public_pages_are_previewed(admin_client, election, page):
    assert admin_client.get(f"/pratinjau/2024-02-12{page}").status_code == 404


@pytest.mark.parametrize("day", ["kemarin", "2024-02-31"])
def test_only_real_days(admin_client, day):
    assert admin_client.get(f"/pratinjau/{day}/").status_code == 404


def test_the_day_is_chosen_in_a_form(admin_client, election):
    moved = admin_client.get("/pratinjau/", {"day": "2024-02-05", "page": "/jadwal/"})
    assert moved.url == "/pratinjau/2024-02-05/jadwal/"
    outside = admin_client.get("/pratinjau/", {"day": "2024-02-05", "page": "//jahat.test"})
    assert outside.url == "/pratinjau/2024-02-05/jahat.test"
    assert 'name="day"' in admin_client.get("/pratinjau/").content.decode()
