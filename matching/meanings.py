"""Words that mean about the same, also across languages, and words that contradict each other.

Applied to questions only: what is indexed stays as it is written.
"""

from collections import defaultdict
from functools import cache

from matching.text import terms
from matching.words import read_sides


@cache
def meant() -> dict[str, frozenset[str]]:
    """{term: terms of debunks that it may stand for}."""
    found: dict[str, set[str]] = defaultdict(set)
    for targets, alone, others in _groups():
        for term in alone | others:
            found[term] |= targets - {term}
    return {term: frozenset(each) for term, each in found.items() if each}


@cache
def translated() -> dict[str, frozenset[str]]:
    """As `meant`, of words that debunks hardly ever use: English ones above all. Worth searching for."""
    groups = list(_groups())
    native = frozenset().union(*(targets for targets, _, _ in groups))
    foreign = frozenset().union(*(others for _, _, others in groups)) - native
    return {term: each for term, each in meant().items() if term in foreign}


@cache
def opposites() -> dict[str, frozenset[str]]:
    """{term: terms that say the contrary}."""
    found: dict[str, set[str]] = defaultdict(set)
    for left, right in read_sides("opposites.txt"):
        one, other = _single(left), _single(right)
        for these, those in ((one, other), (other, one)):
            for term in these:
                found[term] |= those - these
    return {term: frozenset(each) for term, each in found.items()}


def _groups():
    """(terms that may be meant, those that mean them by themselves, other terms that do) of each line."""
    for left, right in read_sides("meanings.txt"):
        targets = frozenset(term for word in left for term in terms(word.replace("_", " ")))
        yield targets, _single(left), _single(right)


def _single(words: list[str]) -> frozenset[str]:
    """The terms of the words that are one term each."""
    found = [terms(word.replace("_", " ")) for word in words]
    return frozenset(each[0] for each in found if len(each) == 1)
