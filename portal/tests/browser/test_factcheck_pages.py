"""The pages of debunks and of the check, at any width and by any means."""

import datetime

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from factcheck import actions, check
from factcheck.models import Topic, Verdict
from factcheck.templatetags.verdicts import forward_text
from factcheck.tests import making
from matching.documents import Hit, Span
from matching.engine import Answer
from portal.tests.browser.looking import need_readable

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
MESSAGE = "Info A1!! Tujuh kontainer surat suara dari China. https://contoh.example/" + "panjang" * 20


@pytest.fixture
def debunk(transactional_db):
    topic = Topic.objects.create(slug="logistik", name="Logistik")
    for verdict in Verdict:
        making.published(verdict=verdict, title=f"Pemungutan suara tetap 14 Februari ({verdict.label})")
    row = making.published(
        title="Tidak ada tujuh kontainer surat suara tercoblos di Tanjung Priok",
        claim=MESSAGE,
        summary="KPU sudah memeriksa.",
        kind="palsu",
        explanation="### Asal kabar\n\nRekaman suara. [1]\n\n### Catatan pelabuhan\n\nNihil. [1]",
        conclusion="Salah.",
        demo=True,
        at=timezone.now() - datetime.timedelta(days=900),
    )
    row.topics.add(topic)
    making.published(title="Serupa").topics.add(topic)
    row.sources.create(title="Keterangan pers", publisher="KPU", url="https://kpu.example/1")
    row.appearances.create(platform="whatsapp", first_seen="2019-01-02", note="rekaman suara")
    actions.correct(debunk=row, actor=None, reason="Tanggal diperbaiki.", fields={"verdict": "menyesatkan"})
    return row


@pytest.mark.parametrize("path", ["/hoaks/?verdict=salah&q=suara", "/koreksi/", "/cek/", "/en/hoaks/?kind=x"])
def test_lists_and_the_form(live_server, page, debunk, path):
    assert page.goto(live_server.url + path).ok
    need_readable(page)


@pytest.mark.parametrize("state", ["published", "retracted"])
def test_an_article(live_server, page, debunk, state):
    if state == "retracted":
        debunk.refresh_from_db()
        actions.retract(debunk=debunk, actor=None, reason="Sumber kami keliru.")
    assert page.goto(live_server.url + debunk.get_absolute_url()).ok
    need_readable(page)


@pytest.mark.parametrize("tier", ["match", "related", "none"])
def test_an_answer(live_server, page, debunk, monkeypatch, tier):
    page.add_init_script("navigator.share = async ({text}) => { window.shared = text }")
    hits = () if tier == "none" else (Hit(debunk.pk, 0.9, tier, Span(0, 20), (Span(10, 15),)),)
    engine = type("Engine", (), {"search": lambda self, text, **options: Answer("uji", False, hits)})
    monkeypatch.setattr(check, "engine", engine)
    page.goto(f"{live_server.url}/cek/")
    page.get_by_label("Tempel pesan, tautan, atau tangkapan layar").fill(MESSAGE)
    page.get_by_role("button", name="Periksa", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("kami periksa")
    if tier == "match":
        debunk.refresh_from_db()
        page.get_by_role("link", name="Balas si pengirim").click()
        assert page.evaluate("window.shared") == forward_text(debunk)
    need_readable(page)


def test_a_refused_message_is_kept_and_its_fault_is_read_out(live_server, page, debunk):
    page.goto(f"{live_server.url}/cek/")
    box = page.get_by_label("Tempel pesan, tautan, atau tangkapan layar")
    box.fill("kata " * 4001)
    page.get_by_role("button", name="Periksa", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("20.000 karakter")
    expect(box).to_have_value("kata " * 4001)
    need_readable(page)


def test_filters_are_taken_away_by_their_words(live_server, page, debunk):
    page.goto(f"{live_server.url}/hoaks/")
    page.get_by_label("Penipuan").check()
    page.get_by_role("button", name="Tampilkan").click()
    expect(page.locator(".item")).to_have_count(1)
    page.get_by_role("link", name="Hapus saringan Penipuan").click()
    expect(page.locator(".item")).to_have_count(8)
