"""ClaimReview on the page and in the DataFeed, held against the published requirements."""

import copy
import datetime
import json
import re
from itertools import cycle

import pytest
from django.utils import timezone

from factcheck import actions
from factcheck.models import Kind, Verdict
from factcheck.moments import moment
from factcheck.publishing import data_feed
from factcheck.publishing.claim_review import claim_review
from factcheck.tests.claim_reviews import faults
from factcheck.tests.making import draft, published, retracted

pytestmark = pytest.mark.django_db
AT = datetime.datetime(2024, 2, 5, 2, tzinfo=datetime.UTC)
SCRIPT = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


@pytest.fixture
def debunk():
    row = published(claim="Ada 7 kontainer\n\ndi <b>Priok</b>", verdict="salah", summary="Tidak ada.", at=AT)
    row.appearances.create(platform="facebook", url="https://sosial.example/2", first_seen="2024-01-03")
    row.appearances.create(platform="x", url="https://sosial.example/1", first_seen="2024-01-02")
    row.appearances.create(platform="whatsapp")
    return row


def on_page(client, debunk):
    return [
        json.loads(found) for found in SCRIPT.findall(client.get(debunk.get_absolute_url()).content.decode())
    ]


def test_the_page_carries_it(client, debunk, settings):
    (review,) = on_page(client, debunk)
    assert faults(review) == []
    assert review["url"] == f"{settings.SITE_URL}/hoaks/{debunk.slug}/"
    assert review["claimReviewed"] == "Ada 7 kontainer di <b>Priok</b>"
    assert review["reviewRating"] == {
        "@type": "Rating",
        "alternateName": "Salah",
        "ratingValue": 1,
        "bestRating": 5,
        "worstRating": 1,
    }


def test_the_date_of_the_claim_is_not_that_of_the_check(debunk):
    review = claim_review(debunk)
    assert review["datePublished"] == "2024-02-05T09:00:00+07:00"
    assert review["itemReviewed"]["datePublished"] == "2024-01-02"
    assert review["itemReviewed"]["firstAppearance"]["url"] == "https://sosial.example/1"
    assert [work["url"] for work in review["itemReviewed"]["appearance"]] == ["https://sosial.example/2"]


def test_a_claim_that_nobody_dated_has_no_date():
    assert "datePublished" not in claim_review(published())["itemReviewed"]


def test_what_cannot_be_placed_between_false_and_true_has_no_number():
    rating = claim_review(published(verdict="belum-terbukti"))["reviewRating"]
    assert rating == {"@type": "Rating", "alternateName": "Belum Terbukti"}


def test_the_english_page_says_the_same(client, debunk):
    english = SCRIPT.findall(client.get(f"/en/hoaks/{debunk.slug}/").content.decode())
    assert [json.loads(found) for found in english] == on_page(client, debunk)


def test_no_claim_ends_the_script(client):
    row = published(claim="</script><script>alert(1)</script><!-- & -->")
    assert "<script>alert" not in client.get(row.get_absolute_url()).content.decode()
    assert on_page(client, row)[0]["itemReviewed"]["text"] == row.claim


def test_what_was_retracted_reviews_nothing(client):
    assert on_page(client, retracted()) == []


def test_a_correction_shows_at_once(client, debunk):
    actions.correct(debunk=debunk, actor=None, reason="Bukti baru", fields={"verdict": "benar"})
    debunk.refresh_from_db()
    (review,) = on_page(client, debunk)
    assert review["reviewRating"]["alternateName"] == "Benar"
    assert review["datePublished"] == moment(AT)
    assert review["dateModified"] == moment(debunk.updated_at)


def many(number):
    """Debunks of every verdict and kind, short and long, with and without evidence."""
    words = "Kabar bahwa surat suara sudah dicoblos "
    for index, verdict, kind in zip(
        range(number), cycle(Verdict.values), cycle(["", *Kind.values]), strict=False
    ):
        row = published(
            verdict=verdict,
            kind=kind,
            claim=words * (1 + index % 9),
            summary="Tidak benar." * (index % 2),
            source_url="https://lain.example/1" if index % 3 == 0 else "",
            at=timezone.now() - datetime.timedelta(days=index),
        )
        for place in range(index % 4):
            row.appearances.create(
                platform="web",
                url=f"https://sosial.example/{place}" if place else "",
                first_seen=row.published_at.date() - datetime.timedelta(days=place) if index % 5 else None,
            )


def test_a_hundred_debunks_are_valid_in_the_feed(client):
    many(100)
    response = client.get("/umpan/claimreview.json")
    assert response["Content-Type"] == "application/ld+json"
    feed = response.json()
    assert feed["@type"] == "DataFeed" and len(feed["dataFeedElement"]) == 100
    assert [fault for each in feed["dataFeedElement"] for fault in faults(each["item"])] == []
    assert all(len(each["item"]["claimReviewed"]) <= 75 for each in feed["dataFeedElement"])


def test_the_feed_tells_of_what_was_retracted_and_hides_drafts(client):
    draft()
    gone = retracted()
    (element,) = client.get("/umpan/claimreview.json").json()["dataFeedElement"]
    assert element["dateDeleted"] == moment(gone.retracted_at)
    assert element["item"]["@type"] == "WebPage" and gone.slug in element["item"]["url"]


def test_the_feed_has_pages_and_few_queries(client, monkeypatch, settings, django_assert_num_queries):
    monkeypatch.setattr(data_feed, "PAGE", 2)
    for _ in range(5):
        published().appearances.create(platform="web")
    address, seen = "/umpan/claimreview.json", []
    while address:
        with django_assert_num_queries(2):
            response = client.get(address)
        seen += [element["item"]["url"] for element in response.json()["dataFeedElement"]]
        link = response.headers.get("Link", "")
        address = link.partition(">")[0].lstrip("<").removeprefix(settings.SITE_URL)
    assert len(seen) == len(set(seen)) == 5


@pytest.mark.parametrize("before", ["x", "", "1e9", "9" * 40, "-5"])
def test_a_strange_page_of_the_feed(client, before):
    assert client.get("/umpan/claimreview.json", {"before": before}).status_code in (200, 404)


def with_change(path, value):
    def change(review):
        *way, last = path.split("/")
        for step in way:
            review = review[step]
        if value is None:
            del review[last]
        else:
            review[last] = value

    return change


@pytest.mark.parametrize(
    ("path", "value"),
    [
        *[(name, None) for name in ("claimReviewed", "reviewRating", "url", "author", "datePublished")],
        ("reviewRating/alternateName", None),
        ("reviewRating/ratingValue", 9),
        ("reviewRating/ratingValue", "1"),
        ("reviewRating/bestRating", None),
        ("url", "/hoaks/x/"),
        ("datePublished", "5 Februari 2024"),
        ("datePublished", "2024-02-05T02:00:00"),
        ("itemReviewed/datePublished", "2024-02-06"),
        ("itemReviewed/@type", "CreativeWork"),
        ("itemReviewed/firstAppearance/url", "sosial"),
        ("verdict", "salah"),
    ],
)
def test_the_requirements_find_what_is_wrong(debunk, path, value):
    review = copy.deepcopy(claim_review(debunk))
    with_change(path, value)(review)
    assert faults(review)
