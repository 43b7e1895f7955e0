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
