"""What goes into the engine and what comes out."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

import numpy as np


def stamp_of(*texts: str) -> int:
    """A 63-bit number of these texts, the same on every machine."""
    digest = hashlib.blake2b("\0".join(texts).encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big") >> 1


@dataclass(frozen=True)
class Document:
    """A debunk as the engine sees it. `id` is the caller's own number for it."""

    id: int
    title: str
    claim: str
    summary: str = ""
    day: date | None = None

    @property
    def stamp(self) -> int:
        """A number that tells whether two states of a document are the same."""
        return stamp_of(self.title, self.claim, self.summary, str(self.day))


@dataclass(frozen=True)
class PartVector:
    """The unit vector of one part of a document; `part` 0 is the title, 1 the claim, 2… its sentences."""

    document: int
    part: int
    vector: np.ndarray  # float32


@dataclass(frozen=True)
class Span:
    """Code points `start` to `end` (exclusive) of a text."""

    start: int
    end: int


@dataclass(frozen=True)
class Hit:
    """A document that may answer a message, the `probability` that it does, and the `part` it answers.

    `tier` is what the probability allows to be said: `match`, `related` or `none`.
    """

    id: int
    probability: float
    tier: str
    part: Span
    matched: Sequence[Span] = field(default=())
    score: float = 0.0  # orders hits of equal probability
