"""Fit what the engine weighs on the real claims, and write it with the figures it gave.

    CLAIMS_DIR=… python -m bench.matching.fit

Writes `background.json`, `wordvectors.npz`, `projection.npz` and `weights.json` in `matching/`. Fitted on
messages of one half of the items, on the natural questions, on our own about real claims and on our invented
ones, and judged by the expert that the ranker would choose; every figure on questions is of five-fold
cross-validation, every figure on messages of the other half.
"""

import json
import math
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
    practised,
)
from bench.matching.fitting import (
    Figures,
    Judged,
    Weighed,
    cross_validated,
    figures,
    fit_weighed,
    judge,
    letting,
)
from bench.matching.vectors import CachedVectors
from matching import projection
from matching.features import NAMES
from matching.index import State
from matching.ranker import EXPERTS, FILE, LEADS, Linear

SAMPLE = {"fit": 800, "judge": 1200}  # messages of each kind
FITTED_ON = {  # by kind: how much an example counts for the `rank` and for the `decide` of each expert
    "question": {
        "natural": (1.0, 1.0),
        "practised": (1.0, 0.3),
        "invented": (0.0, 0.0),  # judged in the same folds as those among real claims
        "invented, among real": (0.5, 0.2),
        "headline": (0.05, 0.0),
        "noisy": (0.05, 0.0),
    },
    "copy": {"noisy": (1.0, 1.0)},
    "titles": {
        "natural, titles": (1.0, 0.3),
        "practised, titles": (1.0, 0.1),
        "invented, titles": (0.3, 0.1),
        "headline": (1.0, 1.0),
    },
}
RELATED = 0.25
_REAL = 10_001  # number of the first real claim beside our own debunks
REPEATED = 3  # times that the questions are cut into folds: one cut moves the figures by two points
_LET_THROUGH = 0.01
_RIGHTLY = 0.98
_LEAST = 0.8  # where a match begins at the earliest, however rarely something else gets through
_FEW = 50  # fewer questions without an answer say nothing of one in a hundred
_MISLEADING = 0.03  # of our own questions without an answer: two of three were written to mislead
_REAL_QUESTIONS = ("natural", "practised", "natural, titles", "practised, titles")


def main() -> None:
    known = CachedVectors()
    background.write()
    words.write(CachedVectors(tuned=False))
    fit_projection(known).save()
    projection.projection.cache_clear()
    states = {
        "full": opened(claims.documents(), known),
        "titles": opened(claims.documents(titles_only=True), known),
        "own": opened(own.documents(), known),
        "own titles": opened(own.documents(titles_only=True), known),
        "all": opened(own.documents() + claims.documents(first=_REAL), known),
    }
    stored = {
        name: _fitted(name, states, known, semantic)
        for name, semantic in (("semantic", True), ("lexical", False))
    }
    FILE.write_text(json.dumps(stored, indent=1) + "\n", encoding="utf-8")


def _fitted(name: str, states: dict[str, State], known: CachedVectors, semantic: bool) -> dict:
    sets = _examples(states, known, semantic)
    late = _messages(states, known, semantic, "judge")
    judged: dict[str, list[Judged]] = {kind: [] for kind in sets}
    experts, models = {}, {}
    for expert in EXPERTS:
        its = {kind: Weighed(sets[kind], *weights) for kind, weights in FITTED_ON[expert].items()}
        models[expert] = fit_weighed(list(its.values()))
        unseen = {kind: each for kind, each in sets.items() if kind not in its}
        found = _cross_validated(its) | {
            kind: [judge(each, *models[expert]) for each in examples] * REPEATED
            for kind, examples in unseen.items()
        }
        found = {kind: [each for each in its if each.example.expert == expert] for kind, its in found.items()}
        for kind, each in found.items():
            judged[kind].extend(each)
        experts[expert] = _stored(*models[expert], match=_threshold(found))
    for kind, examples in late.items():
        judged[kind] = [judge(each, *models[each.expert]) for each in examples]
    report = _report(judged)
    shipped = {kind: _shipped(each, experts) for kind, each in judged.items()}
    _tell(name, report, shipped)
    return {
        "experts": experts,
        "figures": {kind: _rounded(asdict(each)) for kind, each in report.items()},
        "at the threshold of a match": {kind: _rounded(each) for kind, each in shipped.items()},
    }


def _examples(states: dict[str, State], known: CachedVectors, semantic: bool) -> dict[str, list[Example]]:
    """What is fitted on, by kind."""
    return {
        "natural": natural(states["full"], known, semantic),
        "practised": practised(states["full"], known, semantic),
        "invented": invented(states["own"], known, semantic),
        "invented, among real": invented(states["all"], known, semantic),
        "natural, titles": natural(states["titles"], known, semantic),
        "practised, titles": practised(states["titles"], known, semantic),
        "invented, titles": invented(states["own titles"], known, semantic),
        **_messages(states, known, semantic, "fit"),
    }


def _cross_validated(sets: dict[str, Weighed]) -> dict[str, list[Judged]]:
    """Every example of each set, judged `REPEATED` times by models that had not seen it."""
    judged: dict[str, list[Judged]] = {kind: [] for kind in sets}
    for seed in range(REPEATED):
        for kind, each in zip(sets, cross_validated(list(sets.values()), seed), strict=True):
            judged[kind].extend(each)
    return judged


def _stored(rank: Linear, decide: Linear, match: float) -> dict:
    return {
        "rank": rank.as_json(NAMES),
        "decide": decide.as_json((*LEADS, *NAMES)),
        "match": math.ceil(match * 1000) / 1000,
        "related": RELATED,
    }


def _report(judged: dict[str, list[Judged]]) -> dict[str, Figures]:
    report = {"natural": figures(judged["natural"])}
    for kind in ("short", "forward", "english"):
        report[kind] = figures([each for each in judged["natural"] if each.example.kind == kind])
    report["practised"] = figures(judged["practised"])
    report["real questions"] = figures(judged["natural"] + judged["practised"])
    report["invented"] = figures(judged["invented"])
    report["all questions"] = figures(judged["natural"] + judged["practised"] + judged["invented"])
    return report | {kind: figures(each) for kind, each in judged.items() if kind not in report}


def _rounded(told: dict[str, float]) -> dict[str, float]:
    return {key: round(value, 3) for key, value in told.items()}


def _messages(states: dict[str, State], known, semantic: bool, use: str) -> dict[str, list[Example]]:
    """Messages asked of headlines and noisy copies asked of everything; half of them with their item gone."""
    full, titles = states["full"], states["titles"]
    draw = random.Random(7)
    places = draw.sample(headline_places(use), SAMPLE[use])
    long = [i for i, item in enumerate(claims.items()) if item.use == use and len(item.message.split()) >= 8]
    any_place = draw.sample(long, SAMPLE[use])
    half = SAMPLE[use] // 2
    return {
        "headline": headlines(titles, known, places[:half], semantic=semantic)
        + headlines(titles, known, places[half:], removed=True, semantic=semantic),
        "noisy": noisy_copies(full, known, any_place[:half], semantic=semantic)
        + noisy_copies(full, known, any_place[half:], removed=True, semantic=semantic),
    }


def _threshold(found: dict[str, list[Judged]]) -> float:
    """The least probability from `_LEAST` on at which 98 of 100 answers are right in each set, and no more of
    those without an answer get through than may. Another debunk of the same claim is an answer."""
    absent = {kind: _absent(judged) for kind, judged in found.items()}
    absent["real questions"] = [each for kind in _REAL_QUESTIONS for each in absent.pop(kind, ())]
    told = {kind: each for kind, each in absent.items() if len(each) >= _FEW}
    least = max([_LEAST, *(letting(_share_let_through(kind), each) for kind, each in told.items())])
    for threshold in sorted({least, *(each.probability for judged in found.values() for each in judged)}):
        if threshold >= least and all(_rightly(each, threshold) >= _RIGHTLY for each in found.values()):
            return threshold
    return 0.99


def _share_let_through(kind: str) -> float:
    return _MISLEADING if kind.startswith("invented") else _LET_THROUGH


def _rightly(judged: list[Judged], threshold: float) -> float:
    same = [each.same for each in judged if each.example.answerable and each.answered(threshold)]
    return sum(same) / len(same) if same else 1.0


def _absent(judged: list[Judged]) -> list[Judged]:
    return [each for each in judged if not (each.example.answerable or each.same)]


def _shipped(judged: list[Judged], experts: dict) -> dict[str, float]:
    """Shares of the questions at their experts' thresholds: answered, of these rightly, and answered where
    there is no answer."""
    pairs = [(each, each.answered(experts[each.example.expert]["match"])) for each in judged]
    there = [said for each, said in pairs if each.example.answerable]
    right = [each.right for each, said in pairs if said and each.example.answerable]
    absent = [said for each, said in pairs if not each.example.answerable]
    return {
        "answered": sum(there) / max(len(there), 1),
        "rightly": sum(right) / len(right) if right else 1.0,
        "let through": sum(absent) / max(len(absent), 1),
    }


def _tell(name: str, report: dict[str, Figures], shipped: dict) -> None:
    print(f"\n{name:<18} first  in 5  in 10  answered rightly threshold  ECE  or a twin: first, answered")
    for kind, each in report.items():
        print(f"{kind:<18}" + "".join(f"{value:6.3f} " for value in asdict(each).values()))
    print("where a match begins:", {kind: _rounded(each) for kind, each in shipped.items()})


if __name__ == "__main__":
    main()
