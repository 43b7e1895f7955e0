"""What is measured between a message and one candidate: the numbers the ranker weighs."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from rapidfuzz import fuzz

from matching.lexical import Found
from matching.text import NEGATIONS, Token

NAMES = (
    "bm25",
    "title_coverage",
    "claim_coverage",
    "coverage",
    "title_covered",
    "claim_covered",
    "trigrams",
    "token_set",
    "partial",
    "cosine",
    "title_cosine",
    "rarest_missing",
    "numbers_agree",
    "numbers_differ",
    "negation_differs",
)


@dataclass(frozen=True)
class Question:
    """A message, or one part of it, ready to be compared: its tokens, their rarity and its vector."""

    tokens: Sequence[Token]
    rarity: Mapping[str, float]  # of each content term: ln(documents / documents with the term)
    vector: np.ndarray | None = None

    @cached_property
    def terms(self) -> list[str]:
        return [token.term for token in self.tokens if token.content]

    @cached_property
    def unique(self) -> frozenset[str]:
        return frozenset(self.terms)

    @cached_property
    def joined(self) -> str:
        return " ".join(self.terms)

    @cached_property
    def grams(self) -> frozenset[str]:
        return trigrams(self.joined)

    @cached_property
    def weight(self) -> float:
        return sum(self.rarity[term] for term in self.unique) or 1.0

    @cached_property
    def numbers(self) -> frozenset[str]:
        return frozenset(token.term for token in self.tokens if token.value is not None)

    @cached_property
    def negated(self) -> bool:
        return not NEGATIONS.isdisjoint(self.unique)


def trigrams(text: str) -> frozenset[str]:
    padded = f"  {text} "
    return frozenset(padded[i : i + 3] for i in range(len(padded) - 2))


def measure(question: Question, found: Found, vectors: Mapping[int, np.ndarray]) -> dict[str, float]:
    """Every feature of `NAMES` for one candidate; `vectors` are those of its parts."""
    title, claim = frozenset(found.title), frozenset(found.claim)
    both = title | claim
    joined = " ".join(found.title)
    cosines = _cosines(question.vector, vectors)
    missing = [question.rarity[term] for term in question.unique - both]
    numbers = frozenset(term for term in both if term[0].isdigit())
    return {
        "bm25": math.log1p(found.score),
        "title_coverage": question_share(question, title),
        "claim_coverage": question_share(question, claim),
        "coverage": question_share(question, both),
        "title_covered": len(title & question.unique) / max(len(title), 1),
        "claim_covered": len(claim & question.unique) / max(len(claim), 1),
        "trigrams": _dice(question.grams, trigrams(joined)),
        "token_set": fuzz.token_set_ratio(question.joined, joined) / 100,
        "partial": fuzz.partial_ratio(question.joined, " ".join(found.claim[:80])) / 100,
        "cosine": max(cosines, default=0.0),
        "title_cosine": cosines[0] if cosines else 0.0,
        "rarest_missing": max(missing, default=0.0) / 10,
        "numbers_agree": float(bool(question.numbers & numbers)),
        "numbers_differ": float(bool(question.numbers and numbers and not question.numbers & numbers)),
        "negation_differs": float(question.negated == NEGATIONS.isdisjoint(both)),
    }


def question_share(question: Question, terms: frozenset[str]) -> float:
    """How much of what is rare in the question stands in `terms`, 0 to 1."""
    return sum(question.rarity[term] for term in question.unique & terms) / question.weight


def _dice(left: frozenset[str], right: frozenset[str]) -> float:
    return 2 * len(left & right) / ((len(left) + len(right)) or 1)


def _cosines(vector: np.ndarray | None, parts: Mapping[int, np.ndarray]) -> list[float]:
    if vector is None:
        return []
    return [float(vector @ parts[part]) for part in sorted(parts)]
