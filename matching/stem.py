"""Indonesian word stems: the Snowball stemmer, corrected where it is blind without a dictionary.

Snowball strips `men-` from *menolak* and leaves *olak*, where *ditolak* gives *tolak*; it also cuts words
that only look inflected (*keluarga* → *luarga*). The nasal prefixes are therefore resolved here first, and
`words/stems.txt` protects words or names their stem outright.
"""

import re
from functools import cache

import Stemmer

from matching import background
from matching.words import read_pairs, read_words

_NASAL = re.compile(r"^(?:ber|ter|se|ke|di)?(me|pe)(ny|ng|n|m)(?=[aeiou])")
_INITIALS = {"ny": "s", "n": "t", "m": "p", "ng": ""}
_CHAT_PREFIX = re.compile(r"^(?:nge(?=[^aeiou])|ng(?=[aeiou])|ny(?=[aeiou]))")
_MIN_WORD = 5

_stemmer = Stemmer.Stemmer("indonesian")
_overrides = dict(read_pairs("stems.txt"))
_nasal_roots = tuple(read_words("nasal_roots.txt"))


@cache
def stem(word: str) -> str:
    """The stem of a folded Indonesian word; short words, numbers and protected words are left as they are."""
    if word in _overrides:
        return _overrides[word]
    if len(word) < _MIN_WORD or not word.isalpha():
        return word
    stemmed = _stemmer.stemWord(_resolve_nasal(word))
    stemmed = _overrides.get(stemmed, stemmed)
    if _is_spoken(word, stemmed):
        return stem(word[:-2])
    return stemmed if len(stemmed) >= 3 else word


def _is_spoken(word: str, stemmed: str) -> bool:
    """Whether a word that claims do not know is one they know with the spoken ending: *majuin*, *resmiin*."""
    if not word.endswith("in") or len(word) < _MIN_WORD + 1 or background.frequency(stemmed):
        return False
    return background.frequency(stem(word[:-2])) > 0


def _resolve_nasal(word: str) -> str:
    """`menolak` → `tolak`, `memilih` → `pilih`, `mengirim` → `kirim`, `ngirim` → `kirim`."""
    chat = _CHAT_PREFIX.match(word)
    if chat:
        rest = word[chat.end() :]
        return _with_initial("ny" if chat.group() == "ny" else "ng", rest)
    found = _NASAL.match(word)
    if not found:
        return word
    nasal, rest = found.group(2), word[found.end() :]
    return _with_initial(nasal, rest)


def _with_initial(nasal: str, rest: str) -> str:
    """Put back the consonant that the prefix swallowed, unless the root is known to begin otherwise."""
    kept = {"ny": "ny", "ng": "k", "n": "n", "m": "m"}[nasal] + rest
    if kept.startswith(_nasal_roots):
        return kept
    return _INITIALS[nasal] + rest
