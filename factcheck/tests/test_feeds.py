"""The Atom feeds, read by feedparser."""

import datetime
import re

import feedparser
import pytest

from candidates.tests import factories
from factcheck import actions
from factcheck.exchange.records import absolute_url
from factcheck.models import Topic
from factcheck.publishing import feeds
from factcheck.tests.making import draft, published, retracted, varied

pytestmark = pytest.mark.django_db
AT = datetime.datetime(2024, 2, 5, 2, tzinfo=datetime.UTC)


def read(client, address):
    response = client.get(address)
    assert response.status_code == 200
    assert response["Content-Type"].startswith("application/atom+xml")
    feed = feedparser.parse(response.content)
    assert not feed.bozo, feed.get("bozo_exception")
    assert feed.version == "atom10" and feed.feed.id.startswith("tag:")
    assert len({entry.id for entry in feed.entries}) == len(feed.entries)
    return feed


def alternates(client, page):
    text = client.get(page).content.decode()
    return re.findall(
        r'<link rel="alternate" type="application/atom\+xml" title="[^"]+" href="([^"]+)">', text
    )


def test_an_entry_of_a_debunk(client, settings):
    debunk = published(title="Tidak ada kontainer <b>", summary="KPU & polisi memeriksa.", at=AT)
    debunk.topics.add(Topic.objects.create(slug="logistik", name="Logistik"))
    draft()
    (entry,) = read(client, "/umpan/hoaks.atom").entries
    assert entry.title == "[SALAH] Tidak ada kontainer <b>"
    assert entry.link == f"{settings.SITE_URL}/hoaks/{debunk.slug}/"
    assert entry.summary.startswith("KPU &")
    assert entry.published == "2024-02-05T02:00:00+00:00"
    assert entry.updated == debunk.updated_at.isoformat()
    assert [category.term for category in entry.tags] == ["Logistik"]
    assert re.fullmatch(r"tag:127\.0\.0\.1,\d{4}-\d\d-\d\d:debunk/\d+", entry.id)


def test_a_correction_and_a_retraction_keep_the_id(client):
    debunk = published(title="Judul", summary="Ringkas")
    (before,) = read(client, "/umpan/hoaks.atom").entries
    actions.correct(debunk=debunk, actor=None, reason="Bukti baru", fields={"verdict": "benar"})
    (corrected,) = read(client, "/umpan/hoaks.atom").entries
    assert corrected.title == "[BENAR] Judul" and corrected.updated_parsed >= before.updated_parsed
    debunk.refresh_from_db()
    actions.retract(debunk=debunk, actor=None, reason="Sumber keliru")
    (gone,) = read(client, "/umpan/hoaks.atom").entries
    assert gone.title == "[DITARIK] Judul" and gone.summary == "Sumber keliru"
    assert before.id == corrected.id == gone.id


def test_feeds_about_a_topic_an_election_and_a_person(client):
    topic = Topic.objects.create(slug="logistik", name="Logistik")
    election, person = factories.election(), factories.person()
    about = published(title="Tentang ini")
    published(title="Tentang lain")
    for where, page in (
        (about.topics.add(topic), "/hoaks/?topic=logistik"),
        (about.elections.add(election), election.get_absolute_url()),
        (about.people.add(person), person.get_absolute_url()),
    ):
        assert where is None
        feeds = alternates(client, page)
        assert feeds[0] == "/umpan/hoaks.atom" and len(feeds) == 2
        assert [entry.title for entry in read(client, feeds[1]).entries] == ["[SALAH] Tentang ini"]


def test_the_feed_of_corrections(client):
    debunk = published(title="Judul")
    actions.correct(debunk=debunk, actor=None, reason="Salah ketik", fields={"summary": "Baru"})
    debunk.refresh_from_db()
    actions.correct(debunk=debunk, actor=None, reason="Bukti baru", fields={"verdict": "benar"})
    assert alternates(client, "/koreksi/") == ["/umpan/hoaks.atom", "/umpan/koreksi.atom"]
    latest, first = read(client, "/umpan/koreksi.atom").entries
    assert latest.title == "Vonis berubah dari Salah menjadi Benar: Judul" and latest.summary == "Bukti baru"
    assert first.title == "Koreksi: Judul" and latest.link.endswith("#koreksi")


def test_the_feed_of_corrections_tells_of_retractions(client, settings, django_assert_num_queries):
    debunk = published(title="Judul")
    actions.correct(debunk=debunk, actor=None, reason="Salah ketik", fields={"summary": "Baru"})
    gone = retracted(title="Keliru sama sekali", reason="Sumbernya \x08 palsu")
    with django_assert_num_queries(2):
        told, before = read(client, "/umpan/koreksi.atom").entries
    assert told.title == "[DITARIK] Keliru sama sekali" and told.summary == "Sumbernya  palsu"
    assert told.link == f"{settings.SITE_URL}/hoaks/{gone.slug}/"
    assert told.published == told.updated == gone.retracted_at.isoformat()
    assert re.fullmatch(r"tag:127\.0\.0\.1,\d{4}-\d\d-\d\d:retraction/\d+", told.id)
    assert before.title == "Koreksi: Judul"


def test_empty_feeds_are_feeds(client):
    for address in ("/umpan/hoaks.atom", "/umpan/koreksi.atom"):
        assert read(client, address).entries == []


def test_no_character_of_a_title_breaks_the_feed(client):
    published(title="Judul \x0b\x1f\ufffe 🗳 ]]> &amp;", summary="\x08")
    (entry,) = read(client, "/umpan/hoaks.atom").entries
    assert "🗳" in entry.title and "\x0b" not in entry.title


def test_feeds_of_a_hundred_debunks_are_whole(client, monkeypatch):
    monkeypatch.setattr(feeds, "ENTRIES", 100)
    topic = Topic.objects.create(slug="logistik", name="Logistik & \x08 <b>")
    rows = varied(100)
    topic.debunks.set(rows)
    for address in ("/umpan/hoaks.atom", "/umpan/tema/logistik.atom"):
        entries = read(client, address).entries
        assert {entry.link for entry in entries} == {absolute_url(row) for row in rows}
        assert all(entry.title and entry.updated_parsed for entry in entries)
    told = read(client, "/umpan/koreksi.atom").entries
    corrected = sum(row.corrections.count() for row in rows)
    assert len(told) == corrected + sum(row.state == "retracted" for row in rows) > 25


@pytest.mark.parametrize("path", ["tema/tidak-ada", "pemilu/tidak-ada", "orang/tidak-ada"])
def test_a_feed_about_nothing_is_not_found(client, path):
    assert client.get(f"/umpan/{path}.atom").status_code == 404


def test_a_feed_is_short_and_asks_little(client, django_assert_num_queries):
    for _ in range(60):
        published()
    retracted()
    with django_assert_num_queries(2):
        assert len(read(client, "/umpan/hoaks.atom").entries) == 50


def test_a_feed_that_has_not_changed_is_not_sent_again(client):
    published()
    etag = client.get("/umpan/hoaks.atom")["ETag"]
    assert client.get("/umpan/hoaks.atom", headers={"If-None-Match": etag}).status_code == 304
