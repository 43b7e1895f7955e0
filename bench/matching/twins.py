"""Items of the claims that repeat another one's claim: a second debunk of the same message.

A figure that counts them right stands beside the one that does not, never in its place.
"""

from functools import cache

from bench.matching import claims
from matching.text import terms

_ALIKE = 0.8  # Dice's coefficient of trigrams, of both titles or of both messages


@cache
def are_twins(one: int, other: int) -> bool:
    """Whether the items at these places have nearly the same title or message."""
    first, second = claims.items()[one], claims.items()[other]
    return one == other or any(
        _dice(_trigrams(a), _trigrams(b)) >= _ALIKE
        for a, b in ((first.title, second.title), (first.message, second.message))
    )


@cache
def _trigrams(text: str) -> frozenset[str]:
    words = f"  {' '.join(terms(text))} "
    return frozenset(words[place : place + 3] for place in range(len(words) - 2))


def _dice(one: frozenset[str], other: frozenset[str]) -> float:
    return 2 * len(one & other) / max(len(one) + len(other), 1)
