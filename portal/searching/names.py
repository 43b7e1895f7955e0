"""Finding names although they are mistyped. Plain Python: entries in, best entries out.

Every word of the query must resemble a word of the name: be it, begin it, or differ by a letter or two.
Comparing words rather than names keeps thirty thousand names within a few milliseconds, since they share
their words.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from rapidfuzz import process
from rapidfuzz.distance import OSA

ALIKE = 0.72  # of two words, at least, by edits per letter; measured on doubled, dropped and swapped letters
BEGUN = 0.9  # what a word is worth that only begins the name's word
MOST_WORDS = 6


@dataclass(frozen=True)
class Entry:
    """One name of a (hashable) thing; a thing may have several. `kind` groups what is found."""

    kind: str
    thing: Any
    name: str


class Names:
    def __init__(self, entries: Iterable[Entry]):
        self.entries = list(entries)
        self._words = [words(entry.name) for entry in self.entries]
        self._holders: dict[str, list[int]] = defaultdict(list)
        for number, names in enumerate(self._words):
            for word in set(names):
                self._holders[word].append(number)
        self._vocabulary = list(self._holders)

    def search(self, query: str) -> list[tuple[float, Entry]]:
        """Entries that resemble `query`, the best first, each thing once, with scores from 0 to 1."""
        asked = words(query)[:MOST_WORDS]
        if not asked:
            return []
        scores = self._by_word(asked[0])
        for word in asked[1:]:
            more = self._by_word(word)
            scores = {number: score + more[number] for number, score in scores.items() if number in more}
        found = [
            (score / len(asked) - self._excess(number, asked), self.entries[number])
            for number, score in scores.items()
        ]
        found.sort(key=lambda one: (-one[0], one[1].name))
        best: dict[tuple, tuple[float, Entry]] = {}
        for score, entry in found:
            best.setdefault((entry.kind, entry.thing), (score, entry))
        return list(best.values())

    def _by_word(self, word: str) -> dict[int, float]:
        """How well the best word of each entry resembles `word`; entries without such a word are absent."""
        alike = self._alike(word)
        scores: dict[int, float] = {}
        for other, score in alike.items():
            for number in self._holders[other]:
                scores[number] = max(score, scores.get(number, 0.0))
        return scores

    def _alike(self, word: str) -> dict[str, float]:
        if len(word) < 4:  # too short to guess at
            return {word: 1.0} if word in self._holders else {}
        near = process.extract(
            word, self._vocabulary, scorer=OSA.normalized_similarity, score_cutoff=ALIKE, limit=50
        )
        begun = {other: BEGUN for other in self._vocabulary if other.startswith(word)}
        return begun | {other: max(score, begun.get(other, 0.0)) for other, score, _place in near}

    def _excess(self, number: int, asked: list[str]) -> float:
        """A little less for names that say more than was asked, so that the plain name comes first."""
        return 0.02 * max(len(self._words[number]) - len(asked), 0)


def words(text: str) -> list[str]:
    """Lower case, without accents and punctuation."""
    plain = unicodedata.normalize("NFKD", text.lower())
    return re.findall(r"[a-z0-9]+", "".join(letter for letter in plain if not unicodedata.combining(letter)))
