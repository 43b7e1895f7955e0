"""The semantic half of the index: an immutable base on disk, and a small delta that is searched exactly.

A key is `document * PARTS + part`. Files are written once under a name of their own and never changed:
a reader that has one mapped into memory keeps a sound copy until it opens the next.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from usearch.index import Index

from matching.documents import PartVector

PARTS = 64  # most parts of one document
_CONNECTIVITY = 16
_EXPANSION = 96


def key_of(document: int, part: int) -> int:
    return document * PARTS + part


@dataclass(frozen=True)
class Delta:
    """What changed since the base was written: new vectors, and the documents whose old ones are void."""

    keys: np.ndarray  # uint64
    vectors: np.ndarray  # float32, one row per key
    dropped: frozenset[int]

    @cached_property
    def rows(self) -> dict[int, np.ndarray]:
        return dict(zip(self.keys.tolist(), self.vectors, strict=True))

    @classmethod
    def empty(cls, dimension: int) -> "Delta":
        return cls(np.empty(0, np.uint64), np.empty((0, dimension), np.float32), frozenset())

    @classmethod
    def load(cls, path: Path) -> "Delta":
        with np.load(path) as stored:
            vectors = stored["vectors"].astype(np.float32)
            return cls(stored["keys"], vectors, frozenset(stored["dropped"].tolist()))

    def save(self, path: Path) -> None:
        dropped = np.fromiter(self.dropped, np.int64, len(self.dropped))
        with path.open("wb") as file:
            np.savez(file, keys=self.keys, vectors=self.vectors.astype(np.float16), dropped=dropped)

    def changed(self, remove: Iterable[int], add: Sequence[PartVector]) -> "Delta":
        """This delta with every vector of the documents `remove` gone and `add` put in."""
        gone = set(remove) | {each.document for each in add}
        keep = ~np.isin(self.keys // PARTS, np.fromiter(gone, np.uint64, len(gone)))
        keys = np.array([key_of(each.document, each.part) for each in add], np.uint64)
        rows = np.array([each.vector for each in add], np.float32).reshape(len(add), self.vectors.shape[1])
        return Delta(
            np.concatenate([self.keys[keep], keys]),
            np.concatenate([self.vectors[keep], rows]),
            self.dropped | gone,
        )


def write_base(path: Path, dimension: int, batches: Iterable[tuple[np.ndarray, np.ndarray]]) -> int:
    """Write a base of (keys, vectors) batches to `path`; how many vectors it holds."""
    index = _index(dimension)
    for keys, vectors in batches:
        index.add(keys, vectors)
    index.save(str(path))
    return len(index)


def _index(dimension: int) -> Index:
    return Index(
        ndim=dimension,
        metric="cos",
        dtype="i8",
        connectivity=_CONNECTIVITY,
        expansion_add=_EXPANSION,
        expansion_search=_EXPANSION,
    )


class VectorReader:
    """Finds the parts closest in meaning to a question."""

    def __init__(self, dimension: int, base: Path | None, delta: Delta):
        self.dimension = dimension
        self._base = None
        self._delta = delta
        if base is not None:
            self._base = _index(dimension)
            self._base.view(str(base))

    def with_delta(self, delta: Delta) -> "VectorReader":
        """The same base under a newer delta."""
        reader = VectorReader(self.dimension, None, delta)
        reader._base = self._base
        return reader

    def search(self, vector: np.ndarray, limit: int) -> list[int]:
        """Documents with a part close to the unit vector `vector`, closest first, at most `limit`."""
        scores: dict[int, float] = {}
        if self._base is not None and len(self._base):
            wanted = 2 * limit + min(len(self._delta.dropped), 2 * limit)  # most documents have two parts
            matches = self._base.search(vector, wanted)
            for key, distance in zip(matches.keys.tolist(), matches.distances.tolist(), strict=True):
                document = key // PARTS
                if document not in self._delta.dropped:
                    scores[document] = max(scores.get(document, -1.0), 1.0 - distance)
        cosines = self._delta.vectors @ vector
        for place in np.argsort(-cosines)[:limit].tolist():
            document = int(self._delta.keys[place]) // PARTS
            scores[document] = max(scores.get(document, -1.0), float(cosines[place]))
        return sorted(scores, key=scores.__getitem__, reverse=True)[:limit]

    def parts(self, documents: Sequence[int], upto: int) -> dict[int, dict[int, np.ndarray]]:
        """{document: {part: unit vector}} of the first `upto` parts, as far as they exist."""
        found: dict[int, dict[int, np.ndarray]] = {each: {} for each in documents}
        recent = self._delta.rows
        for document in documents:
            keys = [key_of(document, part) for part in range(upto)]
            rows: Iterable[np.ndarray | None] | None
            if document in self._delta.dropped or self._base is None:
                rows = [recent.get(key) for key in keys]
            else:
                rows = self._base.get(np.array(keys, np.uint64))
            for part, row in enumerate(() if rows is None else rows):
                if row is not None:
                    found[document][part] = _unit(np.asarray(row, np.float32).reshape(-1))
        return found


def _unit(row: np.ndarray) -> np.ndarray:
    norm = float(np.linalg.norm(row))
    return row / norm if norm else row
