"""From features to a probability: a logistic model whose weights are data, fitted by a script in `bench/`."""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_WEIGHTS = Path(__file__).with_name("weights.json")


@dataclass(frozen=True)
class Model:
    """A logistic model with the thresholds that make the tiers."""

    bias: float
    weights: Mapping[str, float]
    match: float  # from this probability on an answer is promised
    related: float  # from this one on it is offered as "perhaps you mean"

    def probability(self, features: Mapping[str, float]) -> float:
        total = self.bias + sum(weight * features[name] for name, weight in self.weights.items())
        return 1 / (1 + math.exp(-max(min(total, 30.0), -30.0)))

    def tier(self, probability: float) -> str:
        """`match`, `related` or `none`."""
        if probability >= self.match:
            return "match"
        return "related" if probability >= self.related else "none"


@cache
def model(semantic: bool) -> Model:
    """The fitted model for answers with vectors, or without."""
    stored = json.loads(_WEIGHTS.read_text())["semantic" if semantic else "lexical"]
    return Model(stored["bias"], stored["weights"], stored["match"], stored["related"])
