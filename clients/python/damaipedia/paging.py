"""A list of the API, page after page, and its rows."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Generic, TypeVar
from urllib.parse import quote

from damaipedia.asking import Asker, Query
from damaipedia.types import Gone

Row = TypeVar("Row")


@dataclass(frozen=True)
class Changes(Generic[Row]):
    """A page of what changed: rows as they are now, what is not in the list any more, and where to go on."""

    rows: list[Row]
    gone: list[Gone]
    cursor: str


class Resource(Generic[Row]):
    path: str

    def __init__(self, asker: Asker):
        self._asker = asker

    def get(self, id: str, *, fields: str | None = None, include: str | None = None) -> Row:
        """One row. Raises `Problem` with the status 404 where there is none."""
        chosen = {"fields": fields, "include": include}
        row: Row = self._asker.get(f"{self.path}/{quote(id, safe='')}/", chosen)
        return row

    def _each(self, filters: Query) -> Iterator[Row]:
        for page in self._pages(filters):
            yield from page["results"]

    def _changes(self, since: str, filters: Query) -> Iterator[Changes[Row]]:
        for page in self._pages({"page_size": 100, **filters, "since": since}):
            yield Changes(page["results"], page["gone"], page["cursor"])

    def _pages(self, query: Query) -> Iterator[Any]:
        page = self._asker.get(f"{self.path}/", query)
        yield page
        while page["next"]:
            page = self._asker.follow(page["next"])
            yield page
