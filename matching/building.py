"""Making anew what grew old: a whole index, or the base of its vectors, beside the one that serves.

Both take their contents a batch at a time, so that whoever writes the index can follow the news in between.
"""

import uuid
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import TypeVar

from matching.documents import Document, PartVector
from matching.lexical import LexicalWriter
from matching.projection import projection
from matching.vectors import BaseWriter

_BATCH = 2_000


class NewBase:
    """A base for the vectors of an index. `since` is how many of its deltas are in the base."""

    def __init__(self, folder: Path, model: str, dimension: int, since: int = 0):
        self.folder, self.since = folder, since
        self._turn = projection(model)
        self._base = BaseWriter(dimension)

    def add(self, vectors: Sequence[PartVector]) -> None:
        self._base.add(vectors, self._turn)

    def save(self, serial: int) -> str:
        """Write the base; the name of its file."""
        name = f"base-{serial}.usearch"
        self._base.save(self.folder / name)
        return name


class NewIndex:
    """An index in a folder of its own, which no manifest names until it is complete."""

    def __init__(self, root: Path, version: str, model: str, dimension: int):
        self.folder = f"{version}-{uuid.uuid4().hex[:8]}"
        self.lexical = LexicalWriter(root / self.folder / "lexical")
        self.base = NewBase(root / self.folder, model, dimension)

    def add(self, documents: Iterable[Document], vectors: Sequence[PartVector]) -> None:
        """`documents` that were not added before, and vectors of any."""
        self.lexical.add_new(documents)
        self.base.add(vectors)


_Thing = TypeVar("_Thing")


def batches(things: Iterable[_Thing]) -> Iterator[list[_Thing]]:
    """`things`, a few thousand at a time."""
    rest = iter(things)
    while batch := list(islice(rest, _BATCH)):
        yield batch
