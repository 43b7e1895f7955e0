"""What is measured between a message and each candidate: the numbers the ranker weighs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from rapidfuzz import fuzz

from matching import alignment
from matching.grams import likeness
from matching.lexical import Found
from matching.meanings import translated
from matching.text import NEGATIONS, Token

_LIKELY_COSINE = 0.6  # of a debunk that answers the question
_COMPARED_TERMS = 80  # of a claim, where strings are compared

NAMES = (
    "bm25",  # score, of what is attainable
    "bm25_log",
    "title_share",  # how much of what is rare in the question stands in the title …
    "claim_share",
    "share",
    "title_covered",  # … and how much of what is rare in the title stands in the question
    "claim_covered",
    "covered",
    "both_ways",
    "title_trigrams",
    "trigrams",
    "title_trigrams_covered",
    "question_trigrams_covered",
    "token_set",
    "title_partial",
    "claim_partial",
    "title_cosine",
    "claim_cosine",
    "cosine",
    "cosine_gap",  # to the closest candidate
    "rarest_missing",  # what is rare in the question and missing in the candidate: a near miss
    "two_missing",
    "rarest_unasked",
    "rarest_shared",
    "three_shared",
    "shared_words",
    "number_agrees",
    "numbers_differ",
    "number_unasked",
    "negation_differs",
    "question_length",
    "title_length",
    "same",
    *alignment.NAMES,
    "names_without_claim",  # the subject is the same, what is said of it is not
    "alike_and_close",
    "aligned_and_close",
    "names_and_known",  # the lesser share of both
    "title_both_ways",
    "aligned_squared",
    "cosine_squared",
    "words_missing_share",
    "aligned_gap",  # to the candidate with most counterparts
)
_JOINT = len(NAMES) - NAMES.index("names_without_claim")


@dataclass(frozen=True)
class Question:
    """A message, or one part of it, ready to be compared: its tokens, their rarity and its vector."""

    tokens: Sequence[Token]
    rarity: Mapping[str, float]  # of each content term: ln(documents / documents with the term)
    vector: np.ndarray | None = None
    attainable: float = 1.0  # lexical score of a document that holds every term
    meanings: Mapping[str, frozenset[str]] = field(default_factory=dict)  # what its aliases may mean
    passed_on: bool = False  # with the header of a forwarded message

    @cached_property
    def terms(self) -> list[str]:
        return [token.term for token in self.tokens if token.content]

    @cached_property
    def unique(self) -> frozenset[str]:
        return frozenset(self.terms)

    @cached_property
    def sought(self) -> list[str]:
        """The terms to search for: what is written, and what it may mean."""
        foreign = translated()
        meant = [
            self.meanings.get(term, frozenset()) | foreign.get(term, frozenset()) for term in self.unique
        ]
        return [*self.terms, *sorted(frozenset().union(*meant))]

    def asked_of(self, told: frozenset[str]) -> frozenset[str]:
        """The terms of the question, aliases exchanged for what of their meaning is `told`."""
        unknown = [term for term in self.meanings if term not in told and self.meanings[term] & told]
        if not unknown:
            return self.unique
        meant = frozenset().union(*(self.meanings[term] & told for term in unknown))
        return (self.unique - set(unknown)) | meant

    @cached_property
    def joined(self) -> str:
        return " ".join(self.terms)

    @cached_property
    def numbers(self) -> frozenset[str]:
        return frozenset(term for term in self.unique if term[0].isdigit())

    @cached_property
    def negated(self) -> bool:
        return not NEGATIONS.isdisjoint(self.unique)


def measure(
    question: Question, candidates: Sequence[Found], rarity, cosines: np.ndarray | None
) -> np.ndarray:
    """One row of `NAMES` per candidate.

    `rarity(terms)` gives the rarity of any terms; `cosines` has a row per candidate: with its title, with its
    claim. A candidate whose vectors are still to be made (NaN) is taken to be as close as its words are.
    Without vectors the columns of cosines are 0.
    """
    words = np.array([_words(question, each, rarity) for each in candidates], np.float32)
    aligned = alignment.align(question.terms, question.meanings, candidates, rarity)
    rows = np.hstack([words, aligned, np.zeros((len(words), _JOINT), np.float32)])
    titles, claims = [_title(each) for each in candidates], [_claim(each) for each in candidates]
    place = NAMES.index("title_trigrams")
    rows[:, place : place + 4] = likeness(question.joined, titles, claims)
    if cosines is not None:
        guess = rows[:, [NAMES.index("share")] * 2] * _LIKELY_COSINE
        cosines = np.where(np.isnan(cosines), guess, cosines)
        best = cosines.max(axis=1)
        place = NAMES.index("title_cosine")
        rows[:, place : place + 2] = cosines
        rows[:, place + 2] = best
        rows[:, place + 3] = best - best.max()
    rows[:, -_JOINT:] = _joint(rows)
    return rows


def _joint(rows: np.ndarray) -> np.ndarray:
    """What only two features together say: a sum of weights cannot ask for one *and* the other."""
    of = {name: rows[:, place] for place, name in enumerate(NAMES[:-_JOINT])}
    aligned, cosine = of["aligned"], of["cosine"]
    return np.stack(
        [
            of["names_aligned"] * of["known_missing"],
            of["aligned_both_ways"] * cosine,
            aligned * cosine,
            np.minimum(of["known_aligned"], of["names_aligned"]),
            of["aligned_title"] * of["aligned_title_covered"],
            aligned**2,
            cosine**2,
            of["words_missing"] / (of["question_length"] * 5 + 0.5),
            aligned - aligned.max(),
        ],
        axis=1,
    )


def _words(question: Question, found: Found, rarity) -> list[float]:
    """Every feature of one candidate that words give."""
    title, claim = frozenset(found.title), frozenset(found.claim)
    both = title | claim
    asked = question.asked_of(both)
    known = rarity(both | asked)
    shared = sorted((known[term] for term in asked & both), reverse=True)
    missing = sorted((known[term] for term in asked - both), reverse=True)
    title_share, claim_share = _share(asked, title, known), _share(asked, claim, known)
    title_covered, claim_covered = _share(title, asked, known), _share(claim, asked, known)
    return [
        found.score / question.attainable / 2,
        float(np.log1p(found.score / question.attainable * len(asked))),
        title_share,
        claim_share,
        _share(asked, both, known),
        title_covered,
        claim_covered,
        max(title_covered, claim_covered),
        max(title_covered * title_share, claim_covered * claim_share) ** 0.5,
        0.0,
        0.0,
        0.0,
        0.0,
        *_strings(question, found),
        0.0,
        0.0,
        0.0,
        0.0,
        missing[0] / 8 if missing else 0.0,
        sum(missing[:2]) / 16,
        max((known[term] for term in title - asked), default=0.0) / 8,
        shared[0] / 8 if shared else 0.0,
        sum(shared[:3]) / 24,
        min(len(shared), 20) / 10,
        *_numbers(question, title, both),
        float(question.negated == NEGATIONS.isdisjoint(title)),
        min(len(question.terms), 30) / 10,
        min(len(title), 30) / 10,
        float(asked in (title, claim)),
    ]


def _share(part: frozenset[str], whole: frozenset[str], rarity: Mapping[str, float]) -> float:
    """How much of what is rare in `part` stands in `whole`, 0 to 1."""
    total = sum(map(rarity.__getitem__, part))
    return sum(map(rarity.__getitem__, part & whole)) / total if total else 0.0


def _title(found: Found) -> str:
    return " ".join(found.title)


def _claim(found: Found) -> str:
    return " ".join(found.claim[:_COMPARED_TERMS])


def _strings(question: Question, found: Found) -> tuple[float, ...]:
    title, claim = _title(found), _claim(found)
    return (
        fuzz.token_set_ratio(question.joined, title) / 100,
        fuzz.partial_ratio(question.joined, title) / 100,
        fuzz.partial_ratio(question.joined, claim) / 100,
    )


def _numbers(question: Question, title: frozenset[str], both: frozenset[str]) -> tuple[float, ...]:
    asked = question.numbers
    told = frozenset(term for term in both if term[0].isdigit())
    return (
        float(bool(asked & told)),
        float(bool(asked and told and not asked & told)),
        float(any(term[0].isdigit() and term not in asked for term in title)),
    )
