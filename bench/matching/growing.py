"""Debunks without end, each the same for the same number, for measuring how the engine grows.

They are recombined from the real claims (or our own where `CLAIMS_DIR` is not set): the first half of the
words of one title and claim, the second half of another's. Their vectors are sums of real ones, with noise.
"""

import random
from collections.abc import Iterator

import numpy as np

from bench.matching import claims, own
from bench.matching.vectors import CachedVectors
from matching.documents import Document, PartVector
from matching.parts import claim_text, title_text

_EMBEDDED = 1_000  # of the claims, a minute or two of the bundled model: sums of two are a million
_NOISE = 0.3  # length of the noise, of a unit vector
_BATCH = 2_000


class Growing:
    def __init__(self, known: CachedVectors):
        self.parents = claims.documents() if claims.folder() else own.documents()
        embedded = random.Random(1).sample(self.parents, min(_EMBEDDED, len(self.parents)))
        self._titles = known.of([title_text(each.title) for each in embedded], "vectors of titles")
        self._claims = known.of([claim_text(each.claim) for each in embedded], "vectors of claims")

    def document(self, number: int) -> Document:
        left, right = random.Random(number).choices(self.parents, k=2)
        return Document(number, _halves(left.title, right.title), _halves(left.claim, right.claim))

    def documents(self, count: int) -> Iterator[Document]:
        return (self.document(number) for number in range(1, count + 1))

    def message(self, number: int, words: int) -> str:
        """A message of so many words that no debunk was made of as it is."""
        said: list[str] = []
        while len(said) < words:
            said += self.document(number).claim.split()
            number += 1_000_003
        return " ".join(said[:words])

    def vectors(self, count: int) -> Iterator[PartVector]:
        draw = np.random.default_rng(1)
        for first in range(1, count + 1, _BATCH):
            numbers = range(first, min(first + _BATCH, count + 1))
            left, right = draw.integers(len(self._titles), size=(2, len(numbers)))
            titles = _noisy(self._titles[left] + self._titles[right], draw)
            claimed = _noisy(self._claims[left] + self._claims[right], draw)
            for place, number in enumerate(numbers):
                yield PartVector(number, 0, titles[place])
                yield PartVector(number, 1, claimed[place])


def _halves(left: str, right: str) -> str:
    first, second = left.split(), right.split()
    return " ".join([*first[: len(first) // 2], *second[len(second) // 2 :]]) or left


def _noisy(rows: np.ndarray, draw: np.random.Generator) -> np.ndarray:
    """Unit vectors near `rows`."""
    rows = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    rows += draw.standard_normal(rows.shape, np.float32) * (_NOISE / rows.shape[1] ** 0.5)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)
