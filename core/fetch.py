"""The one way to fetch an address that somebody else named, or to write to it: no private address, limits on
size and time."""

import ipaddress
import time
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

import requests
from django.conf import settings
from requests_hardened import Config, HTTPSession
from requests_hardened.ip_filter import InvalidIPAddress
from urllib3.exceptions import HTTPError

MAX_BYTES = 5_000_000
CHUNK = 16_384
MAX_REDIRECTS = 5
SECONDS_TO_CONNECT = 5
SECONDS_IN_ALL = 20
REDIRECTS = {301, 302, 303, 307, 308}
PORTS = {"http": 80, "https": 443}


class FetchRefused(Exception):
    """The address may not be fetched, and never will be: its form, its port or where it leads."""


class FetchFailed(Exception):
    """The address did not answer this time, or answered too much or too slowly. `url` is how far it led."""

    url = ""


class TooLarge(FetchFailed):
    pass


class TooSlow(FetchFailed):
    pass


@dataclass(frozen=True)
class Page:
    """What an address answered. `url` is where the redirects ended; `body` is decompressed."""

    url: str
    status: int
    headers: dict[str, str]
    body: bytes


def fetch(
    url: str,
    *,
    headers: dict[str, str] | None = None,
    max_bytes: int = MAX_BYTES,
    seconds: float = SECONDS_IN_ALL,
) -> Page:
    """GET `url` (http or https), following at most 5 redirects, each checked anew.

    Private, loopback, link-local and other special addresses are refused after the name is resolved, and
    the connection goes to the very address that was checked. Hosts in `FETCH_ALLOW` are exempt.
    Raises FetchRefused and FetchFailed. Status codes of 400 and more are returned, not raised.
    """
    deadline = time.monotonic() + seconds
    for _ in range(MAX_REDIRECTS + 1):
        try:
            answer = _ask(url, headers or {}, max_bytes, deadline)
        except FetchFailed as error:
            error.url = url
            raise
        if isinstance(answer, Page):
            return answer
        url = answer
    raise FetchRefused(f"more than {MAX_REDIRECTS} redirects")


def post(
    url: str, *, body: bytes, headers: dict[str, str] | None = None, max_bytes: int, seconds: float
) -> Page:
    """POST `body` to `url`, under the rules of `fetch`. A redirect is never followed: it is an answer like
    any other. Of an answer larger than `max_bytes` only the status and the headers are told."""
    deadline = time.monotonic() + seconds
    with _session(url) as session, _send(session, "POST", url, headers or {}, deadline, body) as response:
        try:
            answer = _read(response, max_bytes, deadline)
        except TooLarge:
            answer = b""
        return Page(url, response.status_code, dict(response.headers), answer)


def _ask(url: str, headers: dict[str, str], max_bytes: int, deadline: float) -> Page | str:
    """What `url` answers: a page, or the address it redirects to."""
    with _session(url) as session, _send(session, "GET", url, headers, deadline) as response:
        if response.status_code in REDIRECTS and "location" in response.headers:
            return urljoin(url, response.headers["location"])
        return Page(url, response.status_code, dict(response.headers), _read(response, max_bytes, deadline))


def refuse(url: str) -> None:
    """Raises FetchRefused where the address itself says that it is never fetched. Where a name leads is found
    out each time anew."""
    if not _is_allowed(url) and _is_private(urlsplit(url).hostname or ""):
        raise FetchRefused("leads to an address that is not public")


def _is_private(host: str) -> bool:
    try:
        return not ipaddress.ip_address(host).is_global
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


def _session(url: str) -> requests.Session:
    """A session that may open `url`; guarded unless the operator allowed the host and port."""
    session = requests.Session() if _is_allowed(url) else HTTPSession(_guarded())
    session.trust_env = False  # a proxy would resolve the name again, out of our sight
    return session


def _is_allowed(url: str) -> bool:
    """Whether the operator allowed the host and port. Raises FetchRefused for what nobody may fetch."""
    try:
        parts = urlsplit(url)
        port = parts.port or PORTS.get(parts.scheme)
    except ValueError as error:
        raise FetchRefused(f"not an address: {error}") from error
    if parts.scheme not in PORTS or not parts.hostname:
        raise FetchRefused("only http and https addresses are fetched")
    if parts.username or parts.password:
        raise FetchRefused("an address with a name or password in it is not fetched")
    allowed = f"{parts.hostname}:{port}" in settings.FETCH_ALLOW
    if not allowed and port not in PORTS.values():
        raise FetchRefused("only ports 80 and 443 are fetched")
    return allowed


def _guarded() -> Config:
    return Config(
        ip_filter_enable=True, ip_filter_allow_loopback_ips=False, never_redirect=True, default_timeout=(5, 5)
    )


def _send(session, method, url, headers, deadline, body=None):
    left = deadline - time.monotonic()
    if left <= 0:
        raise TooSlow("took too long")
    try:
        return session.request(
            method,
            url,
            data=body,
            headers={"User-Agent": f"Damaipedia (+{settings.SITE_URL}/tentang/)", **headers},
            timeout=(min(SECONDS_TO_CONNECT, left), left),
            stream=True,
            allow_redirects=False,
        )
    except InvalidIPAddress as error:
        raise FetchRefused("leads to an address that is not public") from error
    except (requests.exceptions.InvalidURL, requests.exceptions.InvalidSchema, UnicodeError) as error:
        raise FetchRefused("not an address") from error
    except (requests.RequestException, OSError, ValueError) as error:
        raise FetchFailed(f"no answer ({type(error).__name__})") from error


def _read(response, max_bytes, deadline) -> bytes:
    """The decompressed body. Read as it arrives, so that the clock is looked at however slowly that is."""
    body = bytearray()
    try:
        while chunk := response.raw.read1(CHUNK, decode_content=True):
            body += chunk
            if len(body) > max_bytes:
                raise TooLarge(f"larger than {max_bytes:,} bytes")
            if time.monotonic() > deadline:
                raise TooSlow("took too long")
    except (requests.RequestException, HTTPError, OSError) as error:
        raise FetchFailed(f"broke off ({type(error).__name__})") from error
    return bytes(body)
