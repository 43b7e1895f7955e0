"""What a site allows programs to read (RFC 9309), asked once a day."""

import json
from datetime import datetime, timedelta
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

from core.fetch import FetchFailed, FetchRefused, fetch
from factcheck.models import Outlet

AGENT = "Damaipedia"
KEPT, SOON = timedelta(days=1), timedelta(hours=1)
MAX_BYTES = 100_000
SECONDS = 3
UNREAD, ALL = "# not read\nUser-agent: *\nDisallow: /", ""


def rules_for(outlet: Outlet, url: str, now: datetime) -> RobotFileParser:
    """The rules of the host of `url`. A site whose rules cannot be read now allows nothing now."""
    rules = RobotFileParser()
    rules.parse(_text_of(outlet, url, now).splitlines())
    return rules


def could_read(outlet: Outlet, url: str, now: datetime) -> bool:
    """Whether the site itself said what it allows, rather than not answering."""
    return _text_of(outlet, url, now) != UNREAD


def _text_of(outlet: Outlet, url: str, now: datetime) -> str:
    fresh = outlet.robots_until is not None and outlet.robots_until > now
    known = json.loads(outlet.robots) if outlet.robots and fresh else {}
    parts = urlsplit(url)
    origin = f"{parts.scheme}://{parts.netloc}"
    if origin not in known:
        known[origin], certain = _ask(origin)
        until = now + (KEPT if certain else SOON)
        outlet.robots_until = min(until, outlet.robots_until or until) if len(known) > 1 else until
        outlet.robots = json.dumps(known)
        outlet.save(update_fields=["robots", "robots_until"])
    return known[origin]


def _ask(origin: str) -> tuple[str, bool]:
    """The rules, and whether they are certain."""
    try:
        page = fetch(f"{origin}/robots.txt", max_bytes=MAX_BYTES, seconds=SECONDS)
    except (FetchFailed, FetchRefused):
        return UNREAD, False
    if page.status >= 500:
        return UNREAD, False
    return (page.body.decode("utf-8", "replace").replace("\0", "") if page.status < 400 else ALL), True
