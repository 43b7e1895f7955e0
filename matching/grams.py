"""How alike strings are by their trigrams, for all candidates of a question at once."""

from collections.abc import Sequence

import numpy as np

_BITS = 7  # of a character: ASCII as it is; others share the 32 places of the control characters
_CODES = 1 << 3 * _BITS


def likeness(question: str, titles: Sequence[str], claims: Sequence[str]) -> np.ndarray:
    """A row a candidate: Dice's coefficient of question and title; the better one of title and claim; how
    much of the title stands in the question; how much of the question in title or claim. Each 0 to 1."""
    asked = _distinct(_codes([question]))
    found = _distinct(_codes([*titles, *claims]))  # candidate after candidate, titles before claims
    texts, count = found // _CODES, len(titles)
    sizes = np.bincount(texts, minlength=2 * count)
    hits = found[np.isin(found % _CODES, asked, kind="table")]
    shared = np.bincount(hits // _CODES, minlength=2 * count)
    dice = 2 * shared / (sizes + len(asked))
    in_either = _distinct(hits // _CODES % count * _CODES + hits % _CODES)
    covered = np.bincount(in_either // _CODES, minlength=count) / len(asked)
    by_title, by_claim = dice[:count], dice[count:]
    return np.stack(
        [by_title, np.maximum(by_title, by_claim), shared[:count] / sizes[:count], covered], axis=1
    )


def _distinct(numbers: np.ndarray) -> np.ndarray:
    """Sorted, each once. (`np.unique` counts by hashing, which takes four times as long for so few.)"""
    numbers = np.sort(numbers)
    return numbers[np.diff(numbers, prepend=-1) != 0]


def _codes(texts: Sequence[str]) -> np.ndarray:
    """Every trigram of `texts`, padded with blanks, as a number: the text's place, then three characters."""
    padded = [f"  {text} " for text in texts]
    characters = np.frombuffer("".join(padded).encode("utf-32-le"), np.uint32).astype(np.int64)
    characters = np.where(characters < 1 << _BITS, characters, characters & 31)
    places = np.repeat(np.arange(len(padded)), [len(text) for text in padded])
    grams = (characters[:-2] << 2 * _BITS) | (characters[1:-1] << _BITS) | characters[2:]
    within = places[:-2] == places[2:]
    return (places[:-2] * _CODES + grams)[within]
