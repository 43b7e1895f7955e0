"""Fitting the two models of `matching.ranker`, and judging them on questions they were not fitted on."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression

from bench.matching.examples import Example
from matching.ranker import Linear, decisive

FOLDS = 5
_RANK_RIDGE = 30.0
_DECIDE_STRENGTH = 0.1  # inverse of the ridge
_SLOPE_RIDGE = 1.0  # holds the slope of the calibration near 1


@dataclass(frozen=True)
class Judged:
    """What a model said of one example it was not fitted on."""

    example: Example
    place: int | None  # of the right document, from 0; None where it was no candidate
    probability: float  # that the first candidate is right
    barred: bool = False  # never called a match, however probable
    same: bool = False  # the first is right, or debunks the same claim once more

    @property
    def right(self) -> bool:
        return self.place == 0

    def answered(self, threshold: float) -> bool:
        return self.probability > threshold and not self.barred


def fit_rank(examples: Sequence[Example], weights: Sequence[float]) -> Linear:
    """The ordering under which the right candidates are likeliest to be chosen (conditional logit)."""
    useful = [
        (each, weight)
        for each, weight in zip(examples, weights, strict=True)
        if each.answer is not None and weight > 0
    ]
    stacked = np.concatenate([each.rows for each, _ in useful]).astype(np.float64)
    mean, scale = stacked.mean(axis=0), _spread(stacked)
    rows = np.clip((stacked - mean) / scale, -5, 5)
    starts = np.cumsum([0] + [len(each.rows) for each, _ in useful])
    right = np.array([start + each.answer for start, (each, _) in zip(starts[:-1], useful, strict=True)])
    group = np.repeat(np.arange(len(useful)), np.diff(starts))
    importance = np.array([weight for _, weight in useful])

    def loss(vector):
        scores = rows @ vector
        highest = np.maximum.reduceat(scores, starts[:-1])
        powers = np.exp(scores - highest[group])
        totals = np.add.reduceat(powers, starts[:-1])
        value = (importance * (np.log(totals) + highest - scores[right])).sum()
        slope = rows.T @ (powers / totals[group] * importance[group]) - rows[right].T @ importance
        return value + _RANK_RIDGE * vector @ vector / 2, slope + _RANK_RIDGE * vector

    best = minimize(loss, np.zeros(rows.shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": 150})
    return Linear(mean, scale, best.x)


def _spread(rows: np.ndarray) -> np.ndarray:
    """The standard deviation of each column; 1 for a column that never changes."""
    spread = rows.std(axis=0)
    return np.where(spread > 1e-4, spread, 1.0)


def fit_decide(scored: Sequence[tuple[np.ndarray, bool]], weights: Sequence[float]) -> Linear:
    """The probability that the first candidate is right, from `decisive` features.

    Weights that are held small say too little: what they say of rows they were not fitted on is stretched to
    what turned out to be right.
    """
    rows = np.nan_to_num(np.array([row for row, _ in scored], np.float64))
    right, importance = np.array([right for _, right in scored], float), np.array(weights)
    unseen = np.zeros(len(rows))
    for train, test in folds(len(rows), 2):
        unseen[test] = _logistic(rows[train], right[train], importance[train])(rows[test])
    slope, shift = _stretched(unseen, right, importance)
    fitted = _logistic(rows, right, importance)
    return Linear(fitted.mean, fitted.scale, fitted.weights * slope, fitted.bias * slope + shift)


def _logistic(rows: np.ndarray, right: np.ndarray, importance: np.ndarray) -> Linear:
    mean, scale = rows.mean(axis=0), _spread(rows)
    standard = np.clip((rows - mean) / scale, -5, 5)
    fitted = LogisticRegression(C=_DECIDE_STRENGTH, max_iter=500).fit(standard, right, importance)
    return Linear(mean, scale, fitted.coef_[0], float(fitted.intercept_[0]))


def _stretched(values: np.ndarray, right: np.ndarray, importance: np.ndarray) -> tuple[float, float]:
    """(slope, shift) under which `values` are the log odds of what turned out to be right (Platt)."""

    def loss(line):
        odds = line[0] * values + line[1]
        gap = importance * (1 / (1 + np.exp(-odds)) - right)
        value = (importance * (np.logaddexp(0, odds) - right * odds)).sum()
        slope = [(gap * values).sum() + 2 * _SLOPE_RIDGE * (line[0] - 1), gap.sum()]
        return value + _SLOPE_RIDGE * (line[0] - 1) ** 2, np.array(slope)

    slope, shift = minimize(loss, np.array([1.0, 0.0]), jac=True, method="L-BFGS-B").x
    return float(slope), float(shift)


def fit_both(
    examples: Sequence[Example], ranking: Sequence[float], deciding: Sequence[float], seed: int = 1
) -> tuple[Linear, Linear]:
    """Both models; `decide` learns from orders that were not fitted on the same question."""
    scored: dict[int, tuple[np.ndarray, bool]] = {}
    for train, test in folds(len(examples), seed):
        rank = fit_rank([examples[i] for i in train], [ranking[i] for i in train])
        for place in test:
            scored[place] = _first(examples[place], rank)
    weighed = [place for place, weight in enumerate(deciding) if weight > 0]
    decide = fit_decide([scored[place] for place in weighed], [deciding[place] for place in weighed])
    return fit_rank(examples, ranking), decide


def _first(example: Example, rank: Linear) -> tuple[np.ndarray, bool]:
    scores = rank(example.rows)
    return decisive(example.rows, scores), int(scores.argmax()) == example.answer


def folds(count: int, seed: int):
    """(places to fit on, places to judge) for each of five folds."""
    fold = np.random.default_rng(seed).permutation(count) % FOLDS
    for number in range(FOLDS):
        yield np.flatnonzero(fold != number), np.flatnonzero(fold == number)


def judge(example: Example, rank: Linear, decide: Linear) -> Judged:
    scores = rank(example.rows)
    place = None if example.answer is None else int((scores > scores[example.answer]).sum())
    value = float(decide(decisive(example.rows, scores)))
    probability = float(1 / (1 + np.exp(-np.clip(value, -30, 30))))
    top = int(scores.argmax())
    return Judged(example, place, probability, bool(example.barred[top]), top in example.same)


@dataclass(frozen=True)
class Weighed:
    """Examples, and how much each of them counts for either model."""

    examples: Sequence[Example]
    rank: float
    decide: float


def fit_weighed(sets: Sequence[Weighed]) -> tuple[Linear, Linear]:
    examples = [example for each in sets for example in each.examples]
    ranking = [each.rank for each in sets for _ in each.examples]
    return fit_both(examples, ranking, [each.decide for each in sets for _ in each.examples])


def cross_validated(asked: Sequence[Weighed], seed: int) -> list[list[Judged]]:
    """Every example of each set of `asked`, judged by models fitted on the other folds of all sets."""
    judged: list[dict[int, Judged]] = [{} for _ in asked]
    splits = [list(folds(len(each.examples), seed)) for each in asked]
    for number in range(FOLDS):
        known = [
            Weighed([each.examples[i] for i in split[number][0]], each.rank, each.decide)
            for each, split in zip(asked, splits, strict=True)
        ]
        rank, decide = fit_weighed(known)
        for each, split, found in zip(asked, splits, judged, strict=True):
            found.update({i: judge(each.examples[i], rank, decide) for i in split[number][1]})
    return [[found[i] for i in sorted(found)] for found in judged]


@dataclass(frozen=True)
class Figures:
    """Shares, 0 to 1. `answered` at the `threshold` that lets 1% of the unanswerable questions through.

    `first_or_twin` and `answered_or_twin` count another debunk of the same claim right (`twins.py`): given to
    a message whose own is taken out, it is an answer, and nothing was let through.
    """

    first: float
    five: float
    ten: float
    answered: float
    rightly: float
    threshold: float
    calibration_error: float
    first_or_twin: float
    answered_or_twin: float


def figures(judged: Sequence[Judged], let_through: float = 0.01) -> Figures:
    there = [each for each in judged if each.example.answerable]
    absent = [each for each in judged if not each.example.answerable]
    threshold = letting(let_through, absent)
    without_twins = letting(let_through, [each for each in absent if not each.same])
    answered = [each for each in there if each.answered(threshold)]
    return Figures(
        first=_within(there, 1),
        five=_within(there, 5),
        ten=_within(there, 10),
        answered=len(answered) / max(len(there), 1),
        rightly=sum(each.right for each in answered) / max(len(answered), 1),
        threshold=threshold,
        calibration_error=calibration_error(judged),
        first_or_twin=sum(each.same for each in there) / max(len(there), 1),
        answered_or_twin=sum(each.answered(without_twins) for each in there) / max(len(there), 1),
    )


def letting(share: float, absent: Sequence[Judged]) -> float:
    """The probability above which `share` of those without an answer would be answered."""
    said = sorted((0.0 if each.barred else each.probability for each in absent), reverse=True)
    return said[int(len(said) * share)] if said else 1.0


def _within(judged: Sequence[Judged], count: int) -> float:
    return sum(each.place is not None and each.place < count for each in judged) / max(len(judged), 1)


def calibration_error(judged: Sequence[Judged]) -> float:
    """Expected calibration error over ten bins of equal width."""
    said = np.array([each.probability for each in judged])
    right = np.array([each.right for each in judged], float)
    bins = np.minimum((said * 10).astype(int), 9)
    gaps = [abs(said[bins == b].mean() - right[bins == b].mean()) * (bins == b).mean() for b in set(bins)]
    return float(sum(gaps))
