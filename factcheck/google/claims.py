"""What `claims:search` finds: our published debunks and the reviews of other outlets, the newest first."""

import heapq
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone

from factcheck.check import CannotCheck, check
from factcheck.exchange.records import absolute_url
from factcheck.models import Debunk, Outlet, Review
from factcheck.searching import published_holding

LONGEST_QUERY = 300  # characters; more is no search but a message, for `check/`


@dataclass(frozen=True)
class Search:
    query: str = ""
    language: str = ""  # "id", or with a region, which does not matter
    site: str = ""  # of the publisher of the review
    days: int | None = None  # no older than that


def claims(search: Search, offset: int, size: int) -> tuple[list[dict], bool]:
    """`size` claims from the place `offset` on, in Google's shape, and whether there are more."""
    end = offset + size
    merged = heapq.merge(_debunks(search, end + 1), _reviews(search), reverse=True)
    keys = [key for key, _place in zip(merged, range(end + 1), strict=False)]
    return _shaped(keys[offset:end]), len(keys) > end


def _debunks(search: Search, most: int) -> Iterator[tuple[datetime, str, int]]:
    if search.site and _site(search.site) != _site(settings.SITE_URL):
        return
    rows = _holding(search.query) if search.query else Debunk.objects.published()
    if search.language:
        rows = rows.filter(language__istartswith=search.language.split("-")[0])
    if search.days is not None:
        rows = rows.filter(published_at__gte=timezone.now() - timedelta(days=search.days))
    for pk, at in rows.latest().values_list("pk", "published_at")[:most]:
        yield at, "debunk", pk


def _holding(query: str):
    """Those that hold every word; where there are none, those that the claim check would name."""
    rows = published_holding(query)
    if rows.exists():
        return rows
    try:
        matches = check(text=query, keep_receipt=False).matches
    except CannotCheck:
        return rows
    return Debunk.objects.published().filter(pk__in=[match.debunk_id for match in matches])


def _reviews(search: Search) -> list[tuple[datetime, str, int]]:
    """Reviews are few: all that fit are sorted here, for some have no date but that of their finding."""
    rows = Review.objects.standing().containing(search.query)
    if search.site:
        outlets = Outlet.objects.followed().values_list("pk", "homepage")
        rows = rows.filter(outlet__in=[pk for pk, page in outlets if _site(page) == _site(search.site)])
    if search.language:
        rows = rows.filter(language__istartswith=search.language.split("-")[0])
    found = [
        (_moment(day) or found_at, "review", pk)
        for pk, day, found_at in rows.values_list("pk", "reviewed_on", "found_at")
    ]
    if search.days is not None:
        oldest = timezone.now() - timedelta(days=search.days)
        found = [key for key in found if key[0] >= oldest]
    return sorted(found, reverse=True)


def _shaped(keys: list[tuple[datetime, str, int]]) -> list[dict]:
    debunks = Debunk.objects.published().prefetch_related("appearances")
    ours = debunks.in_bulk([pk for _at, kind, pk in keys if kind == "debunk"])
    standing = Review.objects.standing().select_related("outlet")
    theirs = standing.in_bulk([pk for _at, kind, pk in keys if kind == "review"])
    shaped = [
        _our_claim(ours[pk]) if kind == "debunk" else _their_claim(theirs[pk])
        for _at, kind, pk in keys
        if pk in (ours if kind == "debunk" else theirs)
    ]
    return [_told(claim) for claim in shaped]


def _our_claim(debunk: Debunk) -> dict:
    days = [seen.first_seen for seen in debunk.appearances.all() if seen.first_seen]
    review = {
        "publisher": {"name": "Damaipedia", "site": _site(settings.SITE_URL)},
        "url": absolute_url(debunk),
        "title": debunk.title,
        "reviewDate": _timestamp(debunk.published_at),
        "textualRating": debunk.get_verdict_display(),
        "languageCode": debunk.language,
    }
    return {
        "text": debunk.claim,
        "claimDate": _timestamp(_moment(min(days, default=None))),
        "claimReview": [review],
    }


def _their_claim(found: Review) -> dict:
    review = {
        "publisher": {"name": found.outlet.name, "site": _site(found.outlet.homepage)},
        "url": found.url,
        "title": found.title,
        "reviewDate": _timestamp(_moment(found.reviewed_on)),
        "textualRating": found.rating,
        "languageCode": found.language,
    }
    claimed = _timestamp(_moment(found.claimed_on))
    return {"text": found.claim, "claimDate": claimed, "claimReview": [_told(review)]}


def _told(fields: dict) -> dict:
    """Google leaves out what is empty."""
    return {name: value for name, value in fields.items() if value}


def _site(address: str) -> str:
    host = urlsplit(address if "//" in address else f"//{address}").hostname or ""
    return host.removeprefix("www.")


def _moment(day: date | None) -> datetime | None:
    return datetime.combine(day, time(), UTC) if day else None


def _timestamp(at: datetime | None) -> str:
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}" if at else ""
