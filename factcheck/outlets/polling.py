"""One reading of an outlet: its feed, then the pages it named, within a time and a number of pages.

Polite: what has not changed is not sent again (ETag, Last-Modified), robots.txt is heeded, a site in trouble
is left alone longer each time, and asking for fewer pages (`Crawl-delay`, `Retry-After`) is granted.
"""

import re
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urljoin, urlsplit

from django.utils import timezone
from django.utils.http import parse_http_date_safe
from django.utils.translation import gettext as _

from core.fetch import FetchFailed, FetchRefused, Page, fetch
from factcheck.models import Outlet, OutletPage
from factcheck.outlets import actions
from factcheck.outlets.documents import read, review_key
from factcheck.outlets.found import Found, Origin, ReviewFound
from factcheck.outlets.robots import AGENT, could_read, rules_for

SECONDS = 14  # of a reading, within the time limit of tasks
FEED_SECONDS, PAGE_SECONDS = 8, 5
MAX_BYTES = 5_000_000
CLAIMED = timedelta(minutes=5)  # nobody else reads an outlet meanwhile
LONGEST_WAIT = timedelta(days=1)
AGAIN, ONCE_MORE = timedelta(days=3), timedelta(hours=1)
FOLLOWED = timedelta(days=90)  # how long an article is looked at again
MOST_PARTS = 20  # of a feed in parts
MISSES = 2  # a review is gone when its page held none this often in a row
KEPT = ("next_poll_at", "polled_at", "failures", "outcome", "etag", "last_modified", "resume")
NEXT = re.compile(r'<([^>]+)>\s*;\s*rel="?next"?')


class Failed(Exception):
    """The feed could not be had; `after` is when the site wants to be asked again."""

    def __init__(self, message: str, after: timedelta | None = None):
        super().__init__(message)
        self.after = after


@dataclass
class Reading:
    """A reading under way."""

    outlet: Outlet
    now: datetime
    until: float
    changed: int = 0
    problems: int = 0
    pages: int = 0

    @property
    def seconds(self) -> float:
        return self.until - time.monotonic()

    def take(self, found: Found, url: str) -> int:
        """Store what a document says; how many reviews of it were new or changed."""
        news = _news(self.outlet, found.reviews)
        taken = sum(actions.store_review(outlet=self.outlet, found=review) for review in news)
        for address in found.gone:
            taken += actions.withdraw_review(outlet=self.outlet, url=address, at=self.now)
        self.changed += taken
        self.note(url, found.problems)
        return taken

    def note(self, url: str, problems) -> None:
        self.problems += len(problems)
        if problems:
            actions.note_problems(outlet=self.outlet, url=url, problems=problems, at=self.now)


def _news(outlet: Outlet, reviews: Sequence[ReviewFound]) -> list[ReviewFound]:
    """Those that we do not have just so: most of a feed is what it was, and costs no transaction."""
    known = {row.key: row for row in outlet.reviews.filter(key__in=[review_key(one.url) for one in reviews])}
    return [one for one in reviews if not actions.is_stored(one, known.get(review_key(one.url)))]


def poll(outlet: Outlet, *, now: datetime | None = None) -> None:
    """Read `outlet` if it is due and nobody else is at it. Never raises for what the outlet does."""
    now = now or timezone.now()
    due = Outlet.objects.due(now).filter(pk=outlet.pk)
    if not due.update(next_poll_at=now + CLAIMED):
        return
    outlet = Outlet.objects.get(pk=outlet.pk)
    reading = Reading(outlet, now, time.monotonic() + SECONDS)
    try:
        _read_feed(reading)
        _visit_pages(reading)
    except Failed as failure:
        reading.note(outlet.address, [str(failure)])
        _finish(reading, failures=outlet.failures + 1, after=failure.after, outcome=str(failure))
    else:
        said = _("%(changed)d pemeriksaan baru atau berubah, %(pages)d halaman dibuka, %(problems)d masalah")
        _finish(reading, failures=0, after=None, outcome=said % vars(reading))


def _finish(reading: Reading, *, failures: int, after: timedelta | None, outcome: str) -> None:
    """Say how it went, and when to come again: later each time that it fails."""
    outlet = reading.outlet
    wait = timedelta(minutes=outlet.interval) * 2 ** min(failures, 8)
    outlet.next_poll_at = reading.now + min(max(wait, after or wait), LONGEST_WAIT)
    outlet.polled_at, outlet.failures, outlet.outcome = reading.now, failures, outcome[:300]
    outlet.save(update_fields=KEPT)


def _read_feed(reading: Reading) -> None:
    """The feed, and those of its parts that bring something new; then on from where time ran out once."""
    outlet = reading.outlet
    validators = {"If-None-Match": outlet.etag, "If-Modified-Since": outlet.last_modified}
    rest = _read_parts(reading, outlet.address, validators)
    if outlet.resume and reading.seconds > FEED_SECONDS:
        outlet.resume = _read_parts(reading, outlet.resume, {}, old=True)
    outlet.resume = rest or outlet.resume


def _read_parts(reading: Reading, url: str, validators: dict[str, str], *, old: bool = False) -> str:
    """Read from `url` on, as long as parts bring something new, or to the end with `old`. Where to go on
    when time ran out before that, else ""."""
    for _part in range(MOST_PARTS):
        answer = _fetched(reading, url, validators, FEED_SECONDS)
        if answer.status == 304:
            return ""
        if answer.status >= 400:
            said = _("umpan dijawab %(status)d") % {"status": answer.status}
            raise Failed(said, _retry_after(answer, reading))
        found = read(answer.body, _origin(reading.outlet, answer.url), feed=True)
        taken = reading.take(found, url)
        actions.note_pages(outlet=reading.outlet, pages=found.pages, at=reading.now)
        if url == reading.outlet.address and not found.problems:
            reading.outlet.etag, reading.outlet.last_modified = _validators(answer)
        following = NEXT.search(_header(answer, "Link"))
        if not following or not (taken or old):
            return ""
        url, validators = urljoin(answer.url, following[1])[:1000], {}
        if reading.seconds < FEED_SECONDS:
            break
    return url


def _visit_pages(reading: Reading) -> None:
    """The pages that are due, one after the other, as far as budget and time reach."""
    outlet = reading.outlet
    for page in outlet.pages.due(reading.now)[: outlet.budget]:
        if reading.seconds < PAGE_SECONDS:
            return
        try:
            _visit(reading, page)
        except Failed as failure:
            reading.note(page.url, [str(failure)])
            page.next_at = reading.now + max(failure.after or ONCE_MORE, ONCE_MORE)
            page.save(update_fields=["next_at"])
        reading.pages += 1
        if rules_for(outlet, page.url, reading.now).crawl_delay(AGENT):
            return


def _visit(reading: Reading, page: OutletPage) -> None:
    validators = {"If-None-Match": page.etag, "If-Modified-Since": page.last_modified}
    answer = _fetched(reading, page.url, validators, PAGE_SECONDS)
    if answer.status >= 500 or answer.status == 429:
        said = _("halaman dijawab %(status)d") % {"status": answer.status}
        raise Failed(said, _retry_after(answer, reading))
    if answer.status != 304:
        found = read(answer.body, _origin(reading.outlet, answer.url)) if answer.status < 400 else Found()
        page.etag, page.last_modified = ("", "") if found.problems else _validators(answer)
        reading.take(found, page.url)
        nothing = not (found.reviews or found.problems)
        page.misses = page.misses + 1 if nothing else 0
    if page.misses >= MISSES:
        reading.changed += actions.withdraw_review(outlet=reading.outlet, url=page.url, at=reading.now)
    page.next_at = _next_visit(page, reading.now)
    page.save(update_fields=["etag", "last_modified", "misses", "next_at"])


def _next_visit(page: OutletPage, now: datetime) -> datetime | None:
    """Soon where a review is missed, seldom where one stands, never where there was none or long after."""
    if page.misses:
        had_one = page.outlet.reviews.filter(key=page.key, withdrawn_at=None).exists()
        return now + ONCE_MORE if had_one and page.misses < MISSES else None
    return now + AGAIN if now < page.first_at + FOLLOWED else None


def _fetched(reading: Reading, url: str, validators: dict[str, str], seconds: float) -> Page:
    rules = rules_for(reading.outlet, url, reading.now)
    if not rules.can_fetch(AGENT, url):
        said = could_read(reading.outlet, url, reading.now)
        raise Failed(
            _("robots.txt situs itu melarangnya") if said else _("robots.txt situs itu tidak terbaca")
        )
    headers = {name: value for name, value in validators.items() if value}
    try:
        return fetch(url, headers=headers, max_bytes=MAX_BYTES, seconds=min(seconds, max(reading.seconds, 1)))
    except (FetchFailed, FetchRefused) as error:
        raise Failed(_("tidak terbuka: %(error)s") % {"error": error}) from error


def _origin(outlet: Outlet, url: str) -> Origin:
    return Origin(url, (urlsplit(outlet.homepage).hostname or "").removeprefix("www."))


def _header(answer: Page, name: str) -> str:
    return next((value for key, value in answer.headers.items() if key.lower() == name.lower()), "")


def _validators(answer: Page) -> tuple[str, str]:
    """ETag and Last-Modified, where they are of a length that is kept."""
    etag, modified = _header(answer, "ETag"), _header(answer, "Last-Modified")
    return etag if len(etag) <= 300 else "", modified if len(modified) <= 100 else ""


def _retry_after(answer: Page, reading: Reading) -> timedelta | None:
    asked = _header(answer, "Retry-After").strip()
    if asked.isdecimal() and len(asked) < 8:
        return timedelta(seconds=int(asked))
    moment = parse_http_date_safe(asked) if asked else None
    return timedelta(seconds=max(0, moment - int(reading.now.timestamp()))) if moment else None
