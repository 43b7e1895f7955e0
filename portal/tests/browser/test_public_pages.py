"""The public pages as people meet them: on a phone, in the dark, by keyboard, with a screen reader."""

from datetime import date, timedelta

import pytest
from playwright.sync_api import expect

from candidates.tests import factories
from factcheck import actions
from factcheck.models import Verdict
from factcheck.tests import making
from portal.models import Lesson, Question
from portal.tests.browser.looking import need_readable

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PATHS = [
    *("/", "/en/", "/edukasi/", "/edukasi/masa-tenang/", "/tentang/", "/privasi/", "/tidak-ada/"),
    "/panduan-api/",
    *("/cek/", "/hoaks/", "/jadwal/", "/kandidat/", "/lapor/", "/statistik/"),
    *("/edukasi/kuis/", "/jadwal/pemilu-uji/pengingat/", "/dapil/dpr.uji-1/", "/kandidat/di-daerah-saya/"),
    *("/hoaks/contoh/riwayat/", "/hoaks/contoh/koreksi/"),
    *("/kunci/", "/kunci/kelola/"),
]


@pytest.fixture
def content(transactional_db):
    for verdict in Verdict:
        making.published(
            verdict=verdict, title=f"Pemungutan suara tetap 14 Februari, tidak diundur ({verdict.label})"
        )
    debunk = making.published(slug="contoh", claim="Ada tujuh kontainer")
    actions.correct(debunk=debunk, actor=None, reason="Jumlahnya dua", fields={"claim": "Ada dua kontainer"})
    Question.objects.create(text="Benarkah tujuh kontainer surat suara sudah dicoblos?")
    factories.stage(election=factories.election(name="Pemilu 2024"), name="Masa kampanye")
    later = date.today() + timedelta(days=9)
    coming = factories.election(slug="pemilu-uji", name="Pemilu Uji", date=later)
    factories.stage(election=coming, name="Pemungutan suara", starts=later, ends=later)
    province = factories.district(code="uji", name="Uji")
    dapil = factories.district(code="dpr.uji-1", name="Uji 1", level="dpr", parent=province, seats=7)
    dapil.parts.add(factories.district(code="kota-uji", name="Kota Uji", level="regency", parent=province))
    Lesson.objects.create(
        drawing="calendar",
        slug="masa-tenang",
        title="Apa itu masa tenang",
        phase="before",
        body="## Kapan\n\nTiga hari.\n\n- satu\n- dua\n\n| a | b |\n|---|---|\n| 1 | 2 |",
        sources=[{"title": "PKPU 3/2022", "url": "https://jdih.kpu.go.id/"}],
        published=True,
    )


@pytest.mark.parametrize("path", PATHS)
def test_every_page_is_readable_at_any_width_and_by_any_means(live_server, page, content, path):
    answer = page.goto(live_server.url + path)
    assert answer.status == (404 if path == "/tidak-ada/" else 200)
    need_readable(page)


def test_the_home_page_loads_without_a_complaint_of_the_browser(live_server, page, content):
    complaints = []
    page.on("console", lambda line: complaints.append(line.text))
    page.on("requestfailed", lambda request: complaints.append(request.url))
    page.on("response", lambda answer: complaints.append(answer.url) if answer.status >= 400 else None)
    page.goto(live_server.url)
    page.wait_for_load_state("networkidle")
    assert complaints == []


def test_the_keyboard_reaches_the_check_box_past_the_masthead(live_server, page, content):
    page.goto(live_server.url)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Langsung ke isi")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_label("Tempel pesan, tautan, atau tangkapan layar")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Periksa")).to_be_focused()


def test_everything_one_presses_is_large_enough_for_a_finger(live_server, page, content):
    page.set_viewport_size({"width": 360, "height": 800})
    assert page.goto(live_server.url).ok
    small = page.evaluate(
        """() => [...document.querySelectorAll("a, button, input, textarea")]
             .filter(one => !one.closest("p, h3, .skip") && one.getBoundingClientRect().height < 43.5)
             .map(one => one.outerHTML)"""
    )
    assert small == []


def test_the_pages_work_without_script(live_server, window, content):
    page = window(java_script_enabled=False)
    page.goto(live_server.url)
    page.get_by_role("link", name="Belajar").first.click()
    page.get_by_role("link", name="Apa itu masa tenang").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Apa itu masa tenang")
    page.get_by_role("link", name="English").click()
    expect(page).to_have_url(f"{live_server.url}/en/edukasi/masa-tenang/")
