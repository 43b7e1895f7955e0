"""Which words of a question have a counterpart in a candidate, and which important ones have none.

A counterpart is the same term, one of the same meaning, or one spelled nearly alike. A message that shares a
name with a debunk but not what is said of it is told from one that it answers by what remains without.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import OSA, LCSseq

from matching import background, wordvectors
from matching.lexical import Found
from matching.meanings import meant, opposites

NAMES = (
    "aligned",  # how much of what is rare in the question has a counterpart …
    "aligned_title",
    "aligned_missing",  # … and how rare the rarest word without one is,
    "aligned_two_missing",
    "aligned_title_covered",  # and the other way round
    "aligned_claim_covered",
    "aligned_unasked",
    "aligned_both_ways",
    "words_aligned",  # of all words, whether rare or not
    "words_missing",
    "known_aligned",  # of words that are common in claims: what is said …
    "known_missing",
    "names_aligned",  # … and of those that are not: of whom
    "names_missing",
    "in_order_claim",  # words in the same order
    "in_order_title",
    "contradicts",
    "known_title_covered",
    "title_words_covered",
)
_MEANT = 0.9  # what a word of the same meaning counts
_CLOSE, _CLOSEST = 0.35, 0.75  # cosines of words between which they begin and end to mean the same
_LIKE_MEANT = 0.8  # what the closest words count
_ALIKE = 0.75  # least similarity of spelling
_COMPARED = 120  # terms of a claim
COMPARED_IN_ORDER = 60  # terms of a question
_ALIKE_LENGTH = 4  # letters a word has at least to be compared by spelling

Rarity = Callable[[Iterable[str]], Mapping[str, float]]


def align(
    terms: Sequence[str],
    meanings: Mapping[str, frozenset[str]],
    candidates: Sequence[Found],
    rarity: Rarity,
) -> np.ndarray:
    """One row of `NAMES` per candidate; `meanings` are those of aliases in the question."""
    asked = list(dict.fromkeys(terms))
    titles = [list(dict.fromkeys(each.title)) for each in candidates]
    claims = [list(dict.fromkeys(each.claim[:_COMPARED])) for each in candidates]
    told = list(dict.fromkeys(term for each in (*titles, *claims) for term in each))
    known = rarity([*asked, *told])
    strengths = counterparts(asked, told, meanings)
    table = _Table(strengths, asked, told, known)
    rows = table.rows(titles, claims)
    rows.append([_in_order(terms, each.claim[:_COMPARED]) for each in candidates])
    rows.append([_in_order(terms, each.title) for each in candidates])
    rows.append(_contradictions(asked, candidates))
    rows.extend(table.title_rows(titles))
    return np.array(rows, np.float32).T


def counterparts(asked: list[str], told: list[str], meanings: Mapping[str, frozenset[str]]) -> np.ndarray:
    """How far each term of the question (row) is said by each term of the candidates: 0 to 1.

    A last column of zeros stands for a text without terms.
    """
    place_of = {term: place for place, term in enumerate(told)}
    found = np.zeros((len(asked), len(told) + 1), np.float32)
    groups = meant()
    for row, term in enumerate(asked):
        for other in groups.get(term, ()):
            if other in place_of:
                found[row, place_of[other]] = _MEANT
        for other in meanings.get(term, ()):
            if other in place_of:
                found[row, place_of[other]] = 1.0
        if term in place_of:
            found[row, place_of[term]] = 1.0
    if told:
        close = (
            np.clip((wordvectors.likeness(asked, told) - _CLOSE) / (_CLOSEST - _CLOSE), 0, 1) * _LIKE_MEANT
        )
        close[[not term.isalpha() for term in asked]] = 0.0
        found[:, : len(told)] = np.maximum(found[:, : len(told)], close)
    _add_alike(found, asked, told)
    return found


def _add_alike(found: np.ndarray, asked: list[str], told: list[str]) -> None:
    """Give words that stand nowhere as they are written what is spelled nearly alike."""
    rows = [
        row
        for row, term in enumerate(asked)
        if len(term) >= _ALIKE_LENGTH and term.isalpha() and found[row].max() < 0.5
    ]
    if not rows or not told:
        return
    likeness = process.cdist(
        [asked[row] for row in rows],
        told,
        scorer=OSA.normalized_similarity,
        score_cutoff=_ALIKE,
        dtype=np.float32,
    )
    alike = np.where(likeness > 0, 2 * likeness - 1, 0.0) * 0.95
    found[rows, : len(told)] = np.maximum(found[rows, : len(told)], alike)


class _Table:
    """The strengths of one question against all its candidates, weighed by rarity."""

    def __init__(self, strengths: np.ndarray, asked: list[str], told: list[str], known: Mapping[str, float]):
        self.strengths = strengths
        self.of_asked = np.array([known[term] for term in asked], np.float32)
        self.of_told = np.array([*(known[term] for term in told), 0.0], np.float32)
        self.common_asked = np.array([_is_common(term) for term in asked], bool)
        self.common_told = np.array([*(_is_common(term) for term in told), False], bool)
        self.place_of = {term: place for place, term in enumerate(told)}
        self.covered = strengths.max(axis=0)  # each term of the candidates, by the question

    def rows(self, titles: list[list[str]], claims: list[list[str]]) -> list:
        title, claim = _Segments(titles, self.place_of), _Segments(claims, self.place_of)
        in_title, in_claim = title.best(self.strengths), claim.best(self.strengths)
        best = np.maximum(in_title, in_claim)
        title_share, claim_share = self._share(in_title), self._share(in_claim)
        missing = np.sort(self.of_asked[:, None] * (1 - best), axis=0)[::-1]
        title_covered, claim_covered = self._covered(title), self._covered(claim)
        return [
            self._share(best),
            title_share,
            missing[0] / 8,
            missing[:2].sum(axis=0) / 16,
            title_covered,
            claim_covered,
            title.most(self.of_told * (1 - self.covered)) / 8,
            np.sqrt(np.maximum(title_share * title_covered, claim_share * claim_covered)),
            best.mean(axis=0),
            np.minimum((1 - best).sum(axis=0), 10) / 5,
            *self._part(best, self.common_asked),
            *self._part(best, ~self.common_asked),
        ]

    def title_rows(self, titles: list[list[str]]) -> list:
        title = _Segments(titles, self.place_of)
        common = self.of_told * self.common_told
        weighed, words = title.sum(common), title.sum((self.of_told > 0).astype(np.float32))
        return [
            np.where(weighed > 0, title.sum(common * self.covered) / np.maximum(weighed, 1e-6), 1.0),
            title.sum(self.covered) / np.maximum(words, 1.0),
        ]

    def _share(self, best: np.ndarray) -> np.ndarray:
        return self.of_asked @ best / max(float(self.of_asked.sum()), 1e-6)

    def _covered(self, segments: "_Segments") -> np.ndarray:
        return segments.sum(self.of_told * self.covered) / np.maximum(segments.sum(self.of_told), 1e-6)

    def _part(self, best: np.ndarray, chosen: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """(share aligned, rarest missing) of the chosen terms of the question."""
        weights = self.of_asked[chosen]
        if not weights.sum() > 0:
            return np.ones(best.shape[1]), np.zeros(best.shape[1])
        missing = weights[:, None] * (1 - best[chosen])
        return weights @ best[chosen] / weights.sum(), missing.max(axis=0) / 8


class _Segments:
    """The places of the terms of each of several texts, one after the other."""

    def __init__(self, texts: list[list[str]], place_of: Mapping[str, int]):
        empty = len(place_of)  # a column of zeros, so that no segment is without a column
        self.places = np.array([place for text in texts for place in (*map(place_of.get, text), empty)])
        self.starts = np.cumsum([0, *(len(text) + 1 for text in texts[:-1])])

    def best(self, table: np.ndarray) -> np.ndarray:
        return np.maximum.reduceat(table[:, self.places], self.starts, axis=1)

    def most(self, values: np.ndarray) -> np.ndarray:
        return np.maximum.reduceat(values[self.places], self.starts)

    def sum(self, values: np.ndarray) -> np.ndarray:
        return np.add.reduceat(values[self.places], self.starts)


def _is_common(term: str) -> bool:
    """Whether a term is a word of claims at large, not a name that only some of them know."""
    return background.frequency(term) > 0 or term in meant()


def _in_order(terms: Sequence[str], told: Sequence[str]) -> float:
    """How many of the question's first terms stand in the text in the same order."""
    first = terms[:COMPARED_IN_ORDER]
    return LCSseq.similarity(first, told) / len(first) if first else 0.0


def _contradictions(asked: list[str], candidates: Sequence[Found]) -> list[float]:
    """How many words of the question are contradicted: their opposite is told, and they are not."""
    contrary = {term: opposites()[term] - set(asked) for term in asked if term in opposites()}
    if not contrary:
        return [0.0] * len(candidates)
    counts = []
    for each in candidates:
        told = {*each.title, *each.claim[:_COMPARED]}
        counts.append(sum(term not in told and bool(other & told) for term, other in contrary.items()))
    return [min(float(count), 2.0) for count in counts]
