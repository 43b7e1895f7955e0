"""The desk as its editors use it in a browser, and what the world is told at the same time."""

import json
import re
import time

from playwright.sync_api import expect

from factcheck.models import Debunk

PASSWORD = "sandi-yang-panjang"
# What the product promises, and what a busy machine is forgiven.
PROMISED, FORGIVEN = 2, 30  # seconds


class Desk:
    """One editor's window."""

    def __init__(self, page, address: str, name: str):
        self.page, self.address = page, address
        page.goto(f"{address}/admin/")
        page.locator("#id_username").fill(name)
        page.locator("#id_password").fill(PASSWORD)
        page.keyboard.press("Enter")
        expect(page.locator("#user-tools")).to_contain_text(name)

    def open(self, debunk: Debunk, step: str = "change"):
        self.page.goto(f"{self.address}/admin/factcheck/debunk/{debunk.pk}/{step}/")

    def press(self, name: str, role: str = "button"):
        """A button of the row under the form."""
        self.page.locator(".submit-row").last.get_by_role(role, name=name, exact=True).click()

    def is_told(self, text: str):
        expect(self.page.locator(".messagelist, .errorlist").first).to_contain_text(text)

    def add(self, prefix: str, row: int, **values):
        """A row of one of the lists under the form."""
        self.page.locator(f"#{prefix}-group .add-row a").click()
        for name, value in values.items():
            field = self.page.locator(f"#id_{prefix}-{row}-{name}")
            field.select_option(value) if name == "platform" else field.fill(value)


class World:
    """What a reader, a checker, a journalist and other machines are told about the only debunk."""

    def __init__(self, page, address: str, message: str):
        self.page, self.address, self.message = page, address, message

    def get(self, path: str):
        return self.page.request.get(path if path.startswith("http") else f"{self.address}{path}")

    def told(self) -> dict:
        debunk = Debunk.objects.get()
        article = self.get(debunk.get_absolute_url())
        if article.status == 404:
            return {"page": None} | self._lists()
        html = article.text()
        detail = self.get(f"/api/v1/debunks/{debunk.pk}/").json()
        return {
            "page": re.search(r"<title>(\S+)", html)[1],
            "claim_review": _rating(html),
            "api": (detail["state"], detail["verdict"], len(detail["corrections"])),
            "card": self._card(html),
        } | self._lists()

    def _lists(self) -> dict:
        check = self.page.request.post(f"{self.address}/api/v1/check/", data={"text": self.message})
        data_feed = self.get("/umpan/claimreview.json").json()["dataFeedElement"]
        return {
            "check": [match["debunk"]["verdict"] for match in check.json().get("matches", [])],
            "list": [row["verdict"] for row in self.get("/api/v1/debunks/").json()["results"]],
            "atom": re.findall(r"<title>(\S+) Tidak ada", self.get("/umpan/hoaks.atom").text()),
            "feed": [each["item"].get("reviewRating", {}).get("alternateName") for each in data_feed],
        }

    def _card(self, html: str) -> str:
        """Which picture a shared link shows: that of the article (and it is there), or the site's own."""
        address = re.search(r'property="og:image" content="https?://[^/]+([^"]+)"', html)[1]
        assert self.get(address).status == 200
        return "article" if address.startswith("/kartu/") else "site"

    def agrees(self, step: str, **expected) -> float:
        """Wait until all of it says `expected`; prints and returns how long that took, in seconds."""
        began = time.monotonic()
        while (found := self.told()) != expected:
            assert time.monotonic() < began + FORGIVEN, f"{step}: {found!r} instead of {expected!r}"
            time.sleep(0.05)
        took = time.monotonic() - began
        print(f"{step}: agreed after {took:.2f} s (promised: {PROMISED} s)")
        return took


def _rating(html: str) -> str | None:
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', html)
    return json.loads(found[1])["reviewRating"]["alternateName"] if found else None
