"""The desk of cases by keyboard alone, and as readable as the rest."""

import pytest
from django.contrib.auth import get_user_model
from playwright.sync_api import expect

from factcheck.tests.making import published
from portal.tests.browser.looking import need_accessible, need_fitting
from reports import scoring
from reports.models import Case, HoaxReport
from reports.tests.making import HOAX, OTHER, answer, processed

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def desk(live_server, page, client, monkeypatch):
    """An editor at the desk with two cases, the more reported one first."""
    monkeypatch.setattr("reports.pipeline.check", lambda **kwargs: answer())
    monkeypatch.setattr("core.outbox.Outbox.send", lambda self, *task: True)
    for text in (HOAX, HOAX + "!", OTHER):
        processed(text)
    scoring.rescore()
    client.force_login(get_user_model().objects.create_superuser("pemimpin"))
    session = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
    page.context.add_cookies([session])
    page.goto(f"{live_server.url}/admin/reports/case/")
    expect(page.get_by_role("heading", name="Meja kasus")).to_be_visible()
    return page


def test_from_key_to_key(desk):
    expect(desk.get_by_role("button", name="Tombol pintas")).to_be_visible()
    walk_down_and_take_the_second(desk)
    reject_both_at_once(desk)


def walk_down_and_take_the_second(desk):
    desk.keyboard.press("j")
    expect(desk.get_by_role("link", name=HOAX)).to_be_focused()
    desk.keyboard.press("j")
    expect(desk.get_by_role("link", name=OTHER)).to_be_focused()
    desk.keyboard.press("a")
    expect(desk.locator("#result_list tbody tr").nth(1)).to_contain_text("pemimpin")
    expect(desk.get_by_role("link", name=OTHER)).to_be_focused()


def reject_both_at_once(desk):
    for key in ("x", "k", "x", "r"):
        desk.keyboard.press(key)
    expect(desk.get_by_role("heading", name="2 kasus dengan 3 laporan")).to_be_visible()
    expect(desk.get_by_label("Alasan penolakan")).to_be_focused()
    desk.get_by_label("Alasan penolakan").fill("Ini jaksa pendapat: jadi a, d, r di sini hanya huruf.")
    desk.get_by_role("button", name="Tolak semuanya").click()
    expect(desk.locator(".messagelist")).to_contain_text("2 kasus selesai")
    assert set(HoaxReport.objects.values_list("state", flat=True)) == {"rejected"}


def test_a_debunk_is_found_by_typing(desk):
    debunk = published(title="Tidak ada kontainer di Priok")
    desk.keyboard.press("j")
    desk.keyboard.press("d")
    expect(desk.locator(".select2-selection")).to_be_focused()
    desk.keyboard.press("Enter")
    desk.locator(".select2-search__field").fill("kontainer")
    desk.get_by_role("option", name=debunk.title).click()
    desk.get_by_role("button", name="Jawab semuanya").click()
    expect(desk.locator(".messagelist")).to_contain_text("1 kasus selesai")
    assert Case.objects.get(state="answered").debunk == debunk


def test_the_list_of_keys_and_how_to_switch_them_off(desk):
    desk.keyboard.press("?")
    expect(desk.get_by_role("dialog", name="Tombol pintas")).to_be_visible()
    need_accessible(desk)
    desk.get_by_label("Matikan tombol pintas di peramban ini").check()
    desk.get_by_role("button", name="Tutup").click()
    desk.keyboard.press("j")
    expect(desk.get_by_role("link", name=HOAX)).not_to_be_focused()


def test_the_pages_of_the_desk_can_be_read(desk, window):
    pages = (desk.url, f"{desk.url}{Case.objects.first().pk}/change/")
    for address in pages:
        desk.goto(address)
        for width in (360, 1280):
            desk.set_viewport_size({"width": width, "height": 900})
            need_fitting(desk)
    for address in pages:
        need_accessible(without_policy(desk, window, address))


def without_policy(desk, window, address):
    """The same page where axe may write styles of its own into it, as it does beside select2's fields."""
    page = window(bypass_csp=True, storage_state=desk.context.storage_state())
    page.goto(address)
    return page
