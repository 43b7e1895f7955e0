"""A debunk as a record: the one shape of the API's detail, of exports and of imports.

    {"id", "external_id", "url", "source_url", "slug", "state", "title", "claim", "verdict", "kind",
     "summary", "explanation", "conclusion", "language", "published_at", "updated_at", "retracted_at",
     "retraction_reason", "demo",
     "topics" | "elections" | "people" | "parties": [{"slug", "name"}],
     "appearances": [{"platform", "url", "archived_url", "first_seen", "note"}],
     "sources": [{"title", "url", "archived_url", "publisher", "date"}],
     "corrections": [{"at", "text", "from_verdict", "to_verdict"}],
     "images": [{"url", "alt", "credit"}]}

Times are ISO 8601 with an offset, days are `YYYY-MM-DD`, what is unknown is "" (texts) or null (dates).
`url` is our page, `source_url` where it was first published. Lists keep
their order, but for appearances, which stand by their day.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from functools import lru_cache
from operator import attrgetter
from typing import Any

from django.conf import settings
from django.db.models import F
from django.urls import reverse
from django.utils import translation

from candidates.models import Election, Party, Person
from factcheck.models import Debunk, Topic
from factcheck.moments import moment

TEXTS = (
    "title",
    "claim",
    "verdict",
    "kind",
    "summary",
    "explanation",
    "conclusion",
    "language",
    "source_url",
)
Register = Topic | Election | Person | Party
REGISTERS: dict[str, type[Register]] = {
    "topics": Topic,
    "elections": Election,
    "people": Person,
    "parties": Party,
}
CHILDREN = {
    "appearances": ("platform", "url", "archived_url", "first_seen", "note"),
    "sources": ("title", "url", "archived_url", "publisher", "date"),
    "corrections": ("at", "text", "from_verdict", "to_verdict"),
    "images": ("url", "alt", "credit"),
}
LISTS = (*REGISTERS, *CHILDREN)


# What the list leaves out unless asked; long texts, which it need not even read.
LONG = ("explanation", "conclusion", "retracted_at", "retraction_reason")


def fetch_lists(debunks: Sequence[Debunk], names: Iterable[str] = LISTS) -> None:
    """Give each of `debunks` those lists among `names`, in a query each for any number of debunks.

    Django's own prefetching makes a queryset for each list of each row, which takes more time than all else.
    """
    numbers = [debunk.pk for debunk in debunks]
    for name in LISTS:
        if name in names and numbers:
            rows_of: dict[int, list] = {number: [] for number in numbers}
            for number, row in _linked(name, numbers):
                rows_of[number].append(row)
            for debunk in debunks:
                debunk.__dict__.setdefault("_prefetched_objects_cache", {})[name] = rows_of[debunk.pk]


def _linked(name: str, numbers: Sequence[int]) -> Iterable[tuple[int, Any]]:
    """The rows of one list of these debunks, each with the number of its debunk, in the order of the list."""
    model: Any = Debunk._meta.get_field(name).related_model
    owner = "number" if name in REGISTERS else "debunk_id"
    return [(getattr(row, owner), row) for row in model.objects.raw(_query(name, len(numbers)), numbers)]


@lru_cache(1_000)
def _query(name: str, count: int) -> str:
    """The SQL for the rows of one list of `count` debunks, whose numbers are its only parameters.

    Written once for each count: Django took longer to write it than the database to answer.
    """
    numbers = range(1, count + 1)
    if name in REGISTERS:  # `filter` first: that makes the join an inner one
        linked = REGISTERS[name].objects.filter(debunks__in=numbers)
        rows: Any = linked.annotate(number=F("debunks"))  # type: ignore[union-attr]
    else:
        model: Any = Debunk._meta.get_field(name).related_model
        rows = model.objects.filter(debunk__in=numbers)
        rows = rows.order_by("at", "id") if name == "corrections" else rows
    sql, parameters = rows.query.sql_with_params()
    if list(parameters) != list(numbers):
        raise ValueError(f"the list {name} has parameters of its own")
    return sql


def record_of(debunk: Debunk, names: Iterable[str] | None = None) -> dict:
    """The record of a debunk, or its fields `names` only; of many, `fetch_lists` first."""
    return {name: READERS[name](debunk) for name in names or READERS}


def lists_of(debunk: Debunk) -> dict[str, list[dict]]:
    """The lists of a debunk's record."""
    return record_of(debunk, LISTS)


def absolute_url(debunk: Debunk) -> str:
    """The address of our page, in the language of the site whatever the reader's."""
    before, after = _address(settings.SITE_URL)
    return f"{before}{debunk.slug}{after}"


@lru_cache(8)
def _address(site: str) -> tuple[str, str]:
    """What stands before and after the slug: to find each row's address anew took half of a list's time."""
    with translation.override(settings.LANGUAGE_CODE):
        before, after = reverse("debunk", args=["slug"]).rsplit("slug", 1)
    return site + before, after


def _moment(name: str) -> Callable[[Debunk], str | None]:
    def read(debunk: Debunk) -> str | None:
        return moment(getattr(debunk, name))

    return read


def _register(name: str) -> Callable[[Debunk], list[dict]]:
    return lambda debunk: [{"slug": row.slug, "name": row.name} for row in _rows(debunk, name)]


def _rows(debunk: Debunk, name: str) -> Iterable:
    """A list of the debunk, fetched before or now."""
    fetched = getattr(debunk, "_prefetched_objects_cache", {})
    return fetched[name] if name in fetched else [row for _number, row in _linked(name, [debunk.pk])]


def _children(name: str) -> Callable[[Debunk], list[dict]]:
    def read(debunk: Debunk) -> list[dict]:
        rows = _rows(debunk, name)
        return [{key: _plain(getattr(row, key)) for key in CHILDREN[name]} for row in rows]

    return read


def _images(debunk: Debunk) -> list[dict]:
    return [
        {"url": settings.SITE_URL + row.image.url, "alt": row.alt, "credit": row.credit}
        for row in _rows(debunk, "images")
    ]


def _plain(value):
    if isinstance(value, datetime):
        return moment(value)
    return value.isoformat() if hasattr(value, "isoformat") else value


# Every field of the record, in its order, and how it is read.
READERS: dict[str, Callable[[Debunk], Any]] = {
    "id": lambda debunk: str(debunk.pk),
    "external_id": attrgetter("external_id"),
    "url": absolute_url,
    "slug": attrgetter("slug"),
    "state": attrgetter("state"),
    **{name: attrgetter(name) for name in TEXTS},
    **{name: _moment(name) for name in ("published_at", "updated_at", "retracted_at")},
    "retraction_reason": attrgetter("retraction_reason"),
    "demo": attrgetter("demo"),
    **{name: _register(name) for name in REGISTERS},
    **{name: _children(name) for name in ("appearances", "sources", "corrections")},
    "images": _images,
}
