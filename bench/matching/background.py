"""Counting in how many real claims a word stands: the background of rarity in `matching/background.json`."""

import json
from collections import Counter

from bench.matching import claims
from matching.background import FILE
from matching.text import analyse, terms

_LEAST = 8  # rarer words are left out: they say more of a claim than of the language
_CAPITALS = 0.75  # share of a word's places inside sentences in which a name is written with a capital
_PLACES = 4  # least number of such places
_BEFORE_SENTENCE = ".!?:…-\n"


def write() -> int:
    """Write the counts; how many terms there are."""
    counts = Counter(term for item in claims.items() for term in {*terms(item.title), *terms(item.message)})
    common = {term: count for term, count in sorted(counts.items()) if count >= _LEAST}
    stored = {"documents": len(claims.items()), "terms": common, "names": _names(common)}
    FILE.write_text(json.dumps(stored, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
    return len(common)


def _names(common: dict[str, int]) -> list[str]:
    """Common terms that are written with a capital inside sentences of messages written with care."""
    places, capitals = Counter[str](), Counter[str]()
    for item in claims.items():
        if _is_written_with_care(item.message):
            for token in analyse(item.message).tokens:
                before = item.message[: token.start].rstrip(' "“‘(*_')
                if before and before[-1] not in _BEFORE_SENTENCE:
                    places[token.term] += 1
                    capitals[token.term] += item.message[token.start].isupper()
    return [
        term
        for term in common
        if places[term] >= _PLACES and capitals[term] >= _CAPITALS * places[term] and not term[0].isdigit()
    ]


def _is_written_with_care(text: str) -> bool:
    """Neither in capitals nor With Every Word Capitalised."""
    letters = [letter for letter in text if letter.isalpha()]
    words = [word for word in text.split() if word[0].isalpha()]
    return sum(letter.isupper() for letter in letters) <= 0.35 * len(letters) and sum(
        word[0].isupper() for word in words
    ) <= 0.5 * len(words)
