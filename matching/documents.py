"""What goes into the engine and what comes out."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

import numpy as np


@dataclass(frozen=True)
class Document:
    """A debunk as the engine sees it. `id` is the caller's own number for it."""

    id: int
    title: str
    claim: str
    summary: str = ""
    day: date | None = None


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
    features: dict[str, float] = field(default_factory=dict, compare=False)
