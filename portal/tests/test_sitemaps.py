"""What search engines are told."""

import datetime
from urllib.robotparser import RobotFileParser
from xml.etree import ElementTree

import pytest
from django.utils import timezone

from candidates.tests import factories
from factcheck.sitemaps import DebunkSitemap
from factcheck.tests.making import draft, published, retracted
from portal.models import Lesson

pytestmark = pytest.mark.django_db
NAMES = {
    "s": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "n": "http://www.google.com/schemas/sitemap-news/0.9",
}


def tree(client, address):
    response = client.get(address)
    assert response.status_code == 200 and response["Content-Type"].startswith("application/xml")
    assert not response.cookies
    return ElementTree.fromstring(response.content)


def locations(client, address):
    return [found.text for found in tree(client, address).iterfind(".//s:loc", NAMES)]


def test_every_page_named_exists(client, settings):
    debunk, lesson = published(), Lesson.objects.create(slug="a", title="A", body="A", published=True)
    candidacy = factories.candidacy()
    found = [
        page.removeprefix(settings.SITE_URL)
        for part in locations(client, "/sitemap.xml")
        for page in locations(client, part.removeprefix(settings.SITE_URL))
    ]
    assert len(found) == len(set(found))
    for thing in (debunk, lesson, candidacy, candidacy.person, candidacy.election):
        assert thing.get_absolute_url() in found
    assert {page: client.get(page).status_code for page in found} == dict.fromkeys(found, 200)


def test_drafts_and_what_was_retracted_are_not_named(client, settings):
    draft(), retracted()
    row = published()
    assert locations(client, "/sitemap/hoaks.xml") == [settings.SITE_URL + row.get_absolute_url()]


def test_what_is_new_is_news(client):
    published(title="Lama", at=timezone.now() - datetime.timedelta(days=3))
    new = published(title="Baru & <tajam>", at=timezone.now() - datetime.timedelta(hours=3))
    (news,) = tree(client, "/sitemap/hoaks.xml").iterfind(".//n:news", NAMES)
    assert news.find("n:title", NAMES).text == "Baru & <tajam>"
    date = datetime.datetime.fromisoformat(news.find("n:publication_date", NAMES).text)
    assert date == new.published_at
    assert news.find("n:publication/n:language", NAMES).text == "id"


def test_many_pages(client, monkeypatch, settings):
    monkeypatch.setattr(DebunkSitemap, "limit", 2)
    for _ in range(5):
        published()
    parts = [part for part in locations(client, "/sitemap.xml") if "/hoaks.xml" in part]
    assert [part.rpartition("hoaks.xml")[2] for part in parts] == ["", "?p=2", "?p=3"]
    found = [page for part in parts for page in locations(client, part.removeprefix(settings.SITE_URL))]
    assert len(set(found)) == 5
    assert client.get("/sitemap/hoaks.xml?p=4").status_code == 404
    assert client.get("/sitemap/tidak-ada.xml").status_code == 404


def test_addresses_are_those_of_the_operator(client, settings):
    published()
    for address in ("/sitemap.xml", "/sitemap/hoaks.xml"):
        response = client.get(address, headers={"Host": "lain.example"})
        assert b"lain.example" not in response.content


def test_robots(client, settings):
    response = client.get("/robots.txt")
    assert response["Content-Type"].startswith("text/plain")
    rules = RobotFileParser()
    rules.parse(response.content.decode().splitlines())
    assert rules.site_maps() == [f"{settings.SITE_URL}/sitemap.xml"]
    assert rules.can_fetch("*", "/hoaks/x/") and rules.can_fetch("*", "/umpan/hoaks.atom")
    assert not rules.can_fetch("*", "/admin/") and not rules.can_fetch("*", "/laporan/abc/")
