"""One process that serves checks from an index on disk, as a web process does: how fast, and how big it is.

Run in a fresh process (`measure` through an executor that spawns): its memory is then that of a web process,
Django and the portal's code included.
"""

import os
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

import numpy as np

from matching.embeddings import Embedder, Service
from matching.engine import Engine
from matching.parts import question_text
from matching.text import terms

_WARM = 20  # questions that are asked before any is timed
_TEN = 10
_KB = 1024


class VectorsAtHand:
    """An embedder that has been asked before."""

    def __init__(self, embedder: Embedder, texts: Sequence[str]):
        self.model = embedder.model
        wordings = {question_text(text) for text in texts}
        self._known = {wording: embedder.question(wording, 60.0) for wording in wordings if wording}

    def question(self, text: str, timeout: float) -> np.ndarray:
        return self._known[text]

    def is_up(self) -> bool:
        return True


@dataclass(frozen=True)
class Figures:
    """Milliseconds of every check, by what was measured; megabytes that the process holds."""

    milliseconds: dict[str, list[float]]
    resident: int
    private: int  # of that, what it does not share with other processes of the node


def measure(root: Path, address: str, messages: Sequence[str], copies: Sequence[str]) -> Figures:
    """Check `messages`, and `copies` of claims word for word, in the index at `root`."""
    _become_a_web_process()
    embedder = Embedder(Service(url=address))
    by_words, by_meaning = Engine(root, None), Engine(root, VectorsAtHand(embedder, messages))
    whole = Engine(root, Embedder(Service(url=address)))  # it has not seen these questions
    by_meaning.index = whole.index = by_words.index  # a web process maps the files once
    plain = by_words.index.state().lexical
    ways: dict[str, tuple[Callable[[str], object], Sequence[str]]] = {
        "plain": (lambda text: plain.search(terms(text), _TEN), messages),
        "words": (lambda text: by_words.search(text, budget=None), messages),
        "meaning": (lambda text: by_meaning.search(text, budget=None), messages),
        "embedding": (lambda text: whole.search(text, budget=None), messages),
        "copy": (lambda text: by_meaning.search(text, budget=None), copies),
    }
    milliseconds = {name: _timed(check, texts) for name, (check, texts) in ways.items()}
    return Figures(milliseconds, *_memory())


def _become_a_web_process() -> None:
    with tempfile.TemporaryDirectory(prefix="bench-web-") as folder:
        (Path(folder) / "static").mkdir()
        os.environ |= {"DATA_DIR": folder, "DJANGO_SETTINGS_MODULE": "portal.settings"}
        import_module("portal.wsgi")
        import_module("portal.urls")


def _timed(check: Callable[[str], object], texts: Sequence[str]) -> list[float]:
    for text in texts[:_WARM]:
        check(text)
    found = []
    for text in texts[_WARM:]:
        began = time.perf_counter()
        check(text)
        found.append((time.perf_counter() - began) * 1000)
    return found


def _memory() -> tuple[int, int]:
    """Megabytes: resident, and resident but not of files. Linux tells them apart."""
    lines = Path("/proc/self/status").read_text().splitlines()
    found = {line.split(":")[0]: line.split()[1] for line in lines if line.startswith(("VmRSS", "RssAnon"))}
    return int(found["VmRSS"]) // _KB, int(found["RssAnon"]) // _KB
