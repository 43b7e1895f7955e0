"""What the encoder learns from: debunks, and texts that each of them answers.

Two of three messages of the half of the real claims that may be used, and half of our invented debunks with
their questions. The others, and the natural questions, are left to fit the ranker on and to judge by.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np

from bench.matching import claims, own
from bench.matching.examples import noisy
from matching.parts import claim_text, question_text, title_text
from matching.text import terms

GROUP = 8  # debunks that are alike, side by side in a batch
_GROUPS = 6
_SAME = 0.5  # Dice coefficient of words from which on two debunks may be of the same claim
_MESSAGE, _NOISY = 0.6, 0.8  # of ten texts six are the message, two a noisy copy, two the title itself
_ASKED = 0.4  # of ten texts of a debunk that we have a question about, four are the question
_LEAST_TERMS = 3


@dataclass(frozen=True)
class Pair:
    """A debunk, and a text that should be close to its title, to its claim, or to both."""

    title: str
    claim: str
    asked: str
    of_title: bool
    of_claim: bool
    words: tuple[frozenset[str], frozenset[str]]  # of title and claim

    def may_be_same(self, other: "Pair") -> bool:
        return any(_dice(one, another) > _SAME for one, another in zip(self.words, other.words, strict=True))


@dataclass(frozen=True)
class Debunk:
    title: str
    claim: str
    questions: tuple[str, ...]
    message: str  # none of an invented debunk, to whose claim a question is as close
    copy: str
    words: tuple[frozenset[str], frozenset[str]]

    def pair(self, draw: random.Random) -> Pair:
        """The debunk with one of the texts it answers."""
        if self.questions and (not self.message or draw.random() < _ASKED):
            return Pair(self.title, self.claim, draw.choice(self.questions), True, True, self.words)
        kind = draw.random()
        if kind < _MESSAGE:
            return Pair(self.title, self.claim, self.message, True, False, self.words)
        if kind < _NOISY:
            return Pair(self.title, self.claim, self.copy, True, True, self.words)
        return Pair(self.title, self.claim, self.title, False, True, self.words)


def real() -> list[Debunk]:
    asked = {
        each.target: (question_text(each.text),) for each in claims.practice() if each.target is not None
    }
    found = []
    for place, item in enumerate(claims.items()):
        words = frozenset(terms(item.title)), frozenset(terms(item.message))
        if item.use == "lesson" and item.title and len(words[1]) >= _LEAST_TERMS:
            title, claim = title_text(item.title), claim_text(item.message)
            copy = question_text(noisy(item.message, place))
            message = question_text(item.message)
            found.append(Debunk(title, claim, asked.get(place, ()), message, copy, words))
    return found


def invented() -> list[Debunk]:
    asked: dict[int, list[str]] = {}
    for question in own.lessons():
        if question.answer is not None:
            asked.setdefault(question.answer, []).append(question_text(question.text))
    nothing = frozenset[str](), frozenset[str]()
    return [
        Debunk(title_text(each.title), claim_text(each.claim), tuple(asked[each.id]), "", "", nothing)
        for each in own.documents()
        if each.id in asked
    ]


def batches(
    debunks: Sequence[Debunk], others: Sequence[Debunk], vectors: np.ndarray, draw: random.Random
) -> Iterator[list[Pair]]:
    """All `debunks` once, those that are alike by `vectors` (a row each) together; `others` three times."""
    groups = _groups(vectors, draw)
    alike = [list(chain(*groups[place : place + _GROUPS])) for place in range(0, len(groups), _GROUPS)]
    order = draw.sample(range(len(others)), len(others))
    share = 3 * len(others) // len(alike) + 1
    for number, places in enumerate(alike):
        added = [order[(number * share + place) % len(order)] for place in range(share)]
        chosen = [debunks[place] for place in places] + [others[place] for place in added]
        yield [each.pair(draw) for each in chosen]


def _groups(vectors: np.ndarray, draw: random.Random) -> list[list[int]]:
    """All places once, in groups of at most `GROUP` that are close."""
    likeness = vectors @ vectors.T
    free, found = set(range(len(vectors))), []
    for first in draw.sample(range(len(vectors)), len(vectors)):
        if first in free:
            near = np.argsort(-likeness[first])[: 3 * GROUP].tolist()
            group = [first, *(place for place in near if place in free and place != first)][:GROUP]
            free -= set(group)
            found.append(group)
    return found


def _dice(one: frozenset[str], other: frozenset[str]) -> float:
    return 2 * len(one & other) / max(len(one) + len(other), 1)
