"""`make bench-matching`: the engine and its peers side by side, as tables.

On our own data always, on the real claims where `CLAIMS_DIR` names them. The engine was fitted on these
questions: its row is of the cross-validation in `matching/weights.json`, each question judged by models that
had not seen it. What the engine says of them as it is shipped stands below and is called what it is.
"""

import json
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from tqdm import tqdm

from bench.matching import claims, own
from bench.matching.examples import build_index
from bench.matching.peers import PEERS, Ranked, Texts
from bench.matching.vectors import CachedVectors
from bench.report import write
from matching.documents import Document
from matching.engine import Engine
from matching.parts import claim_text, question_text, title_text
from matching.ranker import FILE
from matching.reranker import Reranker

_HEAD = (
    "| | right first | in five | answers of its own accord | of these right | answers where there is none |\n"
    "|---|---|---|---|---|---|\n"
)


_FITTED_HEAD = """### Held-out figures of the fit

Real questions and invented ones five-fold cross-validated, three times; messages of the half of the claims
that nothing was fitted on. “Practised”: our own questions about real claims that neither the encoder nor
“natural” knows; with “natural” they are the “real questions”. “Titles”: nothing but titles is indexed, as
for “headline”. * where 1% of those without an answer are let through. † counts right what debunks the same
claim once more, which has the same trigrams in its title or its message (Dice 0.8 or more).

| | first | or a twin† | in five | in ten | answered* | of these right | or a twin† | calibration error |
|---|---|---|---|---|---|---|---|---|
"""


@dataclass(frozen=True)
class Case:
    text: str
    answer: int | None  # place of the right document


def table(documents: Sequence[Document], cases: Sequence[Case], known: CachedVectors, kind: str) -> str:
    """One row per peer and two for the engine; `kind` names the questions in `matching/weights.json`."""
    texts = Texts([f"{each.title} {each.claim}" for each in documents])
    cosines = _cosines(documents, cases, CachedVectors(tuned=False))
    rows = []
    for name, rank in PEERS.items():
        ranked = [rank(texts, case.text, cosines[place]) for place, case in enumerate(tqdm(cases, desc=name))]
        rows.append(_row(name, cases, ranked))
    known.of([question_text(case.text) for case in cases], "questions")  # sooner together than one by one
    engine = _engine(documents, known)
    rows.append(_held_out(kind))
    shipped = [engine(case.text) for case in tqdm(cases, desc="engine")]
    rows.append(_row("as shipped, fitted on these questions", cases, shipped))
    if os.environ.get("RERANKER_URL"):
        again = _reranked(engine, documents)
        rows.append(
            _row("with the reranker", cases, [again(case.text) for case in tqdm(cases, desc="reranker")])
        )
    return _HEAD + "".join(rows)


def _cosines(documents, cases, known) -> np.ndarray:
    """The better cosine of title and claim, as the bundled model gives it, untuned; a row a case."""
    titles = known.of([title_text(each.title) for each in documents], "titles")
    claimed = known.of([claim_text(each.claim) for each in documents], "claims")
    asked = known.of([question_text(case.text) for case in cases], "questions")
    return np.maximum(asked @ titles.T, asked @ claimed.T)


def _reranked(engine, documents) -> Callable[[str], Ranked]:
    """The engine with the operator's reranker, which orders what the engine leaves undecided."""
    names = ("RERANKER_URL", "RERANKER_MODEL", "RERANKER_KEY")
    server = Reranker(*(os.environ.get(name, "") for name in names))

    def rank(text: str) -> Ranked:
        before = engine(text)
        fixed = int(before.answers)  # a match stays first
        rest = before.places[fixed:]
        texts = [f"{documents[place].title}\n{documents[place].claim}" for place in rest]
        scores = server.scores(text, texts, 60.0) if rest else []
        best = [rest[each] for each in sorted(range(len(rest)), key=lambda each: -scores[each])]
        return replace(before, places=[*before.places[:fixed], *best])

    return rank


def _engine(documents, known) -> Callable[[str], Ranked]:
    engine = Engine(build_index(documents, known), known)
    place_of = {document.id: place for place, document in enumerate(documents)}

    def rank(text: str) -> Ranked:
        hits = engine.search(text, budget=None, exhaustive=True).hits
        places = [place_of[hit.id] for hit in hits]
        return Ranked(places, [hit.probability for hit in hits], bool(hits) and hits[0].tier == "match")

    return rank


def _row(name: str, cases: Sequence[Case], ranked: Sequence[Ranked]) -> str:
    there = [(case, each) for case, each in zip(cases, ranked, strict=True) if case.answer is not None]
    absent = [each for case, each in zip(cases, ranked, strict=True) if case.answer is None]
    first = sum(case.answer in each.places[:1] for case, each in there)
    five = sum(case.answer in each.places[:5] for case, each in there)
    answered = [(case, each) for case, each in there if each.answers]
    right = sum(case.answer in each.places[:1] for case, each in answered)
    cells = (
        _share(first, len(there)),
        _share(five, len(there)),
        _share(len(answered), len(there)),
        _share(right, len(answered)),
        _share(sum(each.answers for each in absent), len(absent)),
    )
    return f"| {name} | " + " | ".join(cells) + " |\n"


def _held_out(kind: str) -> str:
    """The row of the cross-validation, at the threshold that is shipped."""
    fitted = json.loads(FILE.read_text())["semantic"]
    found, answered = fitted["figures"][kind], fitted["at the threshold of a match"][kind]
    cells = (
        found["first"],
        found["five"],
        answered["answered"],
        answered["rightly"],
        answered["let through"],
    )
    return "| **Damaipedia**, cross-validated | " + " | ".join(f"{cell:.0%}" for cell in cells) + " |\n"


def _fitted_figures() -> str:
    """Every figure of the fit, on questions and messages that the models had not seen."""
    rows = []
    for name, title in (("semantic", "with vectors"), ("lexical", "by words only")):
        for kind, each in json.loads(FILE.read_text())[name]["figures"].items():
            keys = ("first", "first_or_twin", "five", "ten", "answered", "rightly", "answered_or_twin")
            cells = " | ".join(f"{each[key]:.1%}" for key in keys)
            rows.append(f"| {kind}, {title} | {cells} | {each['calibration_error']:.3f} |\n")
    return _FITTED_HEAD + "".join(rows)


def _share(count: int, total: int) -> str:
    return f"{count / total:.0%}" if total else "–"


def main() -> None:
    known = CachedVectors()
    documents = own.documents()
    cases = [Case(each.text, None if each.answer is None else each.answer - 1) for each in own.questions()]
    sections = [_section("Invented debunks", documents, cases, known, "invented")]
    if claims.folder():
        cases = [Case(each.text, each.target) for each in claims.questions()]
        title = "Real claims, natural questions"
        sections.append(_section(title, claims.documents(), cases, known, "natural"))
    sections.append(_fitted_figures())
    known.save()
    write("claim matching", "\n".join(sections))
    print("\n".join(sections))


def _section(title: str, documents, cases, known, kind: str) -> str:
    answerable = sum(case.answer is not None for case in cases)
    return (
        f"### {title}\n\n{len(documents):,} debunks, {answerable} questions that one of them answers, "
        f"{len(cases) - answerable} that none does.\n\n{table(documents, cases, known, kind)}"
    )


if __name__ == "__main__":
    main()
