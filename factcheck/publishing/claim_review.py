"""A debunk as schema.org's ClaimReview, which search engines and other fact-checkers read.

What is required and recommended, and which date is which:
https://developers.google.com/search/docs/appearance/structured-data/factcheck and
https://schema.org/ClaimReview. `datePublished` of the review is the day it was checked; that of the claim,
the day it was first seen, and it is left out when nobody knows.
"""

from datetime import date

from django.conf import settings
from django.utils import translation
from django.utils.text import Truncator
from django.utils.timezone import localdate

from factcheck.exchange.records import absolute_url
from factcheck.models import Debunk, Verdict
from factcheck.moments import moment

SHORT = 75  # characters of a claim that Google advises
WORST, BEST = 1, 5
# What cannot be placed between false and true has words alone.
RATING: dict[str, int] = {
    Verdict.SALAH: 1,
    Verdict.PENIPUAN: 1,
    Verdict.MENYESATKAN: 2,
    Verdict.SEBAGIAN_BENAR: 3,
    Verdict.BENAR: 5,
}
CONTEXT = "https://schema.org"


def claim_review(debunk: Debunk) -> dict:
    """The ClaimReview of a published debunk, its appearances prefetched."""
    url, published = absolute_url(debunk), debunk.published_at
    assert published is not None, "what is public has a date: a constraint of the table"
    review = {
        "@context": CONTEXT,
        "@type": "ClaimReview",
        "@id": f"{url}#claimreview",
        "url": url,
        "name": debunk.title,
        "claimReviewed": Truncator(" ".join(debunk.claim.split())).chars(SHORT, truncate="…"),
        "inLanguage": debunk.language,
        "datePublished": moment(published),
        "dateModified": moment(debunk.updated_at or published),
        "author": publisher(),
        "reviewRating": _rating(debunk.verdict),
        "itemReviewed": _claim(debunk, localdate(published)),
        "reviewBody": debunk.summary,
        "isBasedOn": debunk.source_url,
    }
    return {name: value for name, value in review.items() if value}


def publisher() -> dict:
    return {"@type": "Organization", "name": "Damaipedia", "url": f"{settings.SITE_URL}/"}


def _rating(verdict: str) -> dict:
    with translation.override(settings.LANGUAGE_CODE):
        rating = {"@type": "Rating", "alternateName": str(Verdict(verdict).label)}
    value = RATING.get(verdict)
    return rating | ({"ratingValue": value, "bestRating": BEST, "worstRating": WORST} if value else {})


def _claim(debunk: Debunk, reviewed_on: date) -> dict:
    """The claim itself: its words as they went around, since when, and where. Where only later sightings are
    dated nobody knows since when."""
    appearances = sorted(debunk.appearances.all(), key=lambda each: each.first_seen or date.max)
    days = [each.first_seen for each in appearances if each.first_seen and each.first_seen <= reviewed_on]
    works = [{"@type": "CreativeWork", "url": each.url} for each in appearances if each.url]
    claim = {
        "@type": "Claim",
        "text": debunk.claim,
        "datePublished": days[0].isoformat() if days else "",
        "firstAppearance": works[0] if works else None,
        "appearance": works[1:],
    }
    return {name: value for name, value in claim.items() if value}
