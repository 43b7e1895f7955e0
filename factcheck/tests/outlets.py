"""Another fact-checker for tests: documents on this machine that may change, and their outlet."""

import http.server
import json
import threading
from contextlib import contextmanager

from factcheck.models import Outlet


class Site:
    """`documents` are bodies by path, `answers` what else to say (status, headers), `asked` what came."""

    def __init__(self):
        self.documents: dict[str, bytes] = {}
        self.answers: dict[str, tuple[int, dict[str, str]]] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.address = ""

    def paths(self) -> list[str]:
        return [path for path, _headers in self.asked]

    def answer(self, path: str, headers: dict[str, str]) -> tuple[int, dict[str, str], bytes]:
        self.asked.append((path, headers))
        status, more = self.answers.get(path, (200 if path in self.documents else 404, {}))
        if more.get("ETag") and headers.get("If-None-Match") == more["ETag"]:
            return 304, more, b""
        return status, more, self.documents.get(path, b"")


@contextmanager
def site():
    """A site that answers as long as the block runs."""
    there = Site()

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            status, headers, body = there.answer(self.path, dict(self.headers))
            self.send_response(status)
            for name, value in {"Content-Length": str(len(body)), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    there.address = f"http://127.0.0.1:{server.server_port}"
    try:
        yield there
    finally:
        server.shutdown()
        server.server_close()


def outlet_at(address: str, path: str = "/feed.json", **fields) -> Outlet:
    values = {"name": "Cek Lain", "homepage": f"{address}/", "address": address + path}
    return Outlet.objects.create(**values | fields)


def review(url: str, /, **changes) -> dict:
    """A good ClaimReview; a change to None leaves the property out."""
    node = {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "url": url,
        "claimReviewed": "Tujuh kontainer surat suara tercoblos ditemukan di Tanjung Priok",
        "datePublished": "2024-01-05",
        "reviewRating": {"@type": "Rating", "alternateName": "Hoaks", "ratingValue": 1},
        "itemReviewed": {"@type": "Claim", "datePublished": "2024-01-02T10:00:00+07:00"},
    } | changes
    return {name: value for name, value in node.items() if value is not None}


def data_feed(*items) -> bytes:
    elements = [item if "item" in item else {"@type": "DataFeedItem", "item": item} for item in items]
    return json.dumps({"@type": "DataFeed", "dataFeedElement": elements}).encode()


def page(*nodes, blocks=()) -> bytes:
    scripts = [json.dumps(node) for node in nodes] + list(blocks)
    data = "".join(f'<script type="application/ld+json">{script}</script>' for script in scripts)
    return f"<!doctype html><html><head><title>Artikel</title>{data}</head><body>Isi</body></html>".encode()


def atom(*entries: str) -> bytes:
    body = "".join(entries)
    return (
        '<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom">'
        f"<title>Umpan</title><id>tag:a,2024:feed</id><updated>2024-01-05T00:00:00Z</updated>{body}</feed>"
    ).encode()


def entry(url: str | None, *, title="Artikel", updated="2024-01-05T00:00:00Z") -> str:
    link = f'<link href="{url}"/>' if url else ""
    return (
        f"<entry><id>tag:a,2024:{title}</id><title>{title}</title>{link}<updated>{updated}</updated></entry>"
    )
