"""Following other fact-checkers: what is stored, how politely it is asked for, what malformed things do."""

from datetime import timedelta

import pytest
from django.utils import timezone

from core.models import AuditEntry, Change
from factcheck.models import Debunk, Review
from factcheck.outlets.polling import poll
from factcheck.tests.outlets import atom, data_feed, entry, outlet_at, page, review, site

pytestmark = pytest.mark.django_db
FEED = "/feed.json"


@pytest.fixture
def there(settings):
    with site() as found:
        settings.FETCH_ALLOW = [found.address.removeprefix("http://")]
        yield found


@pytest.fixture
def outlet(there):
    return outlet_at(there.address)


def read(outlet, *, later=timedelta(0)):
    """Poll as if `later` had passed and the outlet were due."""
    now = timezone.now() + later
    outlet.next_poll_at = now
    outlet.save(update_fields=["next_poll_at"])
    poll(outlet, now=now)
    outlet.refresh_from_db()
    return outlet


def stored():
    return {row.url.rpartition("/")[2]: row.rating for row in Review.objects.standing()}


def test_reviews_are_kept_as_theirs(there, outlet):
    there.documents[FEED] = data_feed(review(f"{there.address}/a"))
    read(outlet)
    (row,) = Review.objects.all()
    assert (row.outlet, row.rating, str(row.reviewed_on)) == (outlet, "Hoaks", "2024-01-05")
    assert Debunk.objects.count() == 0
    assert (
        Change.objects.get().model == "factcheck.review" and AuditEntry.objects.get().action == "find_review"
    )
    assert outlet.failures == 0 and "1 pemeriksaan" in outlet.outcome


def test_a_changed_review_changes_and_an_unchanged_one_does_not(there, outlet):
    there.documents[FEED] = data_feed(review(f"{there.address}/a"), review(f"{there.address}/b"))
    read(outlet)
    changed = review(f"{there.address}/a", reviewRating={"alternateName": "Benar"})
    there.documents[FEED] = data_feed(changed, review(f"{there.address}/b"))
    read(outlet)
    assert stored() == {"a": "Benar", "b": "Hoaks"}
    assert list(Change.objects.values_list("kind", flat=True)) == ["published", "published", "updated"]
    assert AuditEntry.objects.latest("id").details["before"] == {"rating": "Hoaks"}


def test_what_was_taken_back_is_no_longer_shown_and_may_come_again(there, outlet):
    address = f"{there.address}/a"
    there.documents[FEED] = data_feed(review(address))
    read(outlet)
    gone = {"@type": "DataFeedItem", "dateDeleted": "2024-01-06", "item": {"url": address}}
    there.documents[FEED] = data_feed(gone)
    read(outlet)
    assert stored() == {} and Review.objects.get().withdrawn_at
    there.documents[FEED] = data_feed(review(address))
    read(outlet)
    assert stored() == {"a": "Hoaks"}


def test_a_review_that_merely_left_the_feed_stays(there, outlet):
    there.documents[FEED] = data_feed(review(f"{there.address}/a"))
    read(outlet)
    there.documents[FEED] = data_feed()
    read(outlet)
    assert stored() == {"a": "Hoaks"}


def test_pages_of_an_atom_feed_are_opened_and_their_reviews_kept(there, outlet):
    there.documents |= {
        FEED: atom(entry(f"{there.address}/1"), entry(f"{there.address}/2")),
        "/1": page(review(f"{there.address}/1")),
        "/2": page({"@type": "Article"}),
    }
    read(outlet)
    assert stored() == {"1": "Hoaks"} and outlet.problems.count() == 0


def test_an_article_that_lost_its_review_is_asked_twice(there, outlet):
    there.documents |= {FEED: atom(entry(f"{there.address}/1")), "/1": page(review(f"{there.address}/1"))}
    read(outlet)
    del there.documents["/1"]
    read(outlet, later=timedelta(days=4))
    assert stored() == {"1": "Hoaks"}
    read(outlet, later=timedelta(days=4, hours=2))
    assert stored() == {}


def test_what_has_not_changed_is_not_sent_again(there, outlet):
    there.documents[FEED] = data_feed(review(f"{there.address}/a"))
    there.answers[FEED] = (200, {"ETag": '"1"', "Last-Modified": "Fri, 05 Jan 2024 00:00:00 GMT"})
    read(outlet), read(outlet)
    headers = there.asked[-1][1]
    assert headers["If-None-Match"] == '"1"' and "2024" in headers["If-Modified-Since"]
    assert headers["User-Agent"].startswith("Damaipedia") and stored() == {"a": "Hoaks"}


def test_a_broken_feed_is_read_again_although_its_tag_is_known(there, outlet):
    there.documents[FEED] = data_feed(review(f"{there.address}/a"))[:-5]
    there.answers[FEED] = (200, {"ETag": '"1"'})
    read(outlet), read(outlet)
    assert "If-None-Match" not in there.asked[-1][1]
    assert outlet.problems.get().times == 2


def test_robots_are_heeded_and_asked_once(there, outlet):
    there.documents |= {
        FEED: atom(entry(f"{there.address}/1"), entry(f"{there.address}/tutup/2")),
        "/robots.txt": b"User-agent: *\nDisallow: /tutup/",
        "/1": page(review(f"{there.address}/1")),
        "/tutup/2": page(review(f"{there.address}/tutup/2")),
    }
    read(outlet), read(outlet)
    assert "/tutup/2" not in there.paths() and there.paths().count("/robots.txt") == 1
    assert stored() == {"1": "Hoaks"} and "melarangnya" in outlet.problems.get().what


def test_a_site_whose_rules_cannot_be_read_is_left_alone(there, outlet):
    there.documents[FEED] = data_feed(review(f"{there.address}/a"))
    there.answers["/robots.txt"] = (503, {})
    read(outlet)
    assert there.paths() == ["/robots.txt"] and outlet.failures == 1
    assert "tidak terbaca" in outlet.outcome


def test_a_site_in_trouble_is_asked_ever_less(there, outlet):
    there.answers[FEED] = (500, {})
    waits = []
    for _ in range(9):
        before = timezone.now()
        read(outlet)
        waits.append(round((outlet.next_poll_at - before).total_seconds() / 60))
    assert waits[:4] == [60, 120, 240, 480] and waits[-1] == 24 * 60
    there.documents[FEED], there.answers[FEED] = data_feed(), (200, {})
    read(outlet)
    assert outlet.failures == 0


@pytest.mark.parametrize(
    ("asked", "minutes"), [("7200", 120), ("1", 60), ("x", 60), ("9" * 20, 60), ("9999999", 1440)]
)
def test_a_site_says_when_to_come_again(there, outlet, asked, minutes):
    there.answers[FEED] = (429, {"Retry-After": asked})
    before = timezone.now()
    read(outlet)
    assert round((outlet.next_poll_at - before).total_seconds() / 60) == minutes


def test_the_budget_bounds_what_is_opened_and_the_rest_comes_later(there, outlet):
    outlet.budget = 2
    outlet.save()
    numbers = range(5)
    there.documents[FEED] = atom(
        *[entry(f"{there.address}/{number}", title=str(number)) for number in numbers]
    )
    there.documents |= {f"/{number}": page(review(f"{there.address}/{number}")) for number in numbers}
    counts = []
    for _ in range(3):
        read(outlet)
        counts.append(len(stored()))
    assert counts == [2, 4, 5]


def test_a_crawl_delay_is_one_page_at_a_time(there, outlet):
    there.documents |= {
        FEED: atom(entry(f"{there.address}/1"), entry(f"{there.address}/2")),
        "/robots.txt": b"User-agent: *\nCrawl-delay: 10",
    }
    read(outlet)
    assert len(set(there.paths()) & {"/1", "/2"}) == 1


def test_nobody_reads_an_outlet_that_is_not_due(there, outlet):
    outlet.next_poll_at = timezone.now() + timedelta(minutes=1)
    outlet.save()
    poll(outlet)
    assert there.asked == []


def test_a_private_address_is_never_asked(there, settings):
    settings.FETCH_ALLOW = []
    outlet = read(outlet_at(there.address))
    assert there.asked == [] and outlet.failures == 1 and outlet.problems.count() == 1


def test_no_outlet_speaks_for_another(there, outlet):
    other = outlet_at("https://lain.example", name="Lain")
    kept = Review.objects.create(
        outlet=other, key="k", url="https://lain.example/a", claim="Klaim", rating="Benar"
    )
    there.documents[FEED] = data_feed(review("https://lain.example/a"), review(f"{there.address}/a"))
    read(outlet)
    kept.refresh_from_db()
    assert kept.rating == "Benar" and kept.withdrawn_at is None
    assert outlet.reviews.count() == 1 and "lain.example" in outlet.problems.get().what


def test_a_feed_in_parts_is_read_to_its_end(there, outlet):
    for part in range(4):
        path = FEED if part == 0 else f"{FEED}?p={part}"
        there.documents[path] = data_feed(review(f"{there.address}/{part}"))
        if part < 3:
            there.answers[path] = (200, {"Link": f'<{there.address}{FEED}?p={part + 1}>; rel="next"'})
    read(outlet)
    assert len(stored()) == 4


def test_a_feed_too_long_for_one_reading_is_gone_on_with(there, outlet, monkeypatch):
    monkeypatch.setattr("factcheck.outlets.polling.MOST_PARTS", 2)
    for part in range(5):
        path = FEED if part == 0 else f"{FEED}?p={part}"
        there.documents[path] = data_feed(review(f"{there.address}/{part}"))
        if part < 4:
            there.answers[path] = (200, {"Link": f'<{there.address}{FEED}?p={part + 1}>; rel="next"'})
    counts = []
    for _ in range(3):
        read(outlet)
        counts.append(len(stored()))
    assert counts == [2, 4, 5] and outlet.resume == ""
