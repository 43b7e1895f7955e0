"""Fit what the engine weighs on the real claims, and write it with the figures it gave.

    CLAIMS_DIR=… python -m bench.matching.fit

Writes `background.json`, `wordvectors.npz`, `projection.npz` and `weights.json` in `matching/`. Fitted on
messages of one half of the items, on the natural questions and on our own invented ones; every figure on
questions is of five-fold cross-validation, done five times, every figure on messages of the other half.
"""

import json
import random
from dataclasses import asdict

from bench.matching import background, claims, own, words
from bench.matching.examples import (
    Example,
    fit_projection,
    headline_places,
    headlines,
    invented,
    natural,
    noisy_copies,
    opened,
)
from bench.matching.fitting import (
    Figures,
    Judged,
    Weighed,
    cross_validated,
    figures,
    fit_weighed,
    judge,
)
from bench.matching.vectors import CachedVectors
from matching import projection
from matching.features import NAMES
from matching.index import State
from matching.ranker import FILE, LEADS

SAMPLE = 300  # messages of each kind, to fit and to judge
MESSAGE_WEIGHT = 0.05  # of a message, where a natural question weighs 1
INVENTED_WEIGHT = 0.3  # of a question of our own
RELATED = 0.25
REPEATED = 5  # times that the questions are cut into folds: one cut moves the figures by two points
_LET_THROUGH = 0.01
_RIGHTLY = 0.98


def main() -> None:
    known = CachedVectors()
    background.write()
    words.write(known)
    fit_projection(known).save()
    projection.projection.cache_clear()
    states = {
        "full": opened(claims.documents(), known),
        "titles": opened(claims.documents(titles_only=True), known),
        "own": opened(own.documents(), known),
    }
    stored = {
        name: _fitted(name, states, known, semantic)
        for name, semantic in (("semantic", True), ("lexical", False))
    }
    FILE.write_text(json.dumps(stored, indent=1) + "\n", encoding="utf-8")


def _fitted(name: str, states: dict[str, State], known: CachedVectors, semantic: bool) -> dict:
    asked = Weighed(natural(states["full"], known, semantic), 1.0)
    ours = Weighed(invented(states["own"], known, semantic), INVENTED_WEIGHT)
    early = Weighed(_messages(states, known, semantic, early=True), MESSAGE_WEIGHT)
    late = _messages(states, known, semantic, early=False)
    runs = [cross_validated([asked, ours], early, seed) for seed in range(REPEATED)]
    judged, of_ours = ([each for run in runs for each in run[place]] for place in (0, 1))
    rank, decide = fit_weighed([asked, ours, early])
    report = {"natural": figures(judged)}
    for kind in ("short", "forward", "english"):
        report[kind] = figures([each for each in judged if each.example.kind == kind])
    report["invented"] = figures(of_ours)
    report["all questions"] = figures(judged + of_ours)
    for kind in ("headline", "noisy"):
        report[kind] = figures([judge(each, rank, decide) for each in late if each.kind == kind])
    match = _threshold(judged, of_ours)
    shipped = {"natural": _answered(judged, match), "invented": _answered(of_ours, match)}
    _tell(name, report, match, shipped)
    return {
        "rank": rank.as_json(NAMES),
        "decide": decide.as_json((*LEADS, *NAMES)),
        "match": round(match, 3),
        "related": RELATED,
        "figures": {kind: _rounded(asdict(each)) for kind, each in report.items()},
        "at the threshold of a match": {kind: _rounded(each) for kind, each in shipped.items()},
    }


def _rounded(told: dict[str, float]) -> dict[str, float]:
    return {key: round(value, 3) for key, value in told.items()}


def _messages(states: dict[str, State], known, semantic: bool, early: bool) -> list[Example]:
    """Messages asked of headlines and noisy copies asked of everything; half of them with their item gone."""
    full, titles = states["full"], states["titles"]
    draw = random.Random(7)
    places = draw.sample(headline_places(early), SAMPLE)
    long = [
        i for i, item in enumerate(claims.items()) if item.early == early and len(item.message.split()) >= 8
    ]
    any_place = draw.sample(long, SAMPLE)
    half = SAMPLE // 2
    return (
        headlines(titles, known, places[:half], semantic=semantic)
        + headlines(titles, known, places[half:], removed=True, semantic=semantic)
        + noisy_copies(full, known, any_place[:half], semantic=semantic)
        + noisy_copies(full, known, any_place[half:], removed=True, semantic=semantic)
    )


def _threshold(*sets: list[Judged]) -> float:
    """The least probability at which, in each set of questions, 98 of 100 answers are right and 1% of those
    without an answer get through."""
    least = max(figures(judged, _LET_THROUGH).threshold for judged in sets)
    for threshold in sorted({each.probability for judged in sets for each in judged}):
        if threshold >= least and all(_answered(judged, threshold)["rightly"] >= _RIGHTLY for judged in sets):
            return threshold
    return 0.99


def _answered(judged: list[Judged], threshold: float) -> dict[str, float]:
    """Shares of the questions: answered, of these rightly, and answered where there is no answer."""
    there = [each for each in judged if each.example.answerable]
    absent = [each for each in judged if not each.example.answerable]
    answered = [each for each in there if each.answered(threshold)]
    return {
        "answered": len(answered) / len(there),
        "rightly": sum(each.right for each in answered) / max(len(answered), 1),
        "let through": sum(each.answered(threshold) for each in absent) / len(absent),
    }


def _tell(name: str, report: dict[str, Figures], match: float, shipped: dict) -> None:
    print(f"\n{name:<14} first  in 5  in 10  answered rightly threshold  ECE")
    for kind, each in report.items():
        row = (each.first, each.five, each.ten, each.answered, each.rightly, each.threshold)
        print(f"{kind:<14}" + "".join(f"{value:6.3f} " for value in (*row, each.calibration_error)))
    print(f"a match from {match:.3f} on:", shipped)


if __name__ == "__main__":
    main()
