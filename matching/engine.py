"""The public door of claim matching: a text in, ranked and calibrated matches out."""

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from matching import ranker
from matching.documents import Hit, Span
from matching.embeddings import Embedder, EmbeddingsUnavailable
from matching.features import Question, measure
from matching.index import IndexReader, State
from matching.lexical import Found
from matching.parts import parts, tokens_in
from matching.text import Analysis, Token, analyse

_LEXICAL_CANDIDATES = 40
_SEMANTIC_CANDIDATES = 40
_COMPARED_PARTS = 2  # of a document: its title and its claim
_QUESTION_LENGTH = 700  # characters of a message or part that are embedded: about 150 tokens, 130 ms
_EMBEDDED_PARTS = 4
_MOST_HITS = 10


@dataclass(frozen=True)
class Answer:
    """What the engine found. `hits` are best first; `semantic` is False where only words were compared."""

    version: str
    semantic: bool
    hits: Sequence[Hit]


class Engine:
    """Answers from the index in `root`. One per process, shared by its threads."""

    def __init__(self, root: Path, embedder: Embedder | None):
        self.index = IndexReader(root)
        self.embedder = embedder

    def search(self, text: str, *, budget: float | None = 0.3) -> Answer:
        """The ten documents that most probably answer `text`.

        `budget` is the time in seconds that vectors may take; without them words alone decide. With None
        there is no limit, and `EmbeddingsUnavailable` is raised where no vector can be had. Raises
        `IndexUnavailable` before the first index is built.
        """
        state = self.index.state()
        analysis = analyse(text)
        search = _Search(state, analysis, self._vectors(state, budget))
        hits = search.hits()
        return Answer(state.manifest.version, search.semantic, hits)

    def _vectors(self, state: State, budget: float | None) -> "_Vectors":
        embedder = self.embedder
        if embedder is not None and embedder.model != state.manifest.model:
            embedder = None  # the index is being rebuilt for another model: its vectors say nothing to ours
        return _Vectors(embedder, budget)


class _Vectors:
    """Vectors for the parts of one message, within its time budget."""

    def __init__(self, embedder: Embedder | None, budget: float | None):
        self._embedder = embedder
        self._strict = budget is None
        self._until = None if budget is None else time.monotonic() + budget

    def of(self, text: str) -> np.ndarray | None:
        if self._embedder is None:
            return None
        left = 60.0 if self._until is None else self._until - time.monotonic()
        if left <= 0.005:
            return None
        try:
            return self._embedder.question(text[:_QUESTION_LENGTH], left)
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

    def hits(self) -> list[Hit]:
        """Best first; a document found through several parts stands once, with the part it answers best."""
        best: dict[int, Hit] = {}
        for span, question, candidates in self._questions():
            for hit in self._rank(span, question, candidates):
                if hit.id not in best or hit.probability > best[hit.id].probability:
                    best[hit.id] = hit
        return sorted(best.values(), key=lambda hit: -hit.probability)[:_MOST_HITS]

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
        rarity = self.state.rarity(token.term for token in tokens if token.content)
        question = Question(tokens, rarity, vector)
        found = self.state.lexical.search(question.terms, _LEXICAL_CANDIDATES)
        if vector is not None:
            known = {each.id for each in found}
            close = self.state.vectors.search(vector, _SEMANTIC_CANDIDATES)
            found += self.state.lexical.fetch(each for each in close if each not in known)
        return question, found

    def _rank(self, span: Span, question: Question, candidates: list[Found]) -> list[Hit]:
        """Each candidate by what is known of it: one whose vectors are not made yet, by its words alone."""
        parts_of = {}
        if question.vector is not None:
            parts_of = self.state.vectors.parts([each.id for each in candidates], _COMPARED_PARTS)
        hits = []
        for candidate in candidates:
            vectors = parts_of.get(candidate.id, {})
            model = ranker.model(bool(vectors))
            features = measure(question, candidate, vectors)
            probability = model.probability(features)
            matched = _matched(question, candidate)
            tier = model.tier(probability)
            hits.append(Hit(candidate.id, probability, tier, span, matched, features))
        return hits


def _matched(question: Question, candidate: Found) -> tuple[Span, ...]:
    """The words of the message that stand in the document, too."""
    terms = {*candidate.title, *candidate.claim}
    return tuple(
        Span(each.start, each.end) for each in question.tokens if each.content and each.term in terms
    )
