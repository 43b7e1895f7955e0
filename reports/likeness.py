"""Knowing a message again when it has been forwarded, shortened, decorated or retyped (MinHash)."""

import hashlib
import re
import struct
import unicodedata

from rensa import RMinHash

NUMBERS = 128
BANDS = 32  # of four numbers each: two texts half alike share one with a probability of 87 %
SEED = 20240214  # of the permutations: changing it makes every stored sketch worthless
SHINGLE = 5  # characters
FORMAT = f"<{NUMBERS}I"


def sketch(text: str) -> bytes | None:
    """The MinHash of what `text` says, or None when it has too few letters to be told apart."""
    plain = _plain(text)
    if len(plain) < 3 * SHINGLE:
        return None
    minhash = RMinHash(num_perm=NUMBERS, seed=SEED)
    minhash.update([plain[start : start + SHINGLE] for start in range(len(plain) - SHINGLE + 1)])
    return struct.pack(FORMAT, *minhash.digest())


def bands(digest: bytes) -> list[int]:
    """One signed 64-bit number per band of the sketch."""
    size = len(digest) // BANDS
    return [
        int.from_bytes(
            hashlib.blake2b(digest[start : start + size], digest_size=8, salt=str(start).encode()).digest(),
            "little",
            signed=True,
        )
        for start in range(0, len(digest), size)
    ]


def alike(one: bytes, other: bytes) -> float:
    """How much of their wording two sketched texts share, 0 to 1 (estimated Jaccard similarity)."""
    pairs = zip(struct.unpack(FORMAT, one), struct.unpack(FORMAT, other), strict=True)
    return sum(left == right for left, right in pairs) / NUMBERS


def _plain(text: str) -> str:
    """Lower-case letters and digits with single spaces: decoration, accents and emphasis are gone."""
    text = unicodedata.normalize("NFKD", text).lower()
    text = "".join(character for character in text if not unicodedata.combining(character))
    return " ".join(re.findall(r"[^\W_]+", text))
