"""An editor publishes, corrects and retracts in the admin; check, page and API follow each time."""

import pytest
from django.contrib.auth import get_user_model
from playwright.sync_api import expect

from factcheck.models import Debunk
from portal.tests.following import eventually, running_follower

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TITLE = "Tidak ada tujuh kontainer surat suara tercoblos di Tanjung Priok"
CLAIM = "Di Tanjung Priok ada tujuh kontainer dari China isinya surat suara yang sudah dicoblos semua"
MESSAGE = f"Info A1!! {CLAIM}. Sebarkan sebelum dihapus!!"


@pytest.fixture
def desk(live_server, page, settings, tmp_path):
    """An editor's window, with the index following the database."""
    settings.INDEX_DIR = tmp_path / "index"
    get_user_model().objects.create_superuser("pemimpin", password="sandi-yang-panjang")
    with running_follower(tmp_path):
        page.goto(f"{live_server.url}/admin/")
        page.locator("#id_username").fill("pemimpin")
        page.locator("#id_password").fill("sandi-yang-panjang")
        page.keyboard.press("Enter")
        expect(page.get_by_role("link", name="Catatan audit")).to_be_visible()
        yield page


@pytest.fixture
def world(live_server, page):
    """What a reader, a checker and a journalist are told about the only debunk."""

    def told():
        debunk = Debunk.objects.get()
        check = page.request.post(f"{live_server.url}/api/v1/check/", data={"text": MESSAGE})
        article = page.request.get(f"{live_server.url}{debunk.get_absolute_url()}").text()
        detail = page.request.get(f"{live_server.url}/api/v1/debunks/{debunk.pk}/").json()
        listed = page.request.get(f"{live_server.url}/api/v1/debunks/").json()["results"]
        return {
            "check": [match["debunk"]["verdict"] for match in check.json().get("matches", [])],
            "page": article.split("<title>")[1].split(" ")[0],
            "api": (detail["state"], detail["verdict"], len(detail["corrections"])),
            "list": [row["verdict"] for row in listed],
        }

    return told


def buttons(page):
    """The row of buttons under the form."""
    return page.locator(".submit-row").last


def test_publish_correct_and_retract(desk, world, live_server):
    publish(desk, live_server)
    eventually(
        world,
        {"check": ["salah"], "page": "[SALAH]", "api": ("published", "salah", 0), "list": ["salah"]},
    )
    correct(desk)
    eventually(
        world,
        {
            "check": ["menyesatkan"],
            "page": "[MENYESATKAN]",
            "api": ("published", "menyesatkan", 1),
            "list": ["menyesatkan"],
        },
    )
    retract(desk)
    eventually(world, {"check": [], "page": "Ditarik:", "api": ("retracted", "menyesatkan", 1), "list": []})
    follow_the_address_of_what_was_retracted(desk, live_server)


def publish(desk, live_server):
    desk.goto(f"{live_server.url}/admin/factcheck/debunk/add/")
    desk.get_by_label("Judul:").fill(TITLE)
    desk.get_by_label("Klaim:").fill(CLAIM)
    desk.get_by_label("Vonis:").select_option("salah")
    buttons(desk).get_by_role("button", name="Terbitkan").click()
    expect(desk.locator(".messagelist")).to_contain_text("Terbit.")


def correct(desk):
    desk.get_by_label("Vonis:").select_option("menyesatkan")
    buttons(desk).get_by_role("button", name="Simpan koreksi").click()
    expect(desk.locator(".errorlist")).to_contain_text("Tulis apa yang berubah dan mengapa")
    desk.get_by_label("Alasan koreksi:").fill("Satu dari tujuh kontainer memang ada.")
    buttons(desk).get_by_role("button", name="Simpan koreksi").click()
    expect(desk.locator("#corrections-group")).to_contain_text("Satu dari tujuh kontainer memang ada.")


def retract(desk):
    buttons(desk).get_by_role("link", name="Tarik…").click()
    desk.get_by_label("Alasan penarikan:").fill("Sumber kami keliru.")
    desk.get_by_role("button", name="Tarik debunk ini").click()
    expect(desk.locator(".messagelist")).to_contain_text("Halamannya tetap ada")


def follow_the_address_of_what_was_retracted(desk, live_server):
    desk.goto(live_server.url + Debunk.objects.get().get_absolute_url())
    expect(desk.get_by_role("heading", level=1)).to_have_text(TITLE)
    expect(desk.locator("main")).to_contain_text("Sumber kami keliru.")
