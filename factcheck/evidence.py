"""Keeping what debunks cite: every link is looked at when it is new and then weekly, by workers only.

Nothing here is called while a debunk is saved or published: a sweep finds new links in the database. Each
verb is idempotent, and a task that is lost is made up for by a later sweep.
"""

import hashlib
from collections.abc import Iterable
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from core.fetch import FetchFailed, FetchRefused, Page, TooLarge, fetch
from factcheck.models import Appearance, Capture, Link, Source
from factcheck.pages import CLOSED, GONE, HEADERS, media_type, reading_of

MAX_BYTES = 3_000_000
SECONDS = 12
LONGEST_TEXT = 200_000  # characters
WEEK, TRY_AGAIN, LEASE = timedelta(days=7), timedelta(hours=8), timedelta(minutes=10)
FAILURES = 3  # in a row, over a day: then the link counts as dead
NEW_AT_ONCE = 500
ARCHIVE_TRIES = 3
State = Link.State


def find_links() -> int:
    """Begin to follow what sources and appearances newly cite; how many links."""
    known = Link.objects.filter(key=OuterRef("url_key"))
    found: dict[str, str] = {}
    for model in (Source, Appearance):
        new = model.objects.exclude(url_key="").exclude(Exists(known)).order_by("-id")
        found |= dict(new.values_list("url_key", "url")[:NEW_AT_ONCE])
    now = timezone.now()
    links = [Link(key=key, url=url, host=_host(url), next_at=now) for key, url in reversed(found.items())]
    return len(Link.objects.bulk_create(links, ignore_conflicts=True))


def look(*, link_id: int) -> None:
    """Look at a link that is due: keep what it showed the first time, and note whether it answers."""
    now = timezone.now()
    link = Link.objects.filter(pk=link_id).first()
    mine = Link.objects.filter(pk=link_id, next_at__lte=now)
    if link is None or not mine.update(next_at=now + LEASE):
        return
    try:
        page = fetch(link.url, headers=HEADERS, max_bytes=MAX_BYTES, seconds=SECONDS)
    except FetchRefused:
        _note(link, State.REFUSED, now)
    except TooLarge:  # it answers, with more than we keep
        _note(link, State.ALIVE, now)
    except FetchFailed:
        _note(link, State.FAILING, now)
    else:
        _note(link, _state_of(page.status), now, page)


def ask_archive(*, link_id: int) -> None:
    """Ask the configured archive service for a copy, and keep the address that it answers with."""
    now = timezone.now()
    link = Link.objects.to_archive(now).filter(pk=link_id).first()
    if link is None or not settings.ARCHIVE_URL:
        return
    tries = link.archive_tries + 1
    again = now + TRY_AGAIN if tries < ARCHIVE_TRIES else None
    if not Link.objects.to_archive(now).filter(pk=link_id).update(archive_at=again, archive_tries=tries):
        return
    asked = f"{settings.ARCHIVE_URL}/{link.url}"
    try:
        page = fetch(asked, max_bytes=MAX_BYTES, seconds=18)
    except (FetchFailed, FetchRefused):
        return
    if page.status < 400 and page.url != asked and len(page.url) <= 1000:
        Link.objects.filter(pk=link_id).update(archived_url=page.url, archive_at=None)


def attach_links(rows: Iterable[Source | Appearance]) -> None:
    """Give each row its `link` (or None), and each link its first `capture` (or None): two queries."""
    rows = list(rows)
    links = {link.key: link for link in Link.objects.filter(key__in={row.url_key for row in rows} - {""})}
    kept = Capture.objects.filter(link__in=links.values()).order_by("-id").defer("text")
    captures = {capture.link_id: capture for capture in kept} if links else {}
    for link in links.values():
        link.capture = captures.get(link.pk)  # type: ignore[attr-defined]
    for row in rows:
        row.link = links.get(row.url_key)  # type: ignore[union-attr]


def _state_of(status: int) -> str:
    if status < 400:
        return State.ALIVE
    if status in CLOSED:
        return State.CLOSED
    return State.DEAD if status in GONE else State.FAILING


def _note(link: Link, state: str, now: datetime, page: Page | None = None) -> None:
    """Store what the look has shown; a capture only of the first answer."""
    capture = _seen(link, page, now) if page and state == State.ALIVE else None
    failures = link.failures + 1 if state == State.FAILING else 0
    if failures >= FAILURES:
        state = State.DEAD
    values = {
        "state": state,
        "checked_at": now,
        "failures": failures,
        "first_dead_at": (link.first_dead_at or now) if state == State.DEAD else None,
        "next_at": None if state == State.REFUSED else now + (TRY_AGAIN if failures else WEEK),
    }
    if state == State.ALIVE:
        values["last_alive_at"] = now
    with transaction.atomic():
        if capture and not link.captures.exists():
            capture.save()
            values["archive_at"] = now if settings.ARCHIVE_URL else None
        Link.objects.filter(pk=link.pk).update(**values)


def _seen(link: Link, page: Page, now: datetime) -> Capture:
    title, text = reading_of(page)
    return Capture(
        link=link,
        at=now,
        final_url=page.url[:2000],
        status=page.status,
        media_type=media_type(page)[:100],
        size=len(page.body),
        sha256=hashlib.sha256(page.body).hexdigest(),
        title=title.replace("\0", "")[:300],
        text=text.replace("\0", "")[:LONGEST_TEXT],
    )


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "")[:255]
    except ValueError:
        return ""
