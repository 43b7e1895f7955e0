"""One ClaimReview of another site: taken whole or not at all.

A review with one strange value is refused and reported, for half a review beside what was stored would be
a review that nobody wrote.
"""

import re
from collections.abc import Mapping
from datetime import date, timedelta
from urllib.parse import urljoin, urlsplit

from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext as _

from factcheck.outlets.found import Origin, Refused, ReviewFound
from factcheck.plain import one_line, printable

LONGEST = {"url": 1000, "title": 300, "claim": 5000, "text": 20_000, "rating": 120}
LANGUAGE = re.compile(r"[a-z]{2,3}(-\w{2,8})?", re.IGNORECASE)
OLDEST = date(1990, 1, 1)
AHEAD = timedelta(days=2)  # clocks differ


def review_of(node: Mapping, origin: Origin) -> ReviewFound:
    """The review in a JSON-LD object. Raises Refused."""
    claimed = _thing(node.get("itemReviewed"), "itemReviewed")
    return ReviewFound(
        url=own_address(node.get("url", origin.url), origin),
        claim=_text(node, "claimReviewed", "claim"),
        rating=_rating(node),
        title=_optional(node, "headline" if "headline" in node else "name", "title"),
        text=_optional(claimed, "text", "text", lines=True),
        language=_language(node.get("inLanguage")),
        claimed_on=_day(claimed.get("datePublished")),
        reviewed_on=_day(node.get("datePublished")),
    )


def own_address(value: object, origin: Origin) -> str:
    """An address of the outlet's own, made absolute. Raises Refused."""
    url = _absolute(value, origin.url) if isinstance(value, str) else ""
    if not url or len(url) > LONGEST["url"] or re.search(r"\s", url):
        raise Refused(_("url bukan alamat"))
    if not origin.owns(url):
        raise Refused(_("url milik situs lain: %(host)s") % {"host": urlsplit(url).hostname})
    return url


def _absolute(value: str, base: str) -> str:
    """`value` as an http or https address; "" for anything else."""
    value = printable(value).strip()
    try:
        url = urljoin(base, value) if value else ""
        parts = urlsplit(url)
        port = parts.port  # raises when it is no number
    except ValueError:
        return ""
    usable = parts.scheme in ("http", "https") and parts.hostname and not parts.username and port != 0
    return url if usable else ""


def _rating(node: Mapping) -> str:
    rating = _thing(node.get("reviewRating"), "reviewRating")
    return _text(rating, "alternateName", "rating")


def _thing(value: object, name: str) -> Mapping:
    """The one object that a property holds; {} where there is none."""
    if isinstance(value, list) and len(value) == 1:
        value = value[0]
    if value is None:
        return {}
    if not isinstance(value, Mapping):
        raise Refused(_("%(name)s bukan objek") % {"name": name})
    return value


def _text(node: Mapping, name: str, limit: str) -> str:
    text = _optional(node, name, limit)
    if not text:
        raise Refused(_("%(name)s tidak ada") % {"name": name})
    return text


def _optional(node: Mapping, name: str, limit: str, *, lines: bool = False) -> str:
    value = node.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise Refused(_("%(name)s bukan teks") % {"name": name})
    text = printable(value).strip() if lines else one_line(value)
    if len(text) > LONGEST[limit]:
        problem = _("%(name)s lebih dari %(limit)d karakter")
        raise Refused(problem % {"name": name, "limit": LONGEST[limit]})
    return text


def _language(value: object) -> str:
    return value[:12] if isinstance(value, str) and LANGUAGE.fullmatch(value) else ""


def _day(value: object) -> date | None:
    """The day of an ISO date or time; None where there is none."""
    if value is None or value == "":
        return None
    found = _parsed(value) if isinstance(value, str) and len(value) <= 40 else None
    if found is None or not OLDEST <= found <= timezone.localdate() + AHEAD:
        raise Refused(_("datePublished bukan tanggal"))
    return found


def _parsed(value: str) -> date | None:
    try:
        moment = parse_datetime(value.strip()) if len(value.strip()) > 10 else None
        if moment is None:
            return parse_date(value.strip())
        return timezone.localdate(moment) if timezone.is_aware(moment) else moment.date()
    except (ValueError, OverflowError):
        return None
