"""Fit what the engine weighs on the real claims, and write it with the figures it gave.

    CLAIMS_DIR=… python -m bench.matching.fit

Writes `background.json`, `projection.npz` and `weights.json` in `matching/`. Fitted on messages of
one half of the items, and on the natural questions; every figure on natural questions is of five-fold
cross-validation, every figure on messages of the other half.
"""

import json
import random
from dataclasses import asdict

from bench.matching import background, claims
from bench.matching.examples import (
    Example,
    fit_projection,
    headline_places,
    headlines,
    natural,
    noisy_copies,
    opened,
)
from bench.matching.fitting import Judged, cross_validated, figures, fit_both, judge
from bench.matching.vectors import CachedVectors
from matching import projection
from matching.features import NAMES
from matching.ranker import FILE, LEADS

SAMPLE = 400  # messages of each kind, to fit and to judge
MESSAGE_WEIGHT = 0.08  # of a message, where a natural question weighs 1
RELATED = 0.25


def main() -> None:
    known = CachedVectors()
    background.write()
    fit_projection(known).save()
    projection.projection.cache_clear()
    full = opened(claims.documents(), known)
    titles = opened(claims.documents(titles_only=True), known)
    stored = {}
    for name, semantic in (("semantic", True), ("lexical", False)):
        stored[name] = _fitted(name, full, titles, known, semantic)
    FILE.write_text(json.dumps(stored, indent=1) + "\n", encoding="utf-8")


def _fitted(name, full, titles, known, semantic) -> dict:
    asked = natural(full, known, semantic)
    early = _messages(full, titles, known, semantic, early=True)
    late = _messages(full, titles, known, semantic, early=False)
    judged = cross_validated(asked, early, MESSAGE_WEIGHT)
    rank, decide = fit_both(asked + early, [1.0] * len(asked) + [MESSAGE_WEIGHT] * len(early))
    report = {"natural": figures(judged)}
    for kind in ("short", "forward", "english"):
        report[kind] = figures([each for each in judged if each.example.kind == kind])
    for kind in ("headline", "noisy"):
        report[kind] = figures([judge(each, rank, decide) for each in late if each.kind == kind])
    _tell(name, report)
    match = _threshold(judged)
    told = {
        kind: {key: round(value, 3) for key, value in asdict(each).items()} for kind, each in report.items()
    }
    return {
        "rank": rank.as_json(NAMES),
        "decide": decide.as_json((*LEADS, *NAMES)),
        "match": round(match, 3),
        "related": RELATED,
        "figures": told,
    }


def _messages(full, titles, known, semantic, early: bool) -> list[Example]:
    """Messages asked of headlines and noisy copies asked of everything; half of them with their item gone."""
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


def _threshold(judged: list[Judged]) -> float:
    """The least probability at which 98 of 100 answers are right and 1% of the unanswerable get through."""
    least = figures(judged).threshold
    for threshold in sorted(each.probability for each in judged):
        answered = [each for each in judged if each.probability > threshold and each.example.answerable]
        if threshold >= least and sum(each.right for each in answered) >= 0.98 * len(answered):
            return threshold
    return 0.99


def _tell(name: str, report: dict) -> None:
    print(f"\n{name:<10} first  in 5  in 10  answered rightly threshold  ECE")
    for kind, each in report.items():
        row = (each.first, each.five, each.ten, each.answered, each.rightly, each.threshold)
        print(f"{kind:<10}" + "".join(f"{value:6.3f} " for value in (*row, each.calibration_error)))


if __name__ == "__main__":
    main()
