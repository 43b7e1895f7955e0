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

from datetime import datetime

from django.conf import settings
from django.db.models import Prefetch
from django.utils import translation

from candidates.models import Election, Party, Person
from factcheck.models import Correction, Debunk, Topic
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


def with_lists(debunks):
    """The queryset `debunks` with everything that `record_of` reads: eight queries for any number of rows."""
    oldest_first = Prefetch("corrections", Correction.objects.order_by("at", "id"))
    return debunks.prefetch_related(*(name for name in LISTS if name != "corrections"), oldest_first)


def record_of(debunk: Debunk) -> dict:
    """The record of a debunk; fetch many of them with `with_lists`."""
    return {
        "id": str(debunk.pk),
        "external_id": debunk.external_id,
        "url": absolute_url(debunk),
        "slug": debunk.slug,
        "state": debunk.state,
        **{name: getattr(debunk, name) for name in TEXTS},
        "published_at": moment(debunk.published_at),
        "updated_at": moment(debunk.updated_at),
        "retracted_at": moment(debunk.retracted_at),
        "retraction_reason": debunk.retraction_reason,
        "demo": debunk.demo,
        **lists_of(debunk),
    }


def lists_of(debunk: Debunk) -> dict[str, list[dict]]:
    """The lists of a debunk's record."""
    found = {
        name: [{"slug": row.slug, "name": row.name} for row in getattr(debunk, name).all()]
        for name in REGISTERS
    }
    for name in ("appearances", "sources", "corrections"):
        rows = getattr(debunk, name).all()
        found[name] = [{key: _plain(getattr(row, key)) for key in CHILDREN[name]} for row in rows]
    found["images"] = [
        {"url": settings.SITE_URL + row.image.url, "alt": row.alt, "credit": row.credit}
        for row in debunk.images.all()
    ]
    return found


def absolute_url(debunk: Debunk) -> str:
    """The address of our page, in the language of the site whatever the reader's."""
    with translation.override(settings.LANGUAGE_CODE):
        return settings.SITE_URL + debunk.get_absolute_url()


def _plain(value):
    if isinstance(value, datetime):
        return moment(value)
    return value.isoformat() if hasattr(value, "isoformat") else value
