"""From features to an order and a probability: logistic models whose weights are data.

`rank` orders the candidates of one question. `decide` then says how probable it is that the first of them
answers the question, from its features, its score and its lead. There is such a pair
for each of `EXPERTS`: what speaks for a debunk is not the same for a question, for a copy of its message, and
where its title is all that is known of it. `bench/matching/fit.py` fits them and writes `weights.json`, with
the figures they gave.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from matching.alignment import COMPARED_IN_ORDER
from matching.features import NAMES, Question
from matching.lexical import Found

FILE = Path(__file__).with_name("weights.json")
LEADS = ("score", "lead", "lead_of_five")
EXPERTS = ("question", "copy", "titles")
_FAR = 6.0  # a greater lead says no more
_COPIED_SHARE, _COPIED_WORDS = 0.5, 5  # of a message, in the order in which a debunk has them: a copy
_IN_ORDER = [NAMES.index("in_order_claim"), NAMES.index("in_order_title")]


@dataclass(frozen=True)
class Linear:
    """A weighted sum of standardised features."""

    mean: np.ndarray
    scale: np.ndarray
    weights: np.ndarray
    bias: float = 0.0

    def __call__(self, rows: np.ndarray) -> np.ndarray:
        standard = np.clip((rows - self.mean) / self.scale, -5, 5)
        return np.nan_to_num(standard) @ self.weights + self.bias  # what is not known counts as usual

    @classmethod
    def load(cls, names: Sequence[str], stored: dict) -> "Linear":
        columns = [stored["features"].get(name, (0.0, 1.0, 0.0)) for name in names]
        mean, scale, weights = np.array(columns, np.float64).T
        scale = np.where(scale > 0, scale, 1.0)  # of a feature too small for the digits that are kept
        return cls(mean, scale, weights, stored.get("bias", 0.0))

    def as_json(self, names: Sequence[str]) -> dict:
        columns = zip(names, self.mean, self.scale, self.weights, strict=True)
        features = {name: [round(float(each), 5) for each in rest] for name, *rest in columns}
        return {"bias": round(float(self.bias), 5), "features": features}


@dataclass(frozen=True)
class Model:
    """Both models, and the probabilities from which on a candidate is a `match` or `related`."""

    rank: Linear
    decide: Linear
    match: float
    related: float

    def probabilities(self, rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """(scores, probabilities) of the candidates of one question, whose features are `rows`."""
        scores = self.rank(rows)
        top = int(scores.argmax())
        answered = _logistic(float(self.decide(decisive(rows, scores))))
        return scores, answered * np.exp(np.minimum(scores - scores[top], 0.0))

    def tier(self, probability: float) -> str:
        """`match`, `related` or `none`."""
        if probability >= self.match:
            return "match"
        return "related" if probability >= self.related else "none"


def decisive(rows: np.ndarray, scores: np.ndarray) -> np.ndarray:
    """What `decide` weighs: the first candidate's score and lead, and its features."""
    order = np.argsort(-scores)
    first = scores[order[0]]
    rivals = scores[order[1:6]]
    lead = min(first - rivals[0], _FAR) if len(rivals) else np.nan
    of_five = min(first - rivals.mean(), _FAR) if len(rivals) else np.nan
    return np.concatenate([[first, lead, of_five], rows[order[0]]])


def _logistic(value: float) -> float:
    return float(1 / (1 + np.exp(-np.clip(value, -30, 30))))


def expert(question: Question, candidates: Sequence[Found], rows: np.ndarray) -> str:
    """Which of `EXPERTS` judges the candidates, whose features are `rows`."""
    if 2 * sum(_is_title_only(each) for each in candidates) > len(candidates):
        return "titles"
    return "copy" if question.passed_on or _is_copy(question, rows) else "question"


def _is_title_only(candidate: Found) -> bool:
    return not candidate.claim or candidate.claim == candidate.title


def _is_copy(question: Question, rows: np.ndarray) -> bool:
    share = rows[:, _IN_ORDER].max()
    words = share * min(len(question.terms), COMPARED_IN_ORDER)
    return bool(share >= _COPIED_SHARE and words >= _COPIED_WORDS - 0.01)


@cache
def model(semantic: bool, expert: str = "question") -> Model:
    """The fitted model for messages with vectors, or without, and for one of `EXPERTS`."""
    stored = json.loads(FILE.read_text())["semantic" if semantic else "lexical"]["experts"][expert]
    rank = Linear.load(NAMES, stored["rank"])
    decide = Linear.load((*LEADS, *NAMES), stored["decide"])
    return Model(rank, decide, stored["match"], stored["related"])
