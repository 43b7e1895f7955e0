import hashlib
from datetime import timedelta

import pytest
from django.utils import timezone

from factcheck import checklist, evidence, tasks
from factcheck.models import Appearance, Capture, CaptureChanged, Link, Source
from factcheck.tests.making import draft, published
from factcheck.tests.pages import ARTICLE, CLAIM

pytestmark = pytest.mark.django_db
WEEK = timedelta(days=7)


def source(url, debunk=None) -> Source:
    return Source.objects.create(debunk=debunk or published(), title="Sumber", url=url)


def looked_at(url, debunk=None) -> Link:
    source(url, debunk)
    evidence.find_links()
    return look(Link.objects.get(url=url))


def look(link) -> Link:
    Link.objects.filter(pk=link.pk).update(next_at=timezone.now())
    evidence.look(link_id=link.pk)
    link.refresh_from_db()
    return link


def test_links_of_drafts_and_debunks_are_found_once():
    debunk = draft()
    source("https://contoh.id/a?utm_source=wa", debunk)
    Appearance.objects.create(debunk=debunk, platform="web", url="https://contoh.id/a")
    Appearance.objects.create(debunk=debunk, platform="whatsapp")
    assert (evidence.find_links(), evidence.find_links()) == (1, 0)
    assert Link.objects.get().host == "contoh.id"


def test_what_stood_there_is_kept_with_its_hash(pages):
    link = looked_at(f"{pages}/short")
    capture = link.captures.get()
    assert (link.state, capture.status) == ("alive", 200) and link.last_alive_at
    assert capture.final_url == f"{pages}/article" and capture.title == CLAIM
    assert "Jakarta Utara" in capture.text and "Berita lain" not in capture.text
    assert capture.sha256 == hashlib.sha256(ARTICLE.encode()).hexdigest()


def test_what_is_no_text_is_kept_as_a_hash(pages):
    capture = looked_at(f"{pages}/film").captures.get()
    assert capture.media_type == "video/mp4" and capture.text == "" and capture.sha256


@pytest.mark.parametrize(
    ("path", "state"),
    [("dead", "dead"), ("login", "closed"), ("broken", "failing"), ("private", "refused"), ("huge", "alive")],
)
def test_what_does_not_show_itself_is_told_apart(pages, path, state):
    link = looked_at(f"{pages}/{path}")
    assert link.state == state and not link.captures.exists()
    assert (link.first_dead_at is not None) == (state == "dead")
    assert (link.next_at is None) == (state == "refused")


def test_a_link_that_fails_three_times_in_a_row_is_dead_until_it_answers(pages):
    link = looked_at(f"{pages}/article")
    alive = link.last_alive_at
    Link.objects.filter(pk=link.pk).update(url=f"{pages}/broken")
    assert [look(link).state for _ in range(4)] == ["failing", "failing", "dead", "dead"]
    since = link.first_dead_at
    assert link.last_alive_at == alive < since
    assert look(link).first_dead_at == since
    Link.objects.filter(pk=link.pk).update(url=f"{pages}/article")
    assert (look(link).state, link.first_dead_at, link.failures) == ("alive", None, 0)


def test_a_link_is_looked_at_again_after_a_week_and_not_kept_twice(pages):
    link = looked_at(f"{pages}/article")
    assert timezone.now() + WEEK - timedelta(minutes=1) < link.next_at <= timezone.now() + WEEK
    evidence.look(link_id=link.pk)
    assert look(link).captures.count() == 1


def test_a_task_sent_twice_looks_once(pages, monkeypatch):
    link = looked_at(f"{pages}/article")
    monkeypatch.setattr(evidence, "fetch", lambda *args, **options: pytest.fail("looked twice"))
    evidence.look(link_id=link.pk)
    evidence.look(link_id=link.pk + 1)


def test_what_was_seen_is_never_changed(pages):
    capture = looked_at(f"{pages}/article").captures.get()
    with pytest.raises(CaptureChanged):
        capture.save()
    with pytest.raises(CaptureChanged):
        capture.delete()


def test_of_each_host_only_a_few_are_looked_at_and_the_newest_first(monkeypatch):
    debunk, sent = published(), []
    for number in range(6):
        source(f"https://ramai.id/{number}", debunk)
    source("https://sepi.id/", debunk)
    monkeypatch.setattr(tasks.current_app, "send_task", lambda name, args, **options: sent.append(args[0]))
    tasks.sweep_links()
    urls = [Link.objects.get(pk=pk).url for pk in sent]
    assert sorted(urls) == [*(f"https://ramai.id/{number}" for number in range(2, 6)), "https://sepi.id/"]


def test_publishing_waits_for_no_link(monkeypatch):
    monkeypatch.setattr(evidence, "fetch", lambda *args, **options: pytest.fail("fetched"))
    debunk = draft()
    source("https://contoh.id/", debunk)
    published()
    assert not Link.objects.exists()


class TestArchive:
    @pytest.fixture
    def link(self, pages, settings):
        settings.ARCHIVE_URL = f"{pages}/save"
        return looked_at(f"{pages}/article")

    def test_the_service_is_asked_once_and_its_address_kept(self, link, settings, pages, monkeypatch):
        asked = []
        copy = evidence.Page("https://arsip.id/2026/x", 200, {}, b"")
        monkeypatch.setattr(evidence, "fetch", lambda url, **options: asked.append(url) or copy)
        for _ in range(2):
            evidence.ask_archive(link_id=link.pk)
        link.refresh_from_db()
        assert asked == [f"{pages}/save/{pages}/article"]
        assert link.archived_url == "https://arsip.id/2026/x"

    def test_it_is_asked_three_times_at_most(self, link, monkeypatch):
        def fail(url, **options):
            raise evidence.FetchFailed

        monkeypatch.setattr(evidence, "fetch", fail)
        for _ in range(5):
            Link.objects.exclude(archive_at=None).update(archive_at=timezone.now())
            evidence.ask_archive(link_id=link.pk)
        link.refresh_from_db()
        assert (link.archive_tries, link.archive_at, link.archived_url) == (3, None, "")

    def test_without_a_service_nobody_is_asked(self, pages, settings):
        settings.ARCHIVE_URL = ""
        assert not Link.objects.to_archive(looked_at(f"{pages}/article").checked_at).exists()


def test_readers_see_when_a_source_was_copied_and_its_hash(client, pages):
    debunk = published()
    link = looked_at(f"{pages}/article", debunk)
    page = client.get(debunk.get_absolute_url()).content.decode()
    assert link.captures.get().sha256 in page and "belum punya salinan arsip" not in page
    Link.objects.update(archived_url="https://arsip.id/2026/x")
    assert "https://arsip.id/2026/x" in client.get(debunk.get_absolute_url()).content.decode()


def test_the_desk_lists_dead_links_that_are_still_cited(admin_client, pages):
    debunk = published()
    looked_at(f"{pages}/dead", debunk)
    desk = admin_client.get("/admin/factcheck/debunk/").content.decode()
    assert "1 tautan bukti mati" in desk
    listed = admin_client.get("/admin/factcheck/link/?state__exact=dead").content.decode()
    assert f"{pages}/dead" in listed
    shown = admin_client.get(f"/admin/factcheck/link/{Link.objects.get().pk}/change/").content.decode()
    assert debunk.title in shown
    assert "mati" in admin_client.get(f"/admin/factcheck/debunk/{debunk.pk}/change/").content.decode()
    debunk.sources.all().delete()
    assert "tautan bukti mati" not in admin_client.get("/admin/factcheck/debunk/").content.decode()


def test_a_capture_is_read_on_the_desk(admin_client, pages):
    link = looked_at(f"{pages}/article")
    page = admin_client.get(f"/admin/factcheck/link/{link.pk}/change/").content.decode()
    assert "Jakarta Utara" in page and Capture.objects.get().sha256 in page


def test_our_copy_counts_as_an_archived_appearance(pages):
    debunk = draft()
    Appearance.objects.create(debunk=debunk, platform="web", url=f"{pages}/article")
    archived = checklist.computed(debunk)[2]
    assert not archived.met
    evidence.find_links()
    look(Link.objects.get())
    assert checklist.computed(debunk)[2].met
