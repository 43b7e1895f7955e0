"""What is found without searching: debunks that name an address, or show a picture that looks the same."""

from collections.abc import Sequence
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import Resolver404, resolve
from django.utils import translation

from factcheck.age import other_elections
from factcheck.links import KEPT, NotAnAddress, canonical, key_of
from factcheck.models import Appearance, Debunk, DebunkImage, Source
from factcheck.pictures import NEAR, distance
from factcheck.results import Match, Result
from matching.version import index_version

MOST = 10
MOST_ROWS = 500
SHARED = 3  # an address that more debunks than this name says nothing about one claim
# An address is the same or it is not: that is no estimate. What an address or a picture is in a debunk for
# is one: a source may say the truth about the claim, and a picture may be the genuine one.
CERTAIN, OFFERED = 1.0, 0.5


def by_address(url: str) -> list[Match]:
    """Debunks whose claim was seen at `url`, or that are the article there (tier `match`), or that cite it
    (`related`). At most 10, the newest of each first. Empty for what is no address."""
    try:
        form = canonical(url)
    except NotAnAddress:
        return []
    if form in KEPT:
        return []  # the front page of a network
    key = key_of(url)
    articles = _articles(form, url)
    seen = _debunks_of(Appearance.objects.at(key))
    cited = _debunks_of(Source.objects.at(key))
    clear = len(seen) <= SHARED
    found = dict.fromkeys(articles, ("article", True))
    for pk in seen:
        found.setdefault(pk, ("address", clear))
    for pk in cited:
        found.setdefault(pk, ("source", False))
    return _matches(list(found.items())[:MOST])


def by_picture(picture_hash: str) -> list[Match]:
    """Published debunks with a picture that looks like the one of this hash; `related`, the nearest first."""
    if not picture_hash:
        return []
    known = DebunkImage.objects.searchable().values_list("debunk_id", "picture_hash")
    near = sorted((distance(picture_hash, other), pk) for pk, other in known.iterator())
    ids = dict.fromkeys(pk for bits, pk in near if bits <= NEAR)
    return _matches([(pk, ("picture", False)) for pk in ids][:MOST])


def result_of(matches: Sequence[Match]) -> Result:
    """The result of a check that needed no search. Nothing is missing for want of vectors."""
    tiers = {match.tier for match in matches}
    status = next((tier for tier in ("match", "related") if tier in tiers), "none")
    return Result(status, index_version(settings.EMBEDDINGS_MODEL), True, tuple(matches))


def _articles(form: str, url: str) -> list[int]:
    """The debunks that stand at this address: with us, or where they were first published."""
    ways = [f"{scheme}://{www}{form}" for scheme in ("https", "http") for www in ("", "www.")]
    places = [place + slash for place in ways for slash in ("", "/")]
    return [*_ours(url), *_newest_published(Debunk.objects.filter(source_url__in=places))]


def _ours(url: str) -> list[int]:
    parts = urlsplit(url)
    if parts.netloc != urlsplit(settings.SITE_URL).netloc:
        return []
    language = translation.get_language_from_path(parts.path)
    path = f"{parts.path.rstrip('/')}/".removeprefix(f"/{language}" if language else "")
    try:
        with translation.override(settings.LANGUAGE_CODE):
            place = resolve(path)
    except Resolver404:
        return []
    if place.url_name != "debunk":
        return []
    return list(Debunk.objects.published().filter(**place.kwargs).values_list("pk", flat=True))


def _debunks_of(rows) -> list[int]:
    """The published debunks of these rows, the newest first."""
    ids = rows.values_list("debunk", flat=True)[:MOST_ROWS]
    return _newest_published(Debunk.objects.filter(pk__in=list(ids)))


def _newest_published(debunks) -> list[int]:
    """At most 10. Chosen and sorted here: asked for an order or a state, SQLite walks through all debunks
    along that index (50 ms at 100,000) instead of taking the few that an address names."""
    found = debunks.order_by().values_list("published_at", "pk", "state")[:MOST_ROWS]
    published = [(at, pk) for at, pk, state in found if state == Debunk.State.PUBLISHED]
    return [pk for _, pk in sorted(published, reverse=True)][:MOST]


def _matches(found: list[tuple[int, tuple[str, bool]]]) -> list[Match]:
    debunks = Debunk.objects.published().with_age().in_bulk([pk for pk, _ in found])
    others = other_elections(debunks.values())
    return [
        Match(
            debunks[pk],
            CERTAIN if sure else OFFERED,
            "match" if sure else "related",
            by=by,
            version=debunks[pk].version,
            other_elections=others[pk],
        )
        for pk, (by, sure) in found
        if pk in debunks
    ]
