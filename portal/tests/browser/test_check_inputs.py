"""A screenshot and a link, from the box to the answer and what one thinks of it, without a script."""

import contextlib
import threading

import pytest
from django.db import connections
from playwright.sync_api import expect

from factcheck import check, ocr, reading
from factcheck.tests.conftest import Engine
from factcheck.tests.drawing import encoded, screenshot
from factcheck.tests.making import published
from factcheck.tests.pages import web
from portal.tests.browser.looking import need_accessible, need_fitting

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
READ = "Tujuh kontainer berisi surat suara\ntercoblos ditemukan di pelabuhan Tanjung Priok"


@pytest.fixture
def engine(monkeypatch):
    engine = Engine()
    monkeypatch.setattr(check, "engine", lambda: engine)
    return engine


@pytest.fixture
def worker(monkeypatch):
    """A worker in a thread, which begins when it is told to."""
    begin, threads = threading.Event(), []

    def work(name, receipt):
        begin.wait()
        getattr(reading, name.removeprefix("factcheck."))(receipt=receipt)
        connections.close_all()

    def send(outbox, name, receipt):
        threads.append(threading.Thread(target=work, args=(name, receipt)))
        threads[-1].start()
        return True

    monkeypatch.setattr("core.outbox.Outbox.send", send)
    yield begin
    begin.set()
    for thread in threads:
        thread.join()


@pytest.fixture
def plain_page(window):
    return window(java_script_enabled=False, viewport={"width": 360, "height": 800})


@contextlib.contextmanager
def no_refresh(page):
    """A page that waits for a worker stays as it is, until it is loaded again: it can be looked at."""
    page.route("**/cek/*/", lambda refresh: refresh.fulfill(status=204))
    yield
    page.unroute("**/cek/*/")


def need_usable(page):
    """On the phone as it stands. The refresh is wanted: without it a reader who uses no script would wait for
    ever. It ends with the first answer; a link does the same by hand."""
    need_accessible(page, but=["meta-refresh"])
    need_fitting(page)


def test_a_screenshot_is_read_mended_checked_and_judged(live_server, plain_page, engine, worker, monkeypatch):
    monkeypatch.setattr(ocr, "text_in", lambda picture: READ)
    engine.finds(published(title="Tidak ada tujuh kontainer surat suara"))
    page = plain_page
    page.goto(live_server.url)
    picture = {"name": "layar.png", "mimeType": "image/png", "buffer": encoded(screenshot())}
    page.get_by_label("Tangkapan layar", exact=True).set_input_files(picture)
    page.get_by_role("button", name="Periksa").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Kami sedang membaca gambar Anda")
    worker.set()
    box = page.get_by_label("Ini tulisan yang kami baca di gambar Anda")
    expect(box).to_have_value(READ)
    box.fill(f"{READ}, kata pamanku")
    page.get_by_role("button", name="Periksa teks ini").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Pesan ini sudah kami periksa")
    assert engine.asked == [f"{READ}, kata pamanku"]
    page.get_by_role("button", name="Ya", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Terima kasih")
    assert page.context.cookies() == []


def test_every_step_is_readable_by_any_means(live_server, page, engine, worker, monkeypatch, settings):
    monkeypatch.setattr(ocr, "text_in", lambda picture: READ)
    page.set_viewport_size({"width": 360, "height": 800})
    with web() as address:
        settings.FETCH_ALLOW = [address.removeprefix("http://")]
        page.goto(f"{live_server.url}/cek/")
        page.get_by_role("textbox").fill(f"{address}/dead")
        with no_refresh(page):
            page.get_by_role("button", name="Periksa").click()
            expect(page.get_by_role("heading", level=1)).to_have_text("Kami sedang membuka halaman itu")
            need_usable(page)
        page.get_by_role("link", name="Muat ulang sekarang").click()
        worker.set()
        expect(page.get_by_role("heading", level=1)).to_have_text("Halaman ini tidak bisa kami baca")
        need_usable(page)
    for debunk in (published(), published()):
        engine.finds(debunk, tier="related", probability=0.5)
    page.get_by_role("textbox").fill("pesan yang mirip sesuatu")
    page.get_by_role("button", name="Periksa").click()
    expect(page.get_by_role("form", name="Apakah ini menjawabnya?")).to_be_visible()
    need_usable(page)
    page.get_by_role("button", name="Tidak satu pun").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Terima kasih")
    need_usable(page)
