"""Who asks the API: the key of a request is looked up before anything else, and the limits are told last.

It stands outside `portal.answers`: what differs from one asker to the next is never kept with an answer.
"""

import contextlib

from django.db import InterfaceError, OperationalError

from portal import limits
from portal.keys.actions import PREFIX, find

API = "/api/"
GOOGLE = "/api/v1alpha1/"


class KeyMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if not request.path_info.startswith(API):
            return self.get_response(request)
        if shown := key_in(request):
            # Whoever needs the database will say that it does not answer.
            with contextlib.suppress(OperationalError, InterfaceError):
                identify(request, shown)
        response = self.get_response(request)
        for name, value in limits.headers(request).items():
            response.headers[name] = value
        return response


def key_in(request) -> str:
    """The key that `request` names. Where Google's API is spoken, only what looks like ours is one: a key
    of Google's means nothing here, and its clients insist on sending one."""
    google = request.path_info.startswith(GOOGLE)
    shown = request.headers.get("X-API-Key", "").strip() or _bearer(request)
    if google and not shown.startswith(PREFIX):
        shown = request.GET.get("key", "")
    return "" if google and not shown.startswith(PREFIX) else shown


def _bearer(request) -> str:
    scheme, _, value = request.headers.get("Authorization", "").partition(" ")
    return value.strip() if scheme.lower() == "bearer" else ""


def identify(request, shown: str) -> None:
    """Put the key behind `shown` on the request, or what refuses it."""
    key, kind = find(shown), limits.kind_of(request)
    if key is None:
        request.key_refusal = 401, kind
    elif kind not in key.scopes:
        request.key_refusal = 403, kind
    else:
        request.api_key = key
