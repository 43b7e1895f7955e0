"""Reading what other fact-checkers publish: what is good is taken whole, what is not is named and left."""

import json

import pytest

from factcheck.outlets.documents import read, review_key
from factcheck.outlets.found import Origin
from factcheck.tests.outlets import atom, data_feed, entry, page, review

HOME = "https://cek.example"
ORIGIN = Origin(f"{HOME}/feed", "cek.example")
GOOD = review(f"{HOME}/baik/")


def found(body):
    return read(body, ORIGIN)


def test_a_data_feed():
    said = found(data_feed(GOOD, review(f"{HOME}/dua/", name="Judul &amp; isi")))
    one, two = said.reviews
    assert (one.url, one.rating, str(one.reviewed_on), str(one.claimed_on)) == (
        f"{HOME}/baik/",
        "Hoaks",
        "2024-01-05",
        "2024-01-02",
    )
    assert two.title == "Judul & isi" and not said.problems


def test_reviews_anywhere_in_a_page():
    graph = {
        "@graph": [{"@type": "WebPage", "mainEntity": GOOD}, {"@type": ["Article", "ClaimReview"], **GOOD}]
    }
    assert [one.url for one in found(page(graph)).reviews] == [f"{HOME}/baik/"]
    nameless = review(f"{HOME}/x/", url=None)
    assert [one.url for one in found(page(nameless)).reviews] == [ORIGIN.url]


def test_what_was_taken_back():
    gone = {
        "@type": "DataFeedItem",
        "dateDeleted": "2024-01-06",
        "item": {"@type": "WebPage", "url": f"{HOME}/a/"},
    }
    assert list(found(data_feed(GOOD, gone)).gone) == [f"{HOME}/a/"]


def test_pages_of_a_feed():
    said = found(atom(entry(f"{HOME}/1/"), entry("/2/")))
    assert [one.url for one in said.pages] == [f"{HOME}/1/", f"{HOME}/2/"]
    changed = found(atom(entry(f"{HOME}/1/", updated="2024-01-06T00:00:00Z")))
    assert changed.pages[0].stamp != said.pages[0].stamp


@pytest.mark.parametrize(
    "changes",
    [
        {"claimReviewed": None},
        {"claimReviewed": ""},
        {"claimReviewed": ["a", "b"]},
        {"claimReviewed": "x" * 5001},
        {"reviewRating": None},
        {"reviewRating": "Hoaks"},
        {"reviewRating": {"ratingValue": 1}},
        {"reviewRating": {"alternateName": {"a": 1}}},
        {"reviewRating": [{"alternateName": "Benar"}, {"alternateName": "Hoaks"}]},
        {"reviewRating": {"alternateName": "x" * 121}},
        {"url": ""},
        {"url": 5},
        {"url": "javascript:alert(1)"},
        {"url": "https://lain.example/a/"},
        {"url": "https://cek.example.lain.example/"},
        {"url": "https://lain-cek.example/"},
        {"url": "https://a:b@cek.example/"},
        {"url": "http://[::1"},
        {"url": "https://cek.example:x/"},
        {"url": f"{HOME}/{'x' * 1000}"},
        {"datePublished": "5 Januari 2024"},
        {"datePublished": "2024-13-40"},
        {"datePublished": "9999-01-01"},
        {"datePublished": 20240105},
        {"itemReviewed": "klaim"},
        {"itemReviewed": {"datePublished": "kemarin"}},
        {"itemReviewed": {"text": 5}},
        {"name": {"a": 1}},
    ],
)
@pytest.mark.parametrize("place", [0, 1, 2])
def test_a_bad_review_is_left_out_and_takes_nothing_from_its_neighbours(changes, place):
    """Where one item lacks something, the value of the item before it is never used in its stead."""
    before, after = review(f"{HOME}/sebelum/", claimReviewed="Satu"), review(f"{HOME}/sesudah/")
    items = [before, after]
    items.insert(place, review(f"{HOME}/rusak/", **changes))
    said = found(data_feed(*items))
    assert [one.url for one in said.reviews] == [f"{HOME}/sebelum/", f"{HOME}/sesudah/"]
    assert [one.claim for one in said.reviews] == ["Satu", after["claimReviewed"]]
    assert len(said.problems) == 1


def test_an_entry_without_an_address_is_left_out():
    said = found(
        atom(entry(f"{HOME}/1/"), entry(None), entry("https://lain.example/3/"), entry(f"{HOME}/4/"))
    )
    assert [one.url for one in said.pages] == [f"{HOME}/1/", f"{HOME}/4/"]
    assert [problem.split(":")[0] for problem in said.problems] == ["butir 2", "butir 3"]


def test_two_reviews_that_disagree_about_one_address_are_both_left_out():
    other = review(f"{HOME}/baik/", reviewRating={"alternateName": "Benar"})
    said = found(data_feed(GOOD, other, review(f"{HOME}/dua/")))
    assert [one.url for one in said.reviews] == [f"{HOME}/dua/"] and len(said.problems) == 1
    gone = {"@type": "DataFeedItem", "dateDeleted": "2024-01-06", "item": {"url": f"{HOME}/baik/"}}
    assert not found(data_feed(GOOD, gone)).reviews and not found(data_feed(GOOD, gone)).gone
    assert len(found(data_feed(GOOD, GOOD)).reviews) == 1


def test_anchors_tell_reviews_of_one_page_apart():
    assert len({review_key(f"{HOME}/a/{anchor}") for anchor in ("", "#1", "#2")}) == 3


def test_a_broken_block_does_not_speak_for_the_others():
    said = found(page(GOOD, blocks=['{"@type": "ClaimReview", "url": ', "bukan json"]))
    assert [one.url for one in said.reviews] == [f"{HOME}/baik/"] and len(said.problems) == 2


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\0\0\0",
        b"{",
        b"[" * 100_000,
        b'{"a":' * 100_000,
        b"NaN",
        b"[NaN]",
        b"[1" + b"0" * 5000 + b"]",
        b"\xff\xfe{\0",
        b"<?xml version='1.0'?><rss><channel><item>",
        b"<?xml version='1.0' encoding='klingon'?><rss/>",
        b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><rss version="2.0"><channel>&a;</channel></rss>',
        b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'/>",
        atom(entry(f"{HOME}/1/"))[:-20],
        data_feed(GOOD)[:-3],
    ],
)
def test_a_malformed_document_is_reported_and_nothing_of_it_is_taken(body):
    said = found(body)
    assert not said.reviews and not said.pages and not said.gone and said.problems


def test_a_page_without_reviews_is_no_problem():
    assert found(page({"@type": "Article"})).problems == []


def test_characters_that_no_database_takes_are_left_out():
    body = json.dumps([review(f"{HOME}/a/", claimReviewed="Kabar\x00 \ud800 \x0b lama")]).encode()
    (one,) = found(body).reviews
    assert one.claim == "Kabar lama"


def test_a_document_with_far_too_many_reviews():
    said = found(data_feed(*[review(f"{HOME}/{number}/") for number in range(600)]))
    assert len(said.reviews) == 500 and len(said.problems) == 1


def test_a_feed_must_be_one_but_may_be_empty():
    for body in (b"<html>Masuk dulu</html>", b"[]", b'{"galat": "tidak ada"}', b"<"):
        assert read(body, ORIGIN, feed=True).problems
        assert not read(body, ORIGIN).problems
    assert not read(data_feed(), ORIGIN, feed=True).problems
    assert not read(atom(), ORIGIN, feed=True).problems
