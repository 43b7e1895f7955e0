"""Answers of the API that need not be made again.

What the API tells of public things changes only with the log of changes. So the state of the log, read
before anything else, gives an answer its ETag and Last-Modified; who has that answer is told 304 without
a query for its body, and who has not may get it out of this process's memory, as long as the log stands
still. An answer never outlives a change: there is nothing to expire.
"""

import hashlib
from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from threading import Lock

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpResponse, HttpResponseNotModified
from django.utils import timezone
from django.utils.http import http_date, parse_etags, parse_http_date_safe

from core import changes
from portal.languages import language_of
from portal.limits import may_read
from portal.web import PUBLIC, coding_of

API = "/api/v1/"
APART = f"{API}exports/"  # changes when an export is made, not when the log does
# A new version of the code may tell the same things otherwise.
CODE = max(path.stat().st_mtime_ns for path in Path(settings.BASE_DIR).glob("*/*.py"))
UNCHANGED = {"Cache-Control": PUBLIC, "Access-Control-Allow-Origin": "*"}


class AnswersMiddleware:
    """Stands before all that costs time, so that it keeps whole answers, headers and compression included.

    A view whose answers follow the log puts `request.validators` into their headers (`core.resources`); no
    other answer is kept or compared. `request.log` is the state of the log that they were made of.
    """

    def __init__(self, get_response):
        self.get_response = get_response
        self.memory = Memory(settings.API_MEMORY)

    def __call__(self, request):
        path = request.path_info
        if request.method not in ("GET", "HEAD") or not path.startswith(API) or path.startswith(APART):
            return self.get_response(request)
        try:
            log = changes.mark()
        except (OperationalError, InterfaceError):
            log = None  # the view will say that the database does not answer
        if log is None:
            return self.get_response(request)
        request.log = log
        request.validators = validators = validators_of(request, *log)
        key = (validators["ETag"], *variant_of(request))
        known = not_modified(request, *log) or self.memory.get(log, key, validators)
        if known is not None and may_read(request):
            return known
        response = self.get_response(request)
        if response.headers.get("ETag") == validators["ETag"] and request.method == "GET":
            self.memory.keep(log, key, response)
        return response


def validators_of(request, number: int, at: datetime) -> dict[str, str]:
    """ETag, and Last-Modified once nothing more can happen in the second that it names."""
    named = f"{CODE} {settings.SITE_URL} {number} {at} {language_of(request)} {request.get_full_path()}"
    found = {"ETag": f'W/"{hashlib.blake2b(named.encode(), digest_size=12).hexdigest()}"'}
    if _last_modified(at) <= timezone.now().timestamp():
        found["Last-Modified"] = http_date(_last_modified(at))
    return found


def _last_modified(at: datetime) -> int:
    """The first whole second after the change: an earlier one might name a state before it, too."""
    return int(at.timestamp()) + 1


def not_modified(request, number: int, at: datetime) -> HttpResponse | None:
    """304, where the request names the answer as one that it has."""
    tags = request.META.get("HTTP_IF_NONE_MATCH")
    if tags is not None:
        same = request.validators["ETag"] in parse_etags(tags)
    else:
        since = parse_http_date_safe(request.META.get("HTTP_IF_MODIFIED_SINCE", ""))
        same = since is not None and number > 0 and _last_modified(at) <= since
    return HttpResponseNotModified(headers=request.validators | UNCHANGED) if same else None


def variant_of(request) -> tuple[Hashable, ...]:
    """What else an answer depends on: how it is compressed, what is accepted, who asks from where."""
    return coding_of(request), request.META.get("HTTP_ACCEPT"), "HTTP_ORIGIN" in request.META


@dataclass(frozen=True)
class Kept:
    body: bytes
    headers: dict[str, str]


class Memory:
    """At most `most` bytes of answers of one state of the log, those asked for last."""

    def __init__(self, most: int):
        self._most, self._lock = most, Lock()
        self._log: Hashable = None
        self._size, self._answers = 0, OrderedDict[Hashable, Kept]()

    def get(self, log: Hashable, key: Hashable, validators: dict[str, str]) -> HttpResponse | None:
        with self._lock:
            kept = self._answers.get(key) if log == self._log else None
            if kept is None:
                return None
            self._answers.move_to_end(key)
        return HttpResponse(kept.body, headers=kept.headers | validators)

    def keep(self, log: Hashable, key: Hashable, response: HttpResponse) -> None:
        kept = Kept(response.content, dict(response.headers))
        if len(kept.body) * 10 > self._most:
            return
        with self._lock:
            if log != self._log:
                self._log, self._size = log, 0
                self._answers.clear()
            self._size += len(kept.body) - len(self._answers.pop(key, Kept(b"", {})).body)
            self._answers[key] = kept
            while self._size > self._most:
                self._size -= len(self._answers.popitem(last=False)[1].body)
