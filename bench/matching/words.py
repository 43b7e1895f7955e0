"""The table of single words in `matching/wordvectors.npz`: what the bundled model says of each word alone."""

from collections import Counter

import numpy as np

from bench.matching import claims
from bench.matching.vectors import CachedVectors
from matching import wordvectors
from matching.text import analyse, asked_wording

_LEAST = 3  # times that a word stands in the claims
_DIRECTIONS = 160  # kept of the 384
_EVENED = 60  # directions in which words differ most, which are shrunk to the rest


def write(known: CachedVectors) -> int:
    """Write the table; how many terms it holds."""
    counts = _counts()
    words = list(counts)
    vectors = known.of(words, "words")
    importance = np.sqrt([counts[word] for word in words])
    turned = _evened(vectors, importance)
    sums: dict[str, np.ndarray] = {}
    for word, row, weight in zip(words, turned, importance, strict=True):
        for token in analyse(word).tokens:
            if token.content:
                sums[token.term] = sums.get(token.term, 0.0) + row * weight
    terms = sorted(sums)
    wordvectors.save(terms, np.stack([sums[term] for term in terms])[:, :_DIRECTIONS])
    return len(terms)


def _counts() -> dict[str, int]:
    """How often each word stands in the claims, as it is written; rare ones left out."""
    texts = [text for item in claims.items() for text in (item.title, item.message)]
    counts = Counter(word for text in texts for word in asked_wording(text).split())
    return {
        word: count
        for word, count in sorted(counts.items())
        if word.isalpha() and len(word) > 1 and count >= _LEAST
    }


def _evened(vectors: np.ndarray, importance: np.ndarray) -> np.ndarray:
    """The vectors around their mean, along the directions in which they differ most, which are shrunk."""
    weights = importance[:, None] / importance.sum()
    centred = vectors - (vectors * weights).sum(axis=0)
    spread, directions = np.linalg.eigh((centred * weights).T @ centred)
    spread, directions = spread[::-1], directions[:, ::-1]
    return centred @ directions / np.sqrt(spread + spread[_EVENED])
