"""What others do, written from their published rules, to be measured in the same run as the engine.

- PostgreSQL: `@@` with all words, and any word ranked by `ts_rank` (its default weights; textsearch docs).
- Cofacts (rumors-api): `more_like_this` with `minimum_should_match: 10<70%`, then the Dice coefficient of
  letter pairs, offered from 0 on.
- Meedan Check/Alegre: BM25 with `minimum_should_match` of 70% (suggested) or 85% (matched), cosine of 0.75 or
  0.875; texts of fewer than 8 words are only suggested.
- Plain BM25, plain cosine of the bundled model.
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Ranked:
    """Places of documents with their scores, best first; `answers`: whether it would answer by itself."""

    places: Sequence[int]
    scores: Sequence[float]
    answers: bool


def words(text: str) -> list[str]:
    return _WORD.findall(text.lower())


class Texts:
    """The documents as peers see them: lower-case words, no stems."""

    def __init__(self, texts: Sequence[str]):
        self.texts = texts
        self.count = len(texts)
        self.lengths = np.array([len(words(text)) for text in texts])
        held = defaultdict(list)
        for place, text in enumerate(texts):
            for word, times in Counter(words(text)).items():
                held[word].append((place, times))
        self.postings = {word: np.array(pairs).T for word, pairs in held.items()}

    def bm25(self, asked: Sequence[str]) -> tuple[np.ndarray, np.ndarray]:
        """(score, number of different words of the question held) of every document."""
        scores, shared = np.zeros(self.count), np.zeros(self.count, int)
        norm = 0.25 + 0.75 * self.lengths / self.lengths.mean()
        for word in set(asked) & self.postings.keys():
            places, times = self.postings[word]
            rarity = math.log(1 + (self.count - len(places) + 0.5) / (len(places) + 0.5))
            scores[places] += rarity * times * 2.2 / (times + 1.2 * norm[places])
            shared[places] += 1
        return scores, shared

    def ts_rank(self, asked: Sequence[str]) -> tuple[np.ndarray, np.ndarray]:
        """PostgreSQL's rank of any word: weight 0.1, an occurrence k counting 1/k², no rarity."""
        scores, shared = np.zeros(self.count), np.zeros(self.count, int)
        for word in set(asked) & self.postings.keys():
            places, times = self.postings[word]
            scores[places] += [sum(0.1 / k**2 for k in range(1, n + 1)) / 1.64493406685 for n in times]
            shared[places] += 1
        return scores / max(len(set(asked)), 1), shared


def best(
    scores: np.ndarray, allowed: np.ndarray | None = None, count: int = 10
) -> tuple[list[int], list[float]]:
    scores = scores if allowed is None else np.where(allowed, scores, 0.0)
    places = [int(place) for place in np.argsort(-scores, kind="stable")[:count] if scores[place] > 0]
    return places, [float(scores[place]) for place in places]


def all_words(texts: Texts, text: str, cosines: np.ndarray) -> Ranked:
    asked = words(text)
    scores, shared = texts.ts_rank(asked)
    places, found = best(scores, shared == len(set(asked)))
    return Ranked(places, found, bool(places))


def any_word(texts: Texts, text: str, cosines: np.ndarray) -> Ranked:
    places, found = best(texts.ts_rank(words(text))[0])
    return Ranked(places, found, bool(places))


def cofacts(texts: Texts, text: str, cosines: np.ndarray) -> Ranked:
    asked = words(text)
    scores, shared = texts.bm25(asked)
    wanted = len(set(asked))
    least = wanted if wanted <= 10 else math.floor(0.7 * wanted)
    places, _ = best(scores, shared >= least)
    alike = sorted(((_dice(text, texts.texts[place]), place) for place in places), reverse=True)
    return Ranked([place for _, place in alike], [score for score, _ in alike], bool(places))


def _dice(left: str, right: str) -> float:
    pairs = [
        Counter(a + b for a, b in pairwise(text))
        for text in ("".join(left.lower().split()), "".join(right.lower().split()))
    ]
    total = sum(map(sum, (pair.values() for pair in pairs)))
    return 2 * sum((pairs[0] & pairs[1]).values()) / total if total else 0.0


def alegre_words(share: float):
    def rank(texts: Texts, text: str, cosines: np.ndarray) -> Ranked:
        asked = words(text)
        scores, shared = texts.bm25(asked)
        places, found = best(scores, shared >= math.floor(share * len(set(asked))))
        return Ranked(places, found, bool(places) and len(asked) >= 8)

    return rank


def alegre_meaning(least: float):
    def rank(texts: Texts, text: str, cosines: np.ndarray) -> Ranked:
        places, found = best(cosines, cosines >= least)
        return Ranked(places, found, bool(places) and len(words(text)) >= 8)

    return rank


def plain_bm25(texts: Texts, text: str, cosines: np.ndarray) -> Ranked:
    places, found = best(texts.bm25(words(text))[0])
    return Ranked(places, found, bool(places))


def plain_cosine(texts: Texts, text: str, cosines: np.ndarray) -> Ranked:
    places, found = best(cosines)
    return Ranked(places, found, bool(places))


PEERS = {
    "PostgreSQL, all words": all_words,
    "PostgreSQL, any word by ts_rank": any_word,
    "Cofacts: more_like_this 10<70%, Dice": cofacts,
    "Alegre: 70% of the words": alegre_words(0.70),
    "Alegre: 85% of the words": alegre_words(0.85),
    "Alegre: cosine 0.75": alegre_meaning(0.75),
    "Alegre: cosine 0.875": alegre_meaning(0.875),
    "plain BM25": plain_bm25,
    "plain cosine": plain_cosine,
}
