"""The semantic half of the index: an immutable base on disk, and small deltas that are searched exactly.

A key is `document * PARTS + part`. Files are written once under a name of their own and never changed:
a reader that has one mapped into memory keeps a sound copy until it opens the next.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from usearch.index import Index

from matching.documents import PartVector
from matching.projection import Projection

PARTS = 64  # most parts of one document
_CONNECTIVITY = 16
_EXPANSION = 96


def key_of(document: int, part: int) -> int:
    return document * PARTS + part


@dataclass(frozen=True)
class Delta:
    """Changes since the base was written: new vectors, and the documents whose older ones are void."""

    keys: np.ndarray  # uint64
    vectors: np.ndarray  # float32, one row per key
    dropped: frozenset[int]

    def __len__(self) -> int:
        return len(self.keys) + len(self.dropped)

    @cached_property
    def rows(self) -> dict[int, np.ndarray]:
        return dict(zip(self.keys.tolist(), self.vectors, strict=True))

    @classmethod
    def empty(cls, dimension: int) -> "Delta":
        return cls(np.empty(0, np.uint64), np.empty((0, dimension), np.float32), frozenset())

    @classmethod
    def of(cls, dimension: int, remove: Iterable[int], add: Sequence[PartVector]) -> "Delta":
        """Every vector of the documents `remove` gone, and `add` in place of all those of its documents."""
        keys = np.array([key_of(each.document, each.part) for each in add], np.uint64)
        rows = np.array([each.vector for each in add], np.float32).reshape(len(add), dimension)
        return cls(keys, rows, frozenset(remove) | {each.document for each in add})

    @classmethod
    def load(cls, path: Path) -> "Delta":
        with np.load(path) as stored:
            vectors = stored["vectors"].astype(np.float32)
            return cls(stored["keys"], vectors, frozenset(stored["dropped"].tolist()))

    def save(self, path: Path) -> None:
        dropped = np.fromiter(self.dropped, np.int64, len(self.dropped))
        with path.open("wb") as file:
            np.savez(file, keys=self.keys, vectors=self.vectors.astype(np.float16), dropped=dropped)


def merged(dimension: int, deltas: Sequence[Delta]) -> Delta:
    """One delta that says what `deltas`, the oldest first, say together."""
    if len(deltas) == 1:
        return deltas[0]
    kept, void = [], frozenset[int]()
    for delta in reversed(deltas):
        stands = ~np.isin(delta.keys // PARTS, np.fromiter(void, np.uint64, len(void)))
        kept.append((delta.keys[stands], delta.vectors[stands]))
        void |= delta.dropped
    kept.append((np.empty(0, np.uint64), np.empty((0, dimension), np.float32)))
    kept.reverse()
    return Delta(np.concatenate([keys for keys, _ in kept]), np.concatenate([rows for _, rows in kept]), void)


class BaseWriter:
    """Collects the vectors of a new base."""

    def __init__(self, dimension: int):
        self._index = _index(dimension)

    def add(self, vectors: Sequence[PartVector], turn: Projection) -> None:
        if vectors:
            keys = np.array([key_of(each.document, each.part) for each in vectors], np.uint64)
            self._index.add(keys, turn(np.array([each.vector for each in vectors], np.float32)))

    def save(self, path: Path) -> None:
        self._index.save(str(path))


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
        keys, rows = self._rows(list(found), upto)
        for key, row in zip(keys, rows, strict=True):
            found[key // PARTS][key % PARTS] = row
        return found

    def cosines(self, vector: np.ndarray, documents: Sequence[int], upto: int) -> np.ndarray:
        """How close each of `documents` is to the unit vector `vector`: a row each, a column for each of the
        first `upto` parts; NaN where there is no vector."""
        found = np.full((len(documents), upto), np.nan, np.float32)
        keys, rows = self._rows(documents, upto)
        places = {document: place for place, document in enumerate(documents)}
        where = [(places[key // PARTS], key % PARTS) for key in keys]
        if where:
            found[tuple(np.array(where).T)] = rows @ vector
        return found

    def _rows(self, documents: Sequence[int], upto: int) -> tuple[list[int], np.ndarray]:
        """(keys, unit vectors a row) of the first `upto` parts; the base is asked once, for calls cost."""
        dropped, recent = self._delta.dropped, self._delta.rows
        wanted = [key_of(document, part) for document in documents for part in range(upto)]
        settled = [key for key in wanted if key // PARTS not in dropped] if self._base is not None else []
        found = {key: recent[key] for key in wanted if key in recent}
        if self._base is not None and settled:
            rows: Any = self._base.get(np.array(settled, np.uint64))
            found |= {key: row.reshape(-1) for key, row in zip(settled, rows, strict=True) if row is not None}
        if not found:
            return [], np.empty((0, self.dimension), np.float32)
        stacked = np.array(list(found.values()), np.float32)
        return list(found), stacked / np.maximum(np.linalg.norm(stacked, axis=1, keepdims=True), 1e-9)
