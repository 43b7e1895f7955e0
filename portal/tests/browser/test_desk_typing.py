"""While an editor types: kept without saving, shown as readers will see it, and seen by the next editor."""

import io

import pytest
from django.contrib.auth import get_user_model
from PIL import Image
from playwright.sync_api import expect

from factcheck import editing
from factcheck.check import NothingToCheck
from factcheck.models import Autosave, Debunk
from factcheck.results import Match, Result
from factcheck.tests.making import draft, published
from portal.tests.browser.desk import PASSWORD, Desk
from portal.tests.browser.looking import need_fitting

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def desk(live_server, page, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    get_user_model().objects.create_superuser("siti", password=PASSWORD)
    return Desk(page, live_server.url, "siti")


@pytest.fixture
def alike(monkeypatch):
    """What the claim check finds."""
    old = published(title="Kontainer yang dulu")

    def check(*, text, **_options):
        if not text.strip():
            raise NothingToCheck
        return Result("related", "uji", True, (Match(old, 0.5, "related"),))

    monkeypatch.setattr("factcheck.admin.writing.check", check)


def test_typing(desk, alike):
    debunk, page = draft(), desk.page
    budi = get_user_model().objects.create_user("budi")
    editing.take_lock(debunk=debunk, editor=budi)
    desk.open(debunk)
    expect(page.locator("#lock")).to_contain_text("budi menyunting debunk ini sejak")
    expect(page.locator("#alike")).to_contain_text("Kontainer yang dulu")
    page.get_by_role("button", name="Ambil alih").click()
    expect(page.locator("#lock")).to_be_empty()
    page.get_by_label("Penelusuran:").fill("Kami **bertanya** kepada KPU")
    expect(page.locator(".field-explanation .rendered strong")).to_have_text("bertanya")
    desk.add("sources", 0, title="Keterangan KPU", url="https://kpu.example/1")
    insert_a_picture(page)
    expect(page.locator("#autosaved")).to_contain_text("Tersimpan otomatis")
    assert Debunk.objects.get(pk=debunk.pk).explanation == ""
    look_at_the_preview(page)
    for width in (360, 1280, 1920):
        page.set_viewport_size({"width": width, "height": 900})
        need_fitting(page)
    come_back(desk, debunk)


def insert_a_picture(page):
    """Refused without credit; then it stands in the text and beside it."""
    row = page.locator(".field-explanation")
    out = io.BytesIO()
    Image.new("RGB", (40, 20), "red").save(out, "PNG")
    row.get_by_text("Sisipkan gambar").click()
    row.get_by_label("Berkas").set_input_files(
        {"name": "foto.png", "mimeType": "image/png", "buffer": out.getvalue()}
    )
    row.get_by_label("Teks pengganti").fill("Kontainer merah")
    row.get_by_role("button", name="Unggah dan sisipkan").click()
    expect(row.get_by_role("status")).to_contain_text("Tulis kredit")
    row.get_by_label("Kredit").fill("KPU")
    row.get_by_role("button", name="Unggah dan sisipkan").click()
    expect(row.get_by_role("img", name="Kontainer merah")).to_be_visible()
    address = row.get_by_role("img", name="Kontainer merah").get_attribute("src")
    text = f"Kami **bertanya** kepada KPU\n\n![Kontainer merah]({address})\n\n*Foto: KPU*\n\n"
    expect(page.get_by_label("Penelusuran:")).to_have_value(text)


def look_at_the_preview(page):
    with page.context.expect_page() as opened:
        page.get_by_role("button", name="Pratinjau halaman").click()
    expect(opened.value.locator("main")).to_contain_text("Hanya redaksi yang melihat halaman ini.")
    expect(opened.value.locator("main strong", has_text="bertanya")).to_be_visible()
    opened.value.close()


def come_back(desk, debunk):
    """What was typed is offered, restored and saved; then nothing is kept any more."""
    page = desk.page
    desk.open(debunk)
    page.get_by_role("link", name="Pulihkan").click()
    expect(page.get_by_label("Penelusuran:")).to_contain_text("Kami **bertanya** kepada KPU")
    expect(page.locator("#id_sources-0-title")).to_have_value("Keterangan KPU")
    desk.press("Simpan draf")
    expect(page.locator(".messagelist")).to_contain_text("berhasil")
    saved = Debunk.objects.get(pk=debunk.pk)
    assert "Kontainer merah" in saved.explanation
    assert "Keterangan KPU" in saved.sources.values_list("title", flat=True)
    assert not Autosave.objects.exists()
