"""The answers to keys that open nothing."""

from django.http import HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _

from portal import problems
from portal.languages import language_of


def is_refused(request) -> bool:
    return hasattr(request, "key_refusal")


def refusal(request) -> HttpResponse:
    """The problem of a request whose key is wrong, revoked (401) or not made for this (403)."""
    status, kind = request.key_refusal
    translation.activate(language_of(request))
    if status == 401:
        words = _("Kunci ini tidak dikenal atau sudah dicabut. Tanpa kunci pun API ini terbuka.")
        response = problems.plain(request, 401, "Unauthorized", words)
        response.headers["WWW-Authenticate"] = 'Bearer realm="Damaipedia"'
    else:
        words = _("Kunci ini tidak dibuat untuk %(scope)s.") % {"scope": kind}
        response = problems.plain(request, 403, "Forbidden", words)
    response.headers["Cache-Control"] = "no-store"
    return response
