"""Sending a file, or the part of it that is asked for (RFC 9110, section 14: one range of bytes)."""

import re
from collections.abc import Iterator
from pathlib import Path

from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import http_date, parse_http_date_safe

PIECE = 1 << 16  # bytes
RANGE = re.compile(r"bytes=(?:(?P<first>\d{1,18})-(?P<last>\d{0,18})|-(?P<length>\d{1,18}))")
FOREVER = "public, max-age=31536000, immutable"


def download(request, path: Path, *, tag: str, kind: str, name: str) -> HttpResponseBase:
    """The file at `path`, which never changes; `tag` is its strong ETag without quotes, `name` what a browser
    calls it. Raises FileNotFoundError."""
    facts = path.stat()
    headers = {
        "ETag": f'"{tag}"',
        "Last-Modified": http_date(facts.st_mtime),
        "Accept-Ranges": "bytes",
        "Cache-Control": FOREVER,
        "Content-Disposition": f'attachment; filename="{name}"',
    }
    asked = _asked(request, headers)
    if asked is None:
        return _part(path, 0, facts.st_size, status=200, kind=kind, headers=headers)
    first, end = _within(asked, facts.st_size)
    if first >= end:
        return HttpResponse(status=416, headers=headers | {"Content-Range": f"bytes */{facts.st_size}"})
    headers["Content-Range"] = f"bytes {first}-{end - 1}/{facts.st_size}"
    return _part(path, first, end, status=206, kind=kind, headers=headers)


def _asked(request, headers: dict[str, str]) -> re.Match | None:
    """The range that is asked for, if it is one that we give, and of the file as it is."""
    condition = request.headers.get("If-Range")
    if condition and not _is_met(condition, headers):
        return None
    asked = RANGE.fullmatch(request.headers.get("Range", "")) if request.method == "GET" else None
    backwards = asked and asked["last"] and int(asked["last"]) < int(asked["first"])
    return None if backwards else asked


def _is_met(condition: str, headers: dict[str, str]) -> bool:
    at = parse_http_date_safe(condition)
    return condition == headers["ETag"] or (
        at is not None and at == parse_http_date_safe(headers["Last-Modified"])
    )


def _within(asked: re.Match, size: int) -> tuple[int, int]:
    """The first byte, and the one after the last."""
    if asked["length"]:
        return max(0, size - int(asked["length"])), size
    last = int(asked["last"]) if asked["last"] else size
    return int(asked["first"]), min(last + 1, size)


def _part(path: Path, first: int, end: int, *, status: int, kind: str, headers: dict) -> HttpResponseBase:
    response = StreamingHttpResponse(
        _pieces(path, first, end), status=status, content_type=kind, headers=headers
    )
    response.headers["Content-Length"] = str(end - first)
    return response


def _pieces(path: Path, first: int, end: int) -> Iterator[bytes]:
    with path.open("rb") as file:
        file.seek(first)
        while first < end and (piece := file.read(min(PIECE, end - first))):
            first += len(piece)
            yield piece
