"""Names of bystanders in words: what an officer marks is covered in the copy that is referred."""

import re
import unicodedata
from collections.abc import Sequence

COVER = "[disamarkan]"
LEAST_LETTERS, MOST_WORDS = 3, 50


def covered(text: str, names: Sequence[str]) -> str:
    """`text` without `names`, however cased, dressed up or spaced they are written."""
    if not names:
        return text
    text = unicodedata.normalize("NFKC", text)
    longest_first = sorted((unicodedata.normalize("NFKC", name) for name in names), key=len, reverse=True)
    pattern = "|".join(r"\s+".join(re.escape(word) for word in name.split()) for name in longest_first)
    return re.sub(rf"(?<!\w)(?:{pattern})(?!\w)", COVER, text, flags=re.IGNORECASE)


def names_in(lines: str) -> list[str]:
    """One name per line, each once, tidied. Raises ValueError for one too short to cover, or for too many."""
    names = list(dict.fromkeys(" ".join(line.split()) for line in lines.splitlines() if line.strip()))
    if len(names) > MOST_WORDS or any(not LEAST_LETTERS <= len(name) <= 100 for name in names):
        raise ValueError
    return names
