"""A client of an OpenAI-compatible embeddings server: the bundled one, or any other the operator names."""

import base64
import json
import threading
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import requests

_LONGEST = 2_000  # characters; about the 512 tokens the bundled model reads
_REMEMBERED = 2_000  # questions of late, 1.5 kB each
_BULK_TIMEOUT = 60.0  # seconds a text, when nobody waits for an answer
BUNDLED_MODEL = "multilingual-e5-small-q4"


class EmbeddingsUnavailable(Exception):
    """The server is down, too slow, or answers something else than vectors."""


@dataclass(frozen=True)
class Service:
    """Where vectors come from. `address_file` is read again and again, for a server that may move."""

    url: str = ""
    address_file: Path | None = None
    model: str = BUNDLED_MODEL
    key: str = ""
    query_prefix: str = ""
    passage_prefix: str = ""

    def address(self) -> str:
        if self.url:
            return self.url.rstrip("/")
        try:
            found = json.loads(self.address_file.read_text()) if self.address_file else {}
        except (OSError, ValueError):
            found = {}
        if not found.get("url"):
            raise EmbeddingsUnavailable("no embeddings server is running")
        return found["url"].rstrip("/")


class Embedder:
    """Turns texts into unit vectors. Safe to share between threads."""

    def __init__(self, service: Service):
        self.service = service
        self._local = threading.local()
        self._asked: dict[str, np.ndarray] = {}

    @property
    def model(self) -> str:
        return self.service.model

    def question(self, text: str, timeout: float) -> np.ndarray:
        """The vector of a question within `timeout` seconds, or `EmbeddingsUnavailable`."""
        vector = self._asked.get(text)
        if vector is None:
            vector = self._embed(self.service.query_prefix + text[:_LONGEST], "query", timeout)
            if len(self._asked) >= _REMEMBERED:
                self._asked.pop(next(iter(self._asked)), None)
            self._asked[text] = vector
        return vector

    def passage(self, text: str) -> np.ndarray:
        """The vector of a stored text; waits as long as a busy server needs."""
        return self._embed(self.service.passage_prefix + text[:_LONGEST], "passage", _BULK_TIMEOUT)

    def _embed(self, text: str, kind: str, timeout: float) -> np.ndarray:
        body = {"model": self.service.model, "input": text, "encoding_format": "base64", "input_type": kind}
        try:
            answer = self._session().post(f"{self.service.address()}/embeddings", json=body, timeout=timeout)
            answer.raise_for_status()
            return _vector(answer.json()["data"][0]["embedding"])
        except (requests.RequestException, ValueError, LookupError, TypeError) as error:
            raise EmbeddingsUnavailable(str(error)) from error

    def _session(self) -> requests.Session:
        session = getattr(self._local, "session", None)
        if session is None:
            session = self._local.session = requests.Session()
            session.trust_env = False  # the operator's address, not a proxy's
            if self.service.key:
                session.headers["Authorization"] = f"Bearer {self.service.key}"
        return session


def _vector(embedding) -> np.ndarray:
    if isinstance(embedding, str):
        row = np.frombuffer(base64.b64decode(embedding), "<f4")
    else:
        row = np.asarray(embedding, np.float32)
    norm = float(np.linalg.norm(row)) if row.ndim == 1 and row.size else 0.0
    if not np.isfinite(norm) or norm == 0.0:
        raise ValueError("the embeddings server answered without a vector")
    return (row / norm).astype(np.float32)
