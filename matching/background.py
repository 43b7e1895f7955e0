"""How common words are in claims at large: counted once over real claims by `bench/matching/fit.py`."""

import json
from functools import cache
from pathlib import Path

FILE = Path(__file__).with_name("background.json")


@cache
def _counts() -> dict:
    return json.loads(FILE.read_text(encoding="utf-8"))


def documents() -> int:
    return _counts()["documents"]


def frequency(term: str) -> int:
    """In how many of the counted claims `term` stands; 0 for what is rare there."""
    return _counts()["terms"].get(term, 0)


def is_name(term: str) -> bool:
    """Whether claims write `term` with a capital inside a sentence: a person, a place, an institution."""
    return term in _names()


@cache
def _names() -> frozenset[str]:
    return frozenset(_counts()["names"])
