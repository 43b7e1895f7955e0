"""Whether two messages make the same claim: fits `matching/sameness.json` and tells how it errs.

    python -m bench.matching.sameness

On our own invented claims, each in its phrasings, and on those that none of them answers: every pair of the
same claim, and for each text the eight closest others and eight by chance. English ones are left out: their
pairs are another task. Five folds of claims; a pair is judged by a model fitted without either of its claims.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from tqdm import tqdm

from bench.matching import own
from bench.matching.examples import opened
from bench.matching.vectors import CachedVectors
from bench.report import write
from matching.documents import Document
from matching.parts import question_text
from matching.projection import projection
from matching.ranker import Linear
from matching.sameness import BOTH_SIDES, FILE, Message, compared

NEIGHBOURS, FOLDS, STEPS, RIDGE = 8, 5, 12, 30.0
NOWHERE = [
    Document(1, "pemilu", "pemilu")
]  # an index that knows none of the claims, as for one nobody checked


@dataclass(frozen=True)
class Phrasing:
    claim: int
    message: Message


def main() -> None:
    known = CachedVectors()
    said = phrasings(known)
    pairs = sorted(set(_pairs(said)))
    state = opened(NOWHERE, known)
    rows = np.stack(
        [compared(state, said[i].message, [said[j].message])[0] for i, j in tqdm(pairs, desc="pairs")]
    )
    same = np.array([said[i].claim == said[j].claim for i, j in pairs])
    folds = [{said[i].claim % FOLDS, said[j].claim % FOLDS} for i, j in pairs]
    text = _told(same, held_out(rows, same, folds))
    write("sameness", text)
    FILE.write_text(json.dumps(fit(rows, same).as_json(BOTH_SIDES), indent=0) + "\n")
    print(text)


def phrasings(known: CachedVectors) -> list[Phrasing]:
    documents, questions = own.documents(), own.questions()
    texts = [(each.id, text) for each in documents for text in (each.title, each.claim)]
    texts += [
        (each.answer or -place, each.text)
        for place, each in enumerate(questions, 1)
        if each.kind != "english"
    ]
    vectors = projection(known.model)(known.of([question_text(text) for _, text in texts]))
    return [
        Phrasing(claim, Message(text, vector)) for (claim, text), vector in zip(texts, vectors, strict=True)
    ]


def _pairs(said: Sequence[Phrasing]) -> Iterator[tuple[int, int]]:
    claims = np.array([each.claim for each in said])
    cosines = np.stack([each.message.vector for each in said if each.message.vector is not None])
    cosines = cosines @ cosines.T
    chance = np.random.default_rng(1)
    for place, row in enumerate(cosines):
        near = np.argsort(-row)[: NEIGHBOURS + 1]
        strangers = chance.choice(len(said), NEIGHBOURS)
        for other in {*near, *strangers, *np.flatnonzero(claims == claims[place])} - {place}:
            yield min(place, int(other)), max(place, int(other))


def held_out(rows: np.ndarray, same: np.ndarray, folds: Sequence[set[int]]) -> np.ndarray:
    """The probability of each pair by numbers that were fitted without its claims."""
    found = np.zeros(len(rows))
    for fold in range(FOLDS):
        left_out = np.array([fold in each for each in folds])
        model = fit(rows[~left_out], same[~left_out])
        judged = np.array([min(each) == fold for each in folds])
        found[judged] = 1 / (1 + np.exp(-model(rows[judged])))
    return found


def fit(rows: np.ndarray, same: np.ndarray) -> Linear:
    """A logistic model of the standardised features, by Newton's method."""
    mean, spread = rows.mean(axis=0), rows.std(axis=0)
    scale = np.where(spread > 1e-5, spread, 1.0)  # of what is always the same
    standard = np.clip((rows - mean) / scale, -5, 5)
    table = np.hstack([standard, np.ones((len(rows), 1))])
    found = np.zeros(table.shape[1])
    for _ in range(STEPS):
        probable = 1 / (1 + np.exp(-np.clip(table @ found, -30, 30)))
        slope = table.T @ (probable - same) + RIDGE * found
        curve = (table * (probable * (1 - probable))[:, None]).T @ table + RIDGE * np.eye(len(found))
        found = found - np.linalg.solve(curve, slope)
    return Linear(mean, scale, found[:-1], float(found[-1]))


def _told(same: np.ndarray, probable: np.ndarray) -> str:
    head = "| probability from | pairs of one claim | pairs of two claims |\n|---|---|---|\n"
    rows = [
        f"| {least} | {np.mean(probable[same] >= least):.0%} of {same.sum()} "
        f"| {(probable[~same] >= least).sum()} of {(~same).sum()} |\n"
        for least in (0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95)
    ]
    return (
        "### Whether two phrasings make the same claim, five-fold cross-validated\n\n" + head + "".join(rows)
    )


if __name__ == "__main__":
    main()
