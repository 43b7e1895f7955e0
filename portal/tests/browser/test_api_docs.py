"""The API's documentation as journalists meet it: on a slow phone, without script, in both languages."""

import pytest
from playwright.sync_api import expect

from portal.tests.browser.looking import need_readable

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
DOCS = "/api/v1/docs/"


@pytest.mark.parametrize("path", [DOCS, f"{DOCS}debunks/", f"{DOCS}check/", f"/en{DOCS}webhooks/"])
def test_it_is_readable_with_everything_unfolded(live_server, page, path):
    assert page.goto(live_server.url + path).ok
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    need_readable(page)


def test_an_operation_is_found_and_its_example_opened_without_script(live_server, window):
    page = window(java_script_enabled=False)
    page.goto(live_server.url + DOCS)
    page.get_by_role("link", name="GET /api/v1/debunks/", exact=True).click()
    expect(page.get_by_role("heading", name="Debunk, terbaru dahulu")).to_be_in_viewport()
    page.get_by_text("Contoh jawaban 200").first.click()
    expect(page.get_by_text('"verdict": "penipuan"').first).to_be_visible()
    page.get_by_role("link", name="Buka contoh ini").first.click()
    expect(page.get_by_text('"results"')).to_be_visible()
