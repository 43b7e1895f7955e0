"""How probable it is that two messages make the same claim, in whatever words.

Each is measured as a debunk that might answer the other. A logistic model weighs the features, the mean of
both sides and the lesser one. `bench/matching/sameness.py` fits it on the phrasings of our own invented
claims, writes `sameness.json`, and tells how often it errs.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

import numpy as np

from matching.alignment import counterparts
from matching.difference import SAID, differs, may_name
from matching.features import NAMES, Question, measure
from matching.index import State
from matching.lexical import Found
from matching.ranker import Linear
from matching.text import Analysis, analyse, is_passed_on

FILE = Path(__file__).with_name("sameness.json")
BOTH_SIDES = [f"{kind} {name}" for kind in ("mean", "least") for name in NAMES]
_TERMS = 400  # of a message, as of a stored claim
_WHOLE = 2.2  # score, of what is attainable, of a document that holds every term in its title and claim


@dataclass(frozen=True)
class Message:
    """A text and its unit vector, in the turned space of the index; no vector where none could be had."""

    text: str
    vector: np.ndarray | None

    @cached_property
    def analysis(self) -> Analysis:
        return analyse(self.text)


class _AsDebunk(Found):
    """A message as a candidate whose title and claim are its words."""

    def __init__(self, message: Message):
        super().__init__(0, 0.0, NotImplemented)
        self.title = self.claim = message.analysis.terms[:_TERMS]

    def scored(self, question: Question) -> "_AsDebunk":
        """With the score that the index would give it for `question`, about."""
        self.score = _WHOLE * sum(question.rarity[term] for term in question.unique & {*self.title})
        return self


def probabilities(state: State, one: Message, others: Sequence[Message]) -> np.ndarray:
    """For each of `others` the probability that it says what `one` says; 0 where a name, a number or a denial
    differs.

    `state` is asked only how rare words are. Raises ValueError for a message without a vector.
    """
    if not others or not one.analysis.terms:
        return np.zeros(len(others))
    probable = 1 / (1 + np.exp(-_model()(compared(state, one, others))))
    return np.where(_differ(state, one, others), 0.0, probable)


@cache
def _model() -> Linear:
    return Linear.load(BOTH_SIDES, json.loads(FILE.read_text()))


def compared(state: State, one: Message, others: Sequence[Message]) -> np.ndarray:
    """One row of `BOTH_SIDES` for each of `others`. They are no rivals: each is measured alone."""
    there = np.stack([_measured(state, one, each) for each in others])
    back = np.stack([_measured(state, each, one) for each in others])
    return np.hstack([(there + back) / 2, np.minimum(there, back)])


def _measured(state: State, asked: Message, told: Message) -> np.ndarray:
    question = _question(state, asked)
    cosines = np.array([[_cosine(asked, told)] * 2])
    return measure(question, [_AsDebunk(told).scored(question)], state.rarity, cosines)[0]


def _question(state: State, message: Message) -> Question:
    asked = {*message.analysis.terms}
    rarity = state.rarity(asked)
    return Question(
        message.analysis.tokens,
        rarity,
        message.vector,
        attainable=sum(rarity[term] for term in asked),
        meanings=state.lexicon.meanings(message.analysis),
        passed_on=is_passed_on(message.text),
    )


def _cosine(one: Message, other: Message) -> float:
    if one.vector is None or other.vector is None:
        raise ValueError("a message without a vector cannot be compared")
    return float(one.vector @ other.vector)


def _differ(state: State, one: Message, others: Sequence[Message]) -> list[bool]:
    """Which of `others` are about another person, place or number than `one`, or deny what it says."""
    question, candidate = _question(state, one), _AsDebunk(one)
    return [
        differs(question, _AsDebunk(each))
        or differs(_question(state, each), candidate)
        or _name_exchanged(one.analysis.terms[:_TERMS], each.analysis.terms[:_TERMS])
        for each in others
    ]


def _name_exchanged(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether beside the same word each has a word that may be a name, and that the other does not say."""
    return bool(_beside_names(one, other) & _beside_names(other, one))


def _beside_names(said: Sequence[str], told: Sequence[str]) -> set[tuple[int, str]]:
    """(-1 or 1, the word before or after) of what may be a name in `said` and is not told."""
    if not told:
        return set()
    unsaid = counterparts(list(said), list(told), {}).max(axis=1) < SAID
    places = [place for place, term in enumerate(said) if unsaid[place] and may_name(term)]
    around = [(place, step) for place in places for step in (-1, 1) if 0 <= place + step < len(said)]
    return {(step, said[place + step]) for place, step in around}
