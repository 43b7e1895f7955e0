"""ClaimReview on the page and in the DataFeed, held against the published requirements."""

import copy
import datetime
import json
import re

import pytest

from factcheck import actions
from factcheck.exchange.records import absolute_url
from factcheck.models import Kind, Verdict
from factcheck.moments import moment
from factcheck.publishing import data_feed
from factcheck.publishing.claim_review import claim_review
from factcheck.templatetags.publishing import claim_review as claim_review_tag
from factcheck.tests.claim_reviews import faults
from factcheck.tests.making import draft, published, retracted, varied

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


def on_script(html):
    return [json.loads(found) for found in SCRIPT.findall(html)]


def on_page(client, debunk):
    return on_script(client.get(debunk.get_absolute_url()).content.decode())


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


def test_a_hundred_debunks_are_valid_on_their_pages_and_in_the_feed(client):
    rows = varied(100)
    assert {row.verdict for row in rows} == set(Verdict.values)
    assert {row.kind for row in rows} == {"", *Kind.values}
    assert {row.state for row in rows} == {"published", "retracted"}
    response = client.get("/umpan/claimreview.json")
    assert response["Content-Type"] == "application/ld+json"
    feed = response.json()
    items = {each["item"]["url"]: each for each in feed["dataFeedElement"]}
    assert feed["@type"] == "DataFeed" and len(items) == 100
    for row in rows:
        each = items[absolute_url(row)]
        if row.state == "retracted":
            assert each["dateDeleted"] and faults(each["item"], ("WebPage",)) == []
            continue
        assert faults(each["item"]) == [] and len(each["item"]["claimReviewed"]) <= 75
        assert each["item"] == claim_review(row) and "dateDeleted" not in each
        assert [each["item"]] == on_script(claim_review_tag(row))
    for row in rows[::9]:
        assert on_page(client, row) == (
            [items[absolute_url(row)]["item"]] if row.state == "published" else []
        )


def test_a_claim_that_was_only_dated_later_has_no_date():
    row = published()
    row.appearances.create(platform="x", url="https://sosial.example/1", first_seen="2999-01-01")
    row.appearances.create(platform="x", url="https://sosial.example/2")
    review = claim_review(row)
    assert faults(review) == [] and "datePublished" not in review["itemReviewed"]


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
