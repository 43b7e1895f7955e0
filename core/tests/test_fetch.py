import gzip
import http.server
import threading
import time

import pytest

from core.fetch import FetchFailed, FetchRefused, fetch, post


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        getattr(self, self.path.strip("/").split("?")[0])()

    def do_POST(self):
        self.sent = self.rfile.read(int(self.headers["Content-Length"]))
        self.do_GET()

    def echo(self):
        self.answer(200, self.sent + b" " + self.headers.get("X-A", "").encode())

    def answer(self, status, body=b"", **headers):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def page(self):
        self.answer(200, b"halo " + self.headers["User-Agent"].encode())

    def missing(self):
        self.answer(404, b"no")

    def to_page(self):
        self.answer(302, Location="/page")

    def to_private(self):
        self.answer(302, Location="http://169.254.169.254/latest/meta-data/")

    def to_file(self):
        self.answer(302, Location="file:///etc/passwd")

    def loop(self):
        self.answer(302, Location="/loop")

    def bomb(self):
        self.answer(200, gzip.compress(b"0" * 8_000_000), Content_Encoding="gzip")

    def slow(self):
        self.send_response(200)
        self.end_headers()
        try:
            for _ in range(100):
                self.wfile.write(b"x")
                time.sleep(0.05)
        except OSError:
            pass

    def cut(self):
        self.send_response(200)
        self.send_header("Content-Length", "100")
        self.end_headers()
        self.wfile.write(b"only this")

    def log_message(self, *args):
        pass


@pytest.fixture
def server(settings):
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings.FETCH_ALLOW = [f"127.0.0.1:{server.server_port}"]
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_a_page_is_fetched_and_redirects_are_followed(server):
    page = fetch(f"{server}/to_page")
    assert page.url == f"{server}/page" and page.status == 200
    assert page.body.startswith(b"halo Damaipedia")
    assert fetch(f"{server}/missing").status == 404


@pytest.mark.parametrize("path", ["to_private", "to_file", "loop"])
def test_redirects_are_checked_anew(server, path):
    with pytest.raises(FetchRefused):
        fetch(f"{server}/{path}")


@pytest.mark.parametrize(("path", "seconds"), [("bomb", 10), ("slow", 0.3), ("cut", 10)])
def test_too_much_too_slow_or_broken_off(server, path, seconds):
    with pytest.raises(FetchFailed):
        fetch(f"{server}/{path}", seconds=seconds)


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://127.1/",
        "http://2130706433/",
        "http://0x7f000001/",
        "http://0177.0.0.1/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://[::ffff:7f00:1]/",
        "http://0.0.0.0/",
        "http://10.0.0.1/",
        "http://172.16.0.1/",
        "http://192.168.1.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://100.64.0.1/",
        "http://[fe80::1]/",
        "http://[fc00::1]/",
        "http://[64:ff9b::7f00:1]/",
        "http://[2002:7f00:1::]/",
        "http://224.0.0.1/",
        "http://255.255.255.255/",
        "http://localhost/",
        "https://localhost/",
        "http://user:password@example.org/",
        "http://example.org:22/",
        "http://example.org:8000/",
        "ftp://example.org/",
        "file:///etc/passwd",
        "gopher://example.org/",
        "javascript:alert(1)",
        "//example.org/",
        "http://",
        "http:///x",
        "http://[::1",
        "http://example.org:99999/",
        "",
    ],
)
def test_what_is_not_public_is_refused(settings, url):
    settings.FETCH_ALLOW = []
    with pytest.raises(FetchRefused):
        fetch(url)
    with pytest.raises(FetchRefused):
        post(url, body=b"{}", max_bytes=10, seconds=5)


def test_what_is_posted_arrives_and_is_not_led_elsewhere(server):
    sent = post(f"{server}/echo", body=b"halo", headers={"X-A": "1"}, max_bytes=100, seconds=5)
    assert (sent.status, sent.body) == (200, b"halo 1")
    led = post(f"{server}/to_page", body=b"", max_bytes=100, seconds=5)
    assert led.status == 302 and led.url == f"{server}/to_page"


def test_a_long_answer_to_a_post_counts_without_its_words(server):
    assert post(f"{server}/echo", body=b"x" * 500, max_bytes=100, seconds=5).body == b""
