"""A client of an OpenAI-compatible embeddings server: the bundled one, or any other the operator names."""

import base64
import json
import math
import socket
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit

import numpy as np
import requests

_LONGEST = 2_000  # characters; about the 512 tokens the bundled model reads
_REMEMBERED = 2_000  # questions of late, 1.5 kB each
_TRY_EVERY = 1.0  # seconds
_BULK_TIMEOUT = 60.0  # seconds a text, when nobody waits for an answer
BUNDLED_MODEL = "damaipedia-e5-small-1"
_PROBE = "pemilu"
BULK = "X-Bulk"  # a header that lets the bundled server answer questions first


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


class QuestionEmbedder(Protocol):
    """What the engine needs of an embedder: `Embedder`, or whatever else knows the vectors."""

    @property
    def model(self) -> str: ...

    def __hash__(self) -> int: ...

    def question(self, text: str, timeout: float) -> np.ndarray: ...

    def is_up(self) -> bool: ...


class Embedder:
    """Turns texts into unit vectors. Safe to share between threads."""

    def __init__(self, service: Service):
        self.service = service
        self._local = threading.local()
        self._asked: dict[str, np.ndarray] = {}
        self._tried, self._was_up = -math.inf, False

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

    def probe(self, timeout: float) -> None:
        """Ask for a vector as if for the first time; `EmbeddingsUnavailable` when none comes in time.

        A server that is stuck still takes connections, and questions asked before are remembered here.
        """
        self._embed(self.service.query_prefix + _PROBE, "query", timeout)

    def passage(self, text: str) -> np.ndarray:
        """The vector of a stored text; waits as long as a busy server needs.

        Claims and questions are the same kind of text, so the bundled model is asked for a query here, too:
        measured, the right debunk came first 7 points more often than among passages.
        """
        kind = "query" if self.service.model == BUNDLED_MODEL else "passage"
        return self._embed(self.service.passage_prefix + text[:_LONGEST], kind, _BULK_TIMEOUT, bulk=True)

    def is_up(self) -> bool:
        """Whether the server takes connections, as far as one can tell in a few milliseconds."""
        if time.monotonic() - self._tried > _TRY_EVERY:
            self._tried, self._was_up = time.monotonic(), self._connects()
        return self._was_up

    def _connects(self) -> bool:
        try:
            address = urlsplit(self.service.address())
            port = address.port or (443 if address.scheme == "https" else 80)
            socket.create_connection((address.hostname or "", port), 0.05).close()
        except (OSError, EmbeddingsUnavailable):
            return False
        return True

    def _embed(self, text: str, kind: str, timeout: float, bulk: bool = False) -> np.ndarray:
        headers = {BULK: "1"} if bulk else {}
        body = {"model": self.service.model, "input": text, "encoding_format": "base64", "input_type": kind}
        try:
            answer = self._session().post(
                f"{self.service.address()}/embeddings", json=body, headers=headers, timeout=timeout
            )
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
