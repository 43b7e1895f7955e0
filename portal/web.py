"""The rules that every page follows, kept in one place: caching, compression, and who may post.

Public is what needs nobody's session: any GET that reads none, sets no cookie and does not say otherwise.
"""

import logging
import re

import brotli
from django.core.exceptions import PermissionDenied
from django.db import InterfaceError, OperationalError
from django.http import HttpResponseNotAllowed
from django.middleware.common import CommonMiddleware
from django.middleware.gzip import GZipMiddleware, re_accepts_gzip
from django.utils.cache import add_never_cache_headers, patch_vary_headers
from django.utils.deprecation import MiddlewareMixin
from django.utils.translation import gettext as _

from portal import problems
from portal.languages import heeds_browser

log = logging.getLogger(__name__)

PUBLIC = "public, max-age=2, stale-if-error=86400"
re_brotli = re.compile(r"\bbr\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))")
WORTH_COMPRESSING = 200  # bytes, as for gzip
BROTLI_QUALITY = 4  # about as fast as gzip, and smaller
PERMISSIONS = "camera=(), geolocation=(), microphone=(), payment=()"


class PublicPageMiddleware(MiddlewareMixin):
    """Lets caches keep public pages for two seconds, and no cache keep the answer to a form."""

    def process_response(self, request, response):
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        if response.has_header("Cache-Control"):
            return response
        if request.method not in ("GET", "HEAD") or response.status_code >= 500:
            response.headers["Cache-Control"] = "no-store"
        elif reads_session(request) or response.cookies:
            add_never_cache_headers(response)
        else:
            response.headers["Cache-Control"] = PUBLIC
            drop_vary(request, response)
        return response


class SlashMiddleware(CommonMiddleware):
    """What was posted to an address without its slash is to be posted again; after a 301 it would be read."""

    def process_response(self, request, response):
        response = super().process_response(request, response)
        if response.status_code == 301 and request.method not in ("GET", "HEAD"):
            response.status_code = 308
        return response


def reads_session(request) -> bool:
    session = getattr(request, "session", None)
    return bool(session is not None and session.accessed)


def drop_vary(request, response) -> None:
    """The language of a page stands in its address and public pages read no cookie: one copy serves all.
    The API heeds Accept-Language."""
    dropped = {"", "cookie"} if heeds_browser(request) else {"", "cookie", "accept-language"}
    named = [word.strip() for word in response.headers.get("Vary", "").split(",")]
    kept = [word for word in named if word.lower() not in dropped]
    if kept:
        response.headers["Vary"] = ", ".join(kept)
    else:
        response.headers.pop("Vary", None)


def coding_of(request) -> str:
    """How a public answer to `request` is compressed."""
    accepted = request.META.get("HTTP_ACCEPT_ENCODING", "")
    if re_brotli.search(accepted):
        return "br"
    return "gzip" if re_accepts_gzip.search(accepted) else ""


class PublicCompressionMiddleware(GZipMiddleware):
    """Compresses public pages only: compressing secrets beside a visitor's words gives them away. What can
    be fetched in parts is sent as it stands: the parts are counted in its own bytes."""

    def process_response(self, request, response):
        whole = not response.has_header("Accept-Ranges")
        if not whole or "public" not in response.headers.get("Cache-Control", ""):
            return response
        if coding_of(request) != "br" or response.streaming or response.has_header("Content-Encoding"):
            return super().process_response(request, response)
        patch_vary_headers(response, ("Accept-Encoding",))
        if len(response.content) < WORTH_COMPRESSING:
            return response
        response.content = brotli.compress(response.content, quality=BROTLI_QUALITY)
        response.headers["Content-Length"] = str(len(response.content))
        response.headers["Content-Encoding"] = "br"
        etag = response.headers.get("ETag", "")
        if etag.startswith('"'):
            response.headers["ETag"] = f"W/{etag}"
        return response


class UnavailableMiddleware(MiddlewareMixin):
    """503 with a time to come again when the database is down or overrun: nothing was stored by half."""

    def process_exception(self, request, exception):
        if not isinstance(exception, InterfaceError | OperationalError):
            return None
        log.error("the database does not answer: %s", type(exception).__name__)
        response = problems.unavailable(request)
        response.headers["Retry-After"] = "10"
        response.headers["Cache-Control"] = "no-store"
        return response


class MethodMiddleware(MiddlewareMixin):
    """Gives the refusal of a method a page: Django's is empty, and a browser then shows its own."""

    def process_response(self, request, response):
        bare = isinstance(response, HttpResponseNotAllowed) and not response.content
        if not bare or request.path_info.startswith("/api/"):
            return response
        return problems.not_allowed(request, response.headers["Allow"])


class OriginMiddleware(MiddlewareMixin):
    """Refuses forms sent from other sites to views that carry no CSRF token.

    Such views act with nobody's authority, so nothing is stolen; yet no other site may make its visitors
    send claims and reports. Browsers say where a form comes from; programs say nothing and may pass.
    The API is left alone: it is open to programs, and CORS keeps other sites' scripts from posting.
    """

    def process_view(self, request, view, args, kwargs):
        exempt = getattr(view, "csrf_exempt", False) and not request.path_info.startswith("/api/")
        if request.method == "POST" and exempt and not sent_from_here(request):
            raise PermissionDenied(_("Formulir ini hanya dapat dikirim dari situs ini sendiri."))


def sent_from_here(request) -> bool:
    """Whether the browser says that our own page sent this, or nobody says anything."""
    site = request.headers.get("Sec-Fetch-Site")
    if site:
        return site in ("same-origin", "none")
    origin = request.headers.get("Origin")
    return not origin or origin == f"{request.scheme}://{request.get_host()}"
