"""A debunk in another site's page, in a real browser."""

import http.server
import threading

import pytest
from playwright.sync_api import expect

from factcheck import actions
from factcheck.tests.making import published

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def elsewhere(live_server):
    """Another site, which embeds whatever path of ours it is asked for."""

    class Page(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            body = f'<!doctype html><title>Lain</title><iframe src="{live_server.url}{self.path}"></iframe>'
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *args):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Page)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_an_embedded_verdict_follows_a_correction(elsewhere, page):
    debunk = published(verdict="salah", title="Tidak ada kontainer", summary="Sudah diperiksa.")
    page.clock.install()
    page.goto(f"{elsewhere}/embed/{debunk.slug}/")
    frame = page.frame_locator("iframe")
    expect(frame.get_by_text("Salah", exact=True)).to_be_visible()
    actions.correct(debunk=debunk, actor=None, reason="Bukti baru", fields={"verdict": "benar"})
    page.clock.run_for(61_000)
    expect(frame.get_by_text("Benar", exact=True)).to_be_visible()
    expect(frame.get_by_text("Salah", exact=True)).to_be_hidden()


def test_the_frame_fits_a_narrow_column(live_server, page):
    debunk = published(title="Tujuh kontainer surat suara tercoblos tidak pernah ada di Tanjung Priok")
    page.set_viewport_size({"width": 240, "height": 320})
    page.goto(f"{live_server.url}/embed/{debunk.slug}/")
    assert page.evaluate("document.documentElement.scrollWidth") <= 240
    expect(page.get_by_role("heading", level=1)).to_be_visible()
