"""Two editors take a case from the queue to publication, correct and retract it; the world follows."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.utils import timezone
from playwright.sync_api import expect

from factcheck.models import Debunk
from factcheck.tasks import publish_due
from portal.roles import grant
from portal.tests.browser.desk import PASSWORD, Desk, World
from portal.tests.following import eventually, running_follower
from reports import actions, pipeline
from reports.models import Case

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TITLE = "Tidak ada tujuh kontainer surat suara tercoblos di Tanjung Priok"
CLAIM = "Di Tanjung Priok ada tujuh kontainer dari China isinya surat suara yang sudah dicoblos semua"
MESSAGE = f"Info A1!! {CLAIM}. Sebarkan sebelum dihapus!!"
HIDDEN = {"page": None, "check": [], "list": [], "atom": [], "feed": []}
TRUE_SIDE = "Satu dari tujuh kontainer memang ada."


@pytest.fixture
def case(live_server, page, settings, tmp_path):
    """A reader's report, which the pipeline put into the queue; the index follows the database."""
    settings.INDEX_DIR = tmp_path / "index"
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.SITE_URL = live_server.url
    with running_follower(tmp_path):
        check = f"{live_server.url}/api/v1/check/"
        eventually(lambda: page.request.post(check, data={"text": MESSAGE}).status, 200, seconds=90)
        report = actions.accept(channel="web", text=MESSAGE)
        pipeline.process(report_id=report.pk)
        yield Case.objects.get()


@pytest.fixture
def desks(live_server, window, page):
    """The window of a writer, and that of the chief editor."""
    grant()
    for name, role in (("penulis", "Pemimpin redaksi"), ("pemimpin", "Pemimpin redaksi")):
        user = get_user_model().objects.create_user(name, password=PASSWORD, is_staff=True)
        user.groups.add(Group.objects.get(name=role))
    other = window(viewport={"width": 1280, "height": 900})
    return Desk(page, live_server.url, "penulis"), Desk(other, live_server.url, "pemimpin")


def test_from_the_queue_to_the_public_and_back(case, desks, live_server):
    writer, reviewer = desks
    world = World(writer.page, live_server.url, MESSAGE)
    debunk = write(writer, case)
    be_refused(writer, debunk)
    approve_for_later(reviewer, debunk)
    world.agrees("scheduled", **HIDDEN)
    Debunk.objects.update(publish_at=timezone.now())
    publish_due()
    world.agrees("published", **public("Salah"))
    correct(reviewer, debunk)
    world.agrees("corrected", **public("Menyesatkan", corrections=1))
    retract(reviewer, debunk)
    world.agrees(
        "retracted",
        **{"page": "Ditarik:", "claim_review": None, "api": ("retracted", "menyesatkan", 1), "card": "site"},
        **{"check": [], "list": [], "atom": ["[DITARIK]"], "feed": [None]},
    )
    follow_the_address_of_what_was_retracted(writer.page, live_server)


def public(word, corrections=0):
    """What everybody is told of a debunk with the verdict `word`."""
    code, loud = word.lower(), f"[{word.upper()}]"
    return {
        **{"page": loud, "claim_review": word, "api": ("published", code, corrections), "card": "article"},
        **{"check": [code], "list": [code], "atom": [loud], "feed": [word]},
    }


def write(desk, case):
    """From the case in the queue to a complete draft; what is missing is named on the way."""
    page = desk.page
    page.goto(f"{desk.address}/admin/reports/case/")
    page.locator("#result_list tbody th a").first.click()
    desk.press("Mulai debunk")
    page.locator("#id_title").fill(TITLE)
    page.get_by_label("Klaim:").fill(CLAIM)
    page.get_by_label("Vonis:").select_option("salah")
    desk.press("Kirim untuk diperiksa")
    desk.is_told("Belum bisa diperiksa. Kurang: Vonis dan jenis dipilih; Kesimpulan ditulis")
    page.get_by_label("Jenis:").select_option("palsu")
    page.get_by_label("Kesimpulan:").fill("Tidak ada kontainer itu: bea cukai dan KPU memeriksanya.")
    desk.add("appearances", 0, platform="facebook", archived_url="https://archive.example/1")
    desk.add("sources", 0, title="Keterangan KPU", url="https://kpu.example/1", order="1")
    desk.add("sources", 1, title="Keterangan bea cukai", url="https://beacukai.example/1", order="2")
    desk.press("Kirim untuk diperiksa")
    desk.is_told("Terkirim untuk diperiksa.")
    return Debunk.objects.get()


def be_refused(desk, debunk):
    """Who wrote it cannot approve it, whatever their rights."""
    desk.press("Setujui…", role="link")
    desk.is_told("Anda ikut menulis debunk ini")
    desk.is_told("Yang boleh: pemimpin.")
    expect(desk.page.get_by_role("button", name="Setujui dan terbitkan")).to_have_count(0)


def approve_for_later(desk, debunk):
    page = desk.page
    desk.open(debunk)
    desk.press("Setujui…", role="link")
    page.get_by_label("Klaim dikutip persis").check()
    page.get_by_label("Terbitkan pada").fill("2040-02-14T06:00")
    desk.press("Setujui dan terbitkan")
    desk.is_told("Belum lengkap: Kalimat pertama menyebut kesimpulan.")
    page.get_by_label("Kalimat pertama").check()
    desk.press("Setujui dan terbitkan")
    desk.is_told("Disetujui.")
    expect(page.locator(".field-publish_at").first).to_contain_text("2040")


def correct(desk, debunk):
    desk.open(debunk)
    desk.page.get_by_label("Vonis:").select_option("menyesatkan")
    desk.press("Simpan koreksi")
    expect(desk.page.locator(".field-reason .errorlist")).to_contain_text("Tulis apa yang berubah")
    desk.page.get_by_label("Alasan koreksi:").fill(TRUE_SIDE)
    desk.press("Simpan koreksi")
    expect(desk.page.locator("#corrections-group")).to_contain_text(TRUE_SIDE)


def retract(desk, debunk):
    desk.press("Tarik…", role="link")
    desk.page.get_by_label("Alasan penarikan:").fill("Sumber kami keliru.")
    desk.press("Tarik debunk ini")
    desk.is_told("Halamannya tetap ada")


def follow_the_address_of_what_was_retracted(page, live_server):
    page.goto(live_server.url + Debunk.objects.get().get_absolute_url())
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
    expect(page.locator("main")).to_contain_text("Sumber kami keliru.")
