"""How close single words are in meaning, by the vectors that the bundled model gives each of them alone.

Tells that *police* is *polisi* and *corruption* is *korupsi*. Worked out once for the words of real claims by
`bench/matching/fit.py`; no model is asked when a message is checked.
"""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np

FILE = Path(__file__).with_name("wordvectors.npz")


@cache
def _table() -> tuple[dict[str, int], np.ndarray]:
    """{term: row}, and the rows of unit length; the last row, of unknown terms, is zero."""
    with np.load(FILE) as stored:
        rows = np.vstack([stored["rows"], np.zeros((1, stored["rows"].shape[1]), np.int8)])
        places = {term: place for place, term in enumerate(stored["terms"].tolist())}
    return places, rows


def likeness(left: Sequence[str], right: Sequence[str]) -> np.ndarray:
    """The cosine of each term of `left` (row) with each of `right`; 0 where one is unknown."""
    return _rows(left) @ _rows(right).T


def _rows(terms: Sequence[str]) -> np.ndarray:
    places, rows = _table()
    found = rows[[places.get(term, -1) for term in terms]].astype(np.float32)
    return found / np.maximum(np.linalg.norm(found, axis=1, keepdims=True), 1.0)


def save(terms: Sequence[str], vectors: np.ndarray, path: Path = FILE) -> None:
    """Write the table; `vectors` has a row a term."""
    unit = vectors / np.maximum(np.abs(vectors).max(axis=1, keepdims=True), 1e-9)
    np.savez_compressed(path, terms=np.array(terms), rows=np.round(unit * 127).astype(np.int8))
