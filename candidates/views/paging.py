"""A list by key inside a page that may hold several of them."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from core.paging import key_page


@dataclass(frozen=True)
class Rows:
    """One page of a list with the addresses of its neighbours ("" where there is none)."""

    rows: list[Any]
    newer: str
    older: str

    def __iter__(self):
        return iter(self.rows)

    def __bool__(self):
        return bool(self.rows)


def page_of(request: HttpRequest, rows, *, order: tuple[str, ...], size: int, key: str = "page") -> Rows:
    """The page of `rows` that the request's parameter `key` points at; the other parameters are kept."""
    page = key_page(rows, token=request.GET.get(key, ""), order=order, size=size)
    return Rows(page.rows, _address(request, key, page.newer), _address(request, key, page.older))


def _address(request: HttpRequest, key: str, token: str | None) -> str:
    if token is None:
        return ""
    parameters = request.GET.copy()
    parameters[key] = token
    return f"?{parameters.urlencode()}"


def debunks_of(request: HttpRequest, debunks) -> Rows:
    """What was checked about a person, a party or an election, newest first, whatever the verdict."""
    rows = debunks.published().prefetch_related("topics")
    return page_of(request, rows, order=("-published_at", "-id"), size=10, key="hoaks")
