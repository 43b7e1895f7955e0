"""Turning the space of a model so that cosines tell debunks apart.

Vectors of the bundled model lie close together, whatever the texts say. The projection subtracts their mean
and shrinks the directions in which a headline and the message it debunks differ anyway (within-class
covariance normalisation). It was computed by `bench/matching/fit.py`; the vectors kept in the database are
those of the model, so that a new projection needs no new vectors.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from matching.embeddings import BUNDLED_MODEL

FILE = Path(__file__).with_name("projection.npz")


@dataclass(frozen=True)
class Projection:
    """`matrix` is square, `mean` a row; None leaves vectors of an unknown model as they are."""

    matrix: np.ndarray | None = None
    mean: np.ndarray | None = None

    def __call__(self, vectors: np.ndarray) -> np.ndarray:
        """Unit vectors (one, or one a row) in the turned space."""
        if self.matrix is None or vectors.shape[-1] != len(self.matrix):
            return vectors
        turned = (vectors - self.mean) @ self.matrix
        return turned / np.maximum(np.linalg.norm(turned, axis=-1, keepdims=True), 1e-9)

    @classmethod
    def fit(cls, left: np.ndarray, right: np.ndarray, mean: np.ndarray, ridge: float = 1.0) -> "Projection":
        """From pairs of vectors (rows of `left` and `right`) that mean the same in different words."""
        difference = left - right
        within = difference.T @ difference / len(difference) / 2
        size = len(within)
        values, directions = np.linalg.eigh(within + ridge * np.trace(within) / size * np.eye(size))
        matrix = directions @ np.diag(values**-0.5) @ directions.T
        return cls(matrix.astype(np.float32), mean.astype(np.float32))

    def save(self, path: Path = FILE) -> None:
        assert self.matrix is not None and self.mean is not None
        np.savez_compressed(path, matrix=self.matrix.astype(np.float16), mean=self.mean.astype(np.float16))


@cache
def projection(model: str) -> Projection:
    """The projection for vectors of `model`."""
    if model != BUNDLED_MODEL or not FILE.exists():
        return Projection()
    with np.load(FILE) as stored:
        return Projection(stored["matrix"].astype(np.float32), stored["mean"].astype(np.float32))
