"""Two thousand and more malformed and hostile documents: none stops a reading, none changes a stored
review wrongly, and each is reported."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from factcheck.models import Outlet, Review
from factcheck.outlets.documents import read
from factcheck.outlets.found import Origin
from factcheck.outlets.polling import Reading
from factcheck.tests.outlets import atom, data_feed, entry, outlet_at, page, review

pytestmark = pytest.mark.django_db
HOME = "https://cek.example"
ORIGIN = Origin(f"{HOME}/feed", "cek.example")
STORED = f"{HOME}/tersimpan/"
CHECKS = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
MANY = settings(max_examples=700, deadline=None, suppress_health_check=CHECKS)

junk = some.recursive(
    some.none() | some.booleans() | some.floats() | some.integers() | some.text(max_size=30),
    lambda inner: some.lists(inner, max_size=4) | some.dictionaries(some.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
# What no review may hold in these places: never text, or text that is no address or date.
wrong = {
    "claimReviewed": some.one_of(some.none(), some.integers(), some.just(" "), some.just(["a"])),
    "reviewRating": some.one_of(some.none(), some.text(min_size=1), some.just({}), some.integers()),
    "url": some.one_of(
        some.just(""), some.integers(), some.from_regex(r"https://[a-z]{1,8}\.lain/", fullmatch=True)
    ),
    "datePublished": some.one_of(some.integers(), some.from_regex(r"[a-zA-Z ]{1,20}", fullmatch=True)),
    "itemReviewed": some.one_of(
        some.text(min_size=1), some.integers(), some.just({"datePublished": "kemarin"})
    ),
}


@some.composite
def bad_reviews(draw):
    """A review at the stored address with at least one thing wrong, beside any other nonsense."""
    names = draw(some.sets(some.sampled_from(sorted(wrong)), min_size=1))
    node = review(STORED, reviewRating={"alternateName": "Benar"})
    node |= draw(some.dictionaries(some.text(min_size=20, max_size=25), junk, max_size=2))
    return node | {name: draw(wrong[name]) for name in names}


@some.composite
def torn(draw):
    """A good document that says something else about the stored review, cut or overwritten somewhere."""
    node = review(STORED, reviewRating={"alternateName": "Benar"})
    body = draw(some.sampled_from([data_feed(node), json.dumps([node]).encode(), atom(entry(STORED))]))
    at = draw(some.integers(1, len(body) - 2))
    shard = draw(some.sampled_from([b"", b"\0", b"<", b'"{', b"&x;"]))
    return body[:at] + (shard + body[at:-1] if shard else b"")


SHARDS = [
    *(b"<rss>", b"<item>", b"</item>", b"<link>", b"<!DOCTYPE a [", b"]>", b"<![CDATA[", b"&#0;", b"{", b"["),
    *(b"<?xml version='1.0'?>", b"<script type='application/ld+json'>", b"</script>", b"\xff\xfe", b"\0"),
]
hostile = some.one_of(
    some.binary(max_size=300),
    some.text(max_size=300).map(lambda text: text.encode("utf-8", "replace")),
    junk.map(lambda value: json.dumps(value).encode()),
    some.lists(some.sampled_from(SHARDS), max_size=30).map(b"".join),
)


@pytest.fixture
def outlet():
    found = outlet_at(HOME)
    Reading(found, found.next_poll_at, 0).take(read(data_feed(review(STORED)), ORIGIN), ORIGIN.url)
    return found


def take(outlet: Outlet, body: bytes):
    """Read `body` as the poller does; what the stored review says afterwards, and the problems."""
    outlet.problems.all().delete()
    found = read(body, ORIGIN, feed=True)
    Reading(outlet, outlet.next_poll_at, 0).take(found, ORIGIN.url)
    row = Review.objects.get(outlet=outlet, url=STORED)
    return row.rating, row.withdrawn_at, list(outlet.problems.values_list("what", flat=True))


@MANY
@given(bad_reviews(), some.booleans())
def test_a_review_with_something_wrong(outlet, node, in_page):
    good = review(f"{HOME}/lain/")
    body = page(good, node) if in_page else data_feed(good, node)
    rating, withdrawn, problems = take(outlet, body)
    assert (rating, withdrawn) == ("Hoaks", None) and problems
    assert Review.objects.get(outlet=outlet, url=good["url"]).rating == "Hoaks"


@MANY
@given(torn())
def test_a_torn_document(outlet, body):
    rating, withdrawn, problems = take(outlet, body)
    assert (rating, withdrawn) == ("Hoaks", None)
    assert problems


@MANY
@given(hostile)
def test_anything_at_all(outlet, body):
    rating, withdrawn, problems = take(outlet, body)
    assert (rating, withdrawn) == ("Hoaks", None)
    assert all(0 < len(problem) <= 300 for problem in problems)
