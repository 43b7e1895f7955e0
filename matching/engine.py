"""The public door of claim matching: a text in, ranked and calibrated matches out."""

import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from matching import ranker
from matching.difference import differs, is_denial
from matching.documents import Hit, Span
from matching.embeddings import EmbeddingsUnavailable, QuestionEmbedder
from matching.features import NAMES, Question, measure
from matching.index import IndexReader, State
from matching.lexical import Found
from matching.parts import parts, question_text, tokens_in
from matching.projection import projection
from matching.text import NEGATIONS, Analysis, Token, analyse, is_passed_on, terms

_LEXICAL_CANDIDATES = 40
_SEMANTIC_CANDIDATES = 40
_COMPARED = (
    32  # of all candidates: measured, those left out are never among the best, and take most of the time
)
_USUAL_COSINE = 0.4
_COMPARED_PARTS = 2  # of a document: its title and its claim
_EMBEDDED_PARTS = 4
_MOST_HITS = 10
_SHORT = 4  # content words
_WORD_FOR_WORD = 0.99  # probability that a debunk of the very same wording is the right one
_SHARE, _COVERED = NAMES.index("share"), NAMES.index("covered")


@dataclass(frozen=True)
class Answer:
    """What the engine found. `hits` are best first; `semantic` is False where only words were compared."""

    version: str
    semantic: bool
    hits: Sequence[Hit]


class Engine:
    """Answers from the index in `root`. One per process, shared by its threads."""

    def __init__(self, root: Path, embedder: QuestionEmbedder | None):
        self.index = IndexReader(root)
        self.embedder = embedder

    def search(self, text: str, *, budget: float | None = 0.3, exhaustive: bool = False) -> Answer:
        """The ten documents that most probably answer `text`.

        A message whose wording is that of a debunked claim is answered without searching, unless
        `exhaustive` asks for the other candidates, too.

        `budget` is the time in seconds that vectors may take; without them words alone decide. With None
        there is no limit, and `EmbeddingsUnavailable` is raised where no vector can be had. Raises
        `IndexUnavailable` before the first index is built.
        """
        state = self.index.state()
        analysis = analyse(text)
        known = [] if exhaustive else _word_for_word(state, analysis)
        if known:
            return Answer(state.manifest.version, self._has_vectors(state), known)
        search = _Search(state, analysis, self._vectors(state, budget))
        hits = search.hits()
        return Answer(state.manifest.version, search.semantic, hits)

    def holding(self, text: str, limit: int) -> list[int]:
        """The ids of documents in which every word of `text` stands, in any form, the `limit` best ones.

        Raises `IndexUnavailable` before the first index is built.
        """
        return self.index.state().lexical.holding(terms(text), limit)

    def _has_vectors(self, state: State) -> bool:
        embedder = self.embedder
        return embedder is not None and embedder.model == state.manifest.model and embedder.is_up()

    def _vectors(self, state: State, budget: float | None) -> "_Vectors":
        embedder = self.embedder
        if embedder is not None and embedder.model != state.manifest.model:
            embedder = None  # the index is being rebuilt for another model: its vectors say nothing to ours
        return _Vectors(embedder, budget)


class _Vectors:
    """Vectors for the parts of one message, within its time budget."""

    def __init__(self, embedder: QuestionEmbedder | None, budget: float | None):
        self._embedder = embedder
        self._strict = budget is None
        self._until = None if budget is None else time.monotonic() + budget

    def of(self, text: str) -> np.ndarray | None:
        if self._embedder is None:
            return None
        left = 60.0 if self._until is None else self._until - time.monotonic()
        wording = question_text(text)
        if left <= 0.005 or not wording:
            return None
        try:
            return projection(self._embedder.model)(self._embedder.question(wording, left))
        except EmbeddingsUnavailable:
            if self._strict:
                raise
            self._until = 0.0  # do not wait again for the same server
            return None


class _Search:
    """One message against one state of the index."""

    def __init__(self, state: State, analysis: Analysis, vectors: _Vectors):
        self.state, self.analysis, self._vectors = state, analysis, vectors
        self.semantic = False
        self._meanings = state.lexicon.meanings(analysis)
        self._passed_on = is_passed_on(analysis.text)

    def hits(self) -> list[Hit]:
        """Best first; a document found through several parts stands once, with the part it answers best."""
        best: dict[int, Hit] = {}
        for span, question, candidates in self._questions():
            for hit in self._rank(span, question, candidates):
                if hit.id not in best or hit.probability > best[hit.id].probability:
                    best[hit.id] = hit
        return sorted(best.values(), key=lambda hit: (-hit.probability, -hit.score))[:_MOST_HITS]

    def _questions(self) -> Iterable[tuple[Span, Question, list[Found]]]:
        """The whole message, then its parts; those whose words were found best also by their meaning."""
        whole = Span(0, len(self.analysis.text))
        if not self.analysis.terms:
            return
        vector = self._vectors.of(self.analysis.text)
        self.semantic = vector is not None
        yield whole, *self._candidates(self.analysis.tokens, vector)
        pieces = []
        for span in parts(self.analysis):
            question, found = self._candidates(tokens_in(self.analysis, span), None)
            pieces.append((found[0].score if found else 0.0, span, question, found))
        pieces.sort(key=lambda piece: -piece[0])
        for place, (_, span, question, found) in enumerate(pieces):
            if self.semantic and place < _EMBEDDED_PARTS:
                vector = self._vectors.of(self.analysis.text[span.start : span.end])
                if vector is not None:
                    question, found = self._candidates(question.tokens, vector)
            yield span, question, found

    def _candidates(self, tokens: Sequence[Token], vector) -> tuple[Question, list[Found]]:
        question = question_of(self.state, tokens, vector, self._meanings, self._passed_on)
        return question, candidates_of(self.state, question)

    def _rank(self, span: Span, question: Question, candidates: list[Found]) -> list[Hit]:
        if not candidates:
            return []
        rows = measured(self.state, question, candidates)
        expert = ranker.expert(question, candidates, rows)
        model = ranker.model(question.vector is not None, expert)
        scores, probabilities = model.probabilities(rows)
        hits = []
        for place in np.argsort(-scores)[:_MOST_HITS].tolist():
            probability = float(probabilities[place])
            if probability >= model.match and not may_match(question, rows[place], candidates[place]):
                probability = model.match - 0.01
            hits.append(
                Hit(
                    id=candidates[place].id,
                    probability=probability,
                    tier=model.tier(probability),
                    part=span,
                    matched=_matched(question, candidates[place]),
                    score=float(scores[place]),
                )
            )
        return hits


def _word_for_word(state: State, analysis: Analysis) -> list[Hit]:
    """The documents that are worded like the message. Short texts are too common to say which is meant."""
    if len(set(analysis.terms)) < _SHORT:
        return []
    tier = ranker.model(True).tier(_WORD_FOR_WORD)
    marked = tuple(Span(token.start, token.end) for token in analysis.tokens if token.content)
    whole = Span(0, len(analysis.text))
    found = state.lexical.same_wording(analysis.terms)
    return [Hit(each.id, _WORD_FOR_WORD, tier, whole, marked) for each in found]


def question_of(
    state: State,
    tokens: Sequence[Token],
    vector: np.ndarray | None,
    meanings: Mapping[str, frozenset[str]] | None = None,
    passed_on: bool = False,
) -> Question:
    """`tokens` with all that comparing them needs; the rest is of the whole message they stand in."""
    terms = {token.term for token in tokens if token.content}
    meant = {term: meaning for term, meaning in (meanings or {}).items() if term in terms}
    return Question(tokens, state.rarity(terms), vector, state.attainable(terms), meant, passed_on)


def candidates_of(state: State, question: Question) -> list[Found]:
    """The documents worth comparing: close in words, and close in meaning where the question has a vector."""
    found = state.lexical.search(question.sought, _LEXICAL_CANDIDATES)
    if question.vector is None:
        return found[:_COMPARED]
    known = {each.id for each in found}
    close = state.vectors.search(question.vector, _SEMANTIC_CANDIDATES)
    found += state.lexical.fetch(question.sought, [each for each in close if each not in known])
    cosines = _cosines(state, question, found)
    closest = np.nan_to_num(np.fmax.reduce(cosines, axis=1), nan=_USUAL_COSINE)
    promise = np.array([each.score for each in found]) / question.attainable + closest
    kept = np.sort(np.argsort(-promise)[:_COMPARED])
    for place in kept:
        found[place].cosines = cosines[place]
    return [found[place] for place in kept]


def measured(state: State, question: Question, candidates: Sequence[Found]) -> np.ndarray:
    """The features of `candidates` (those of the question, see `candidates_of`), a row each."""
    cosines = None if question.vector is None else np.stack([each.cosines for each in candidates])
    return measure(question, candidates, state.rarity, cosines)


def _cosines(state: State, question: Question, candidates: Sequence[Found]) -> np.ndarray:
    """With the title and with the claim, which may have no vector of its own; a row a candidate.

    NaN for a document whose vectors are still to be made.
    """
    assert question.vector is not None
    found = state.vectors.cosines(question.vector, [each.id for each in candidates], _COMPARED_PARTS)
    title, claim = found.T
    return np.stack([title, np.where(np.isnan(claim), title, claim)], axis=1)


def is_short(question: Question) -> bool:
    """A text of so few words that many claims would share them."""
    return len(question.unique) < _SHORT


def is_nearly_exact(row: np.ndarray) -> bool:
    """Whether a candidate's title or claim says little more and little else than the question."""
    return row[_SHARE] > 0.99 and row[_COVERED] > 0.75


def may_match(question: Question, row: np.ndarray, candidate: Found) -> bool:
    """Whether a candidate with the features `row` may be called a match, if it is probable enough."""
    if is_short(question) and not is_nearly_exact(row):
        return False
    return not differs(question, candidate)


def _matched(question: Question, candidate: Found) -> tuple[Span, ...]:
    """The words of the message that stand in the document, too; of negations those that deny something."""
    told = frozenset((*candidate.title, *candidate.claim))
    shared = told | {term for term, meant in question.meanings.items() if meant & told}
    tokens = question.tokens
    return tuple(
        Span(each.start, each.end)
        for place, each in enumerate(tokens)
        if each.content and each.term in shared and (each.term not in NEGATIONS or is_denial(tokens, place))
    )
