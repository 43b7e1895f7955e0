"""How often one source may ask, and how much all of them together, without keeping anybody's address.

A source is an HMAC of the network an address belongs to (/32 or /64), under a key that lives in the cache
without persistence and is replaced every day. A count lives two minutes. When the cache is down there
is no limit: a check matters more than a count. Who shows a key of the API (portal.keys) is counted by it.
"""

import hashlib
import hmac
import ipaddress
import logging
import secrets
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache, partial

from django.conf import settings
from django.core.cache import cache
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from redis.exceptions import RedisError

from neutrality.uploads import keep_in_memory
from portal import problems, proof
from portal.keys import counting
from portal.keys.refusing import is_refused
from portal.keys.refusing import refusal as refusal_of_key
from portal.languages import language_of

log = logging.getLogger(__name__)

WINDOW = 60  # seconds
DAY = 86400
FREE = ("/healthz", "/static/")
# A chat service brings the messages of many from a few addresses: each counts for its sender (`exceeds`),
# once the signature is known to be right. To refuse an unsigned one costs less than to count it.
SIGNED = ("/kanal/",)
CONFIDENTIAL = ("/netralitas-asn/", "/admin/neutrality/")
OF_ONE = _(
    "Batasnya %(limit)d permintaan per menit dari satu sumber. Silakan coba lagi dalam %(seconds)d detik."
)
OF_ALL = _(
    "Sedang terlalu banyak kiriman: batasnya %(limit)d per menit dari semua orang bersama-sama. Kiriman ini "
    "belum tersimpan. Silakan coba lagi dalam %(seconds)d detik."
)
LARGEST = 60_000_000  # bytes of a request: five pictures of 10 MB, or the file of an import
TOO_LARGE = _(
    "Kiriman ini terlalu besar dan belum tersimpan: paling banyak %(most)d MB sekaligus, berkas termasuk."
)
POSTS = {
    **dict.fromkeys(("cek", "check"), "check"),
    **dict.fromkeys(("lapor", "reports", "netralitas-asn", "kanal"), "report"),
    **dict.fromkeys(("hoaks", "koreksi"), "report"),  # requests for corrections
    "kunci": "report",  # each may send a letter
}


class RateLimitMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        now = time.time()
        if any(place in request.path_info for place in CONFIDENTIAL):
            keep_in_memory(request)  # a form over the limit is read here, before its view could ask for that
        elif is_too_large(request):
            translation.activate(language_of(request))
            return problems.too_large(request, str(TOO_LARGE) % {"most": LARGEST // 1_000_000})
        if exceeded := exceeded_by(request, now):
            return refusal(request, exceeded, seconds_left(now))
        if is_refused(request):
            return refusal_of_key(request)
        request.spend = partial(spend, request)
        request.exceeds = partial(exceeds, request)
        request.overflows = partial(overflows, request)
        return self.get_response(request)


def is_too_large(request) -> bool:
    """Whether more is announced than any form takes: it is refused before a byte of it reaches the disk."""
    size = request.META.get("CONTENT_LENGTH") or ""
    return size.isdecimal() and (len(size) > len(str(LARGEST)) or int(size) > LARGEST)


def exceeded_by(request, now: float) -> "Limit | None":
    """Counts this request, and gives the limit that it exceeds."""
    if request.path_info.startswith(SIGNED):
        return None
    try:
        exceeded = limit_of_one(request, now) or limit_of_all(request, now)
        if exceeded is None and (key := key_of(request)):
            counting.count(key.pk, kind_of(request))
        return exceeded
    except (RedisError, OSError) as error:
        say_no_limits(int(now // WINDOW), type(error).__name__)
        return None


@lru_cache(maxsize=1)
def say_no_limits(window: int, error: str) -> None:
    """Once in each window: a line for every request would bury what else the log says."""
    log.warning("no rate limits: the cache is down (%s)", error)


def may_read(request) -> bool:
    """Whether an answer that costs nothing may be given; one that may not is refused on the usual way."""
    return not is_refused(request) and exceeded_by(request, time.time()) is None


def spend(request, more: int) -> int:
    """Count `more` for a request that does the work of many. The seconds to wait where that is too much,
    and then nothing is to be done; else 0."""
    now = time.time()
    try:
        rate = rate_of(request, now, more)
        if rate and rate.used > rate.most:
            return seconds_left(now)
        if key := key_of(request):
            counting.count(key.pk, kind_of(request), more)
    except (RedisError, OSError):
        pass
    return 0


def exceeds(request, sender: str) -> int:
    """Counts one message that `sender` (a chat, say) sent through a service; by how many that is too many."""
    kind, window = kind_of(request), int(time.time() // WINDOW)
    most = settings.RATE_LIMITS.get(kind)
    try:
        return 0 if most is None else max(0, count(kind, unreadable(sender), window) - most)
    except (RedisError, OSError) as error:
        say_no_limits(window, type(error).__name__)
        return 0


def overflows(request) -> int:
    """Counts what a service brings among that of all; the seconds until it should bring it again, or 0."""
    now = time.time()
    try:
        return seconds_left(now) if limit_of_all(request, now) else 0
    except (RedisError, OSError):
        return 0


def seconds_left(now: float) -> int:
    return WINDOW - int(now % WINDOW)


@dataclass(frozen=True)
class Rate:
    """How much of its limit a source has used in this minute."""

    kind: str
    most: int
    used: int


def rate_of(request, now: float, more: int = 1) -> Rate | None:
    """Counts `more` for who asks, and keeps the result for the headers; None where there is no limit."""
    kind, key = kind_of(request), key_of(request)
    most = (settings.RATE_KEY_LIMITS if key else settings.RATE_LIMITS).get(kind)
    if most is None:
        return None
    who = f"key-{key.pk}" if key else source(request)
    request.rate = Rate(kind, most, count(kind, who, int(now // WINDOW), more))
    return request.rate


def key_of(request):
    """The key of the API that the request shows, where it opens what is asked for."""
    return getattr(request, "api_key", None)


def headers(request) -> dict[str, str]:
    """What an answer of the API says about the limit (draft-ietf-httpapi-ratelimit-headers)."""
    rate = getattr(request, "rate", None)
    if rate is None:
        return {}
    left = max(0, rate.most - rate.used)
    return {
        "RateLimit-Policy": f'"{rate.kind}";q={rate.most};w={WINDOW}',
        "RateLimit": f'"{rate.kind}";r={left};t={seconds_left(time.time())}',
    }


@dataclass(frozen=True)
class Limit:
    """How many a minute, and the sentence that says so, with `limit` and `seconds` to be filled in."""

    most: int
    sentence: str | Promise
    may_calculate: bool = False


def limit_of_one(request, now: float) -> Limit | None:
    """The limit that this source has exceeded, unless it calculated for it."""
    rate = rate_of(request, now)
    if rate is None or rate.used <= rate.most or has_calculated(request):
        return None
    return Limit(rate.most, OF_ONE, may_calculate=True)


def limit_of_all(request, now: float) -> Limit | None:
    """The limit that all sources together have exceeded; a source over its own does not count here."""
    kind = kind_of(request)
    most = settings.RATE_TOTALS.get(kind)
    if most is None or count(kind, "all", int(now // WINDOW)) <= most:
        return None
    return Limit(most, OF_ALL)


def kind_of(request) -> str:
    """Which limit holds: `read`, `check`, `report`, or "" for what is never limited."""
    path = request.path_info
    if path.startswith(FREE):
        return ""
    if request.method != "POST":
        return "read"
    parts = [part for part in path.removeprefix("/en").removeprefix("/api/v1").split("/") if part]
    return POSTS.get(parts[0], "read") if parts else "read"


def count(kind: str, source: str, window: int, more: int = 1) -> int:
    """How often `source` has asked in this window, these `more` times included."""
    key = f"rate:{kind}:{window}:{source}"
    if cache.add(key, more, 2 * WINDOW):
        return more
    try:
        return cache.incr(key, more)
    except ValueError:  # it ran out between the two calls
        return more


def source(request) -> str:
    """The unreadable name of the network that `request` comes from, today."""
    address = ipaddress.ip_address(client_address(request))
    address = getattr(address, "ipv4_mapped", None) or address
    network = ipaddress.ip_network((address, 32 if address.version == 4 else 64), strict=False)
    return unreadable(str(network))


def unreadable(name: str) -> str:
    """The same for the same name, today; without our key it leads to nobody."""
    return hmac.new(key_of_today(), name.encode(), hashlib.sha256).hexdigest()[:32]


def key_of_today() -> bytes:
    name = f"rate-key:{datetime.now(UTC):%Y-%m-%d}"
    key = cache.get(name)
    if key is None:
        cache.add(name, secrets.token_bytes(32), DAY)
        key = cache.get(name, b"")
    return key


def client_address(request) -> str:
    """The address of the visitor; what proxies say counts only as far as the chain of proxies is trusted."""
    address = request.META.get("REMOTE_ADDR") or "0.0.0.0"
    for named in reversed(request.headers.get("X-Forwarded-For", "").split(",")):
        if not (is_trusted(address) and is_address(named.strip())):
            break
        address = named.strip()
    return address if is_address(address) else "0.0.0.0"


def is_trusted(address: str) -> bool:
    return is_address(address) and any(
        ipaddress.ip_address(address) in network for network in settings.TRUSTED_PROXIES
    )


def is_address(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True


def may_calculate(request) -> bool:
    """Whether proof of work may replace waiting: for the form of reports, when it brings no files."""
    return can_be_sent_again(request) and request.path_info.endswith("/lapor/")


def has_calculated(request) -> bool:
    return may_calculate(request) and proof.is_solved(request.POST.get(proof.FIELD, ""))


def can_be_sent_again(request) -> bool:
    """Whether the page of the refusal can keep what was typed. Chosen files it cannot."""
    return request.method == "POST" and request.path_info.endswith(("/lapor/", "/cek/")) and not request.FILES


def way_out(request, limit: Limit) -> dict:
    """What the page needs to send the same form once more, at once after calculating, or by hand later."""
    if not can_be_sent_again(request):
        return {"reselect": bool(request.FILES)}
    kept = [(name, value) for name, value in request.POST.items() if name != proof.FIELD]
    challenge = proof.challenge() if limit.may_calculate and may_calculate(request) else ""
    return {"challenge": challenge, "kept": kept, "action": request.path}


def refusal(request, limit: Limit, seconds: int) -> HttpResponse:
    """429 that says what the limit is and when to come again, in the form the asker understands."""
    translation.activate(language_of(request))
    detail = str(limit.sentence) % {"limit": limit.most, "seconds": seconds}
    if request.path_info.startswith("/api/"):
        response = problems.plain(request, 429, "Too Many Requests", detail)
    else:
        context = {"detail": detail, **way_out(request, limit)}
        response = render(request, "429.html", context, status=429)
    response.headers["Retry-After"] = str(seconds)
    response.headers["Cache-Control"] = "no-store"
    return response
