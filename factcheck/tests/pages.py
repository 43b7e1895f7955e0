"""A small web of pages for tests, on this machine."""

import gzip
import http.server
import threading
import time
from contextlib import contextmanager

CLAIM = "Tujuh kontainer berisi surat suara tercoblos ditemukan di pelabuhan Tanjung Priok"
ARTICLE = f"""<!doctype html><html lang="id"><head><title>{CLAIM}</title></head><body>
<nav><a href="/">Beranda</a> <a href="/lain">Berita lain</a></nav>
<article><h1>{CLAIM}</h1><p>Sebuah pesan menyebut tujuh kontainer berisi jutaan surat suara yang sudah
tercoblos ditemukan di pelabuhan Tanjung Priok, Jakarta Utara, pada Rabu malam.</p>
<p>Pesan itu meminta pembacanya menyebarkan kabar tersebut sebelum dihapus oleh pihak yang berwenang.</p>
</article><script>document.title = "dijalankan"</script></body></html>"""


class Handler(http.server.BaseHTTPRequestHandler):
    """Each method below is a page: `/article` is answered by `article`."""

    def do_GET(self):
        getattr(self, self.path.strip("/").split("?")[0].replace("-", "_"))()

    def answer(self, body=b"", status=200, kind="text/html; charset=utf-8", **headers):
        self.send_response(status)
        self.send_header("Content-Type", kind)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def article(self):
        self.answer(ARTICLE.encode())

    def plain(self):
        self.answer(CLAIM.encode(), kind="text/plain")

    def short(self):
        self.answer(status=302, Location="/article")

    def short_to_dead(self):
        self.answer(status=302, Location="/dead")

    def dead(self):
        self.answer(status=410)

    def login(self):
        self.answer(b"Masuk dulu", status=403)

    def broken(self):
        self.answer(status=500)

    def empty(self):
        self.answer(b"<html><head><title>Masuk</title></head><body></body></html>")

    def private(self):
        self.answer(status=302, Location="http://169.254.169.254/latest/meta-data/")

    def huge(self):
        self.answer(gzip.compress(b"<p>ini halaman besar</p>" * 200_000), Content_Encoding="gzip")

    def film(self):
        self.answer(b"\0\0\0\x20ftypisom", kind="video/mp4")

    def disguised(self):
        self.answer(b"\0\0\0\x20ftypisom" * 100)

    def deep(self):
        self.answer(b"<div>" * 100_000 + CLAIM.encode())

    def entities(self):
        body = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
        self.answer((body + "<html><body>" + "&b;" * 50_000 + f"<p>{CLAIM}</p></body></html>").encode())

    def slow(self):
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        try:
            for _ in range(200):
                self.wfile.write(b"<p>")
                time.sleep(0.05)
        except OSError:
            pass

    def log_message(self, *args):
        pass


@contextmanager
def web():
    """The address of the pages, such as `http://127.0.0.1:40123`."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
