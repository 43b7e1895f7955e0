"""Counting in how many real claims a word stands: the background of rarity in `matching/background.json`."""

import json
from collections import Counter

from bench.matching import claims
from matching.background import FILE
from matching.text import terms

_LEAST = 8  # rarer words are left out: they say more of a claim than of the language


def write() -> int:
    """Write the counts; how many terms there are."""
    counts = Counter(term for item in claims.items() for term in {*terms(item.title), *terms(item.message)})
    common = {term: count for term, count in sorted(counts.items()) if count >= _LEAST}
    stored = {"documents": len(claims.items()), "terms": common}
    FILE.write_text(json.dumps(stored, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
    return len(common)
