"""Reading the index: one state of it opened, and a reader that takes up new states by itself."""

import math
import threading
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from matching import background
from matching.lexical import LexicalReader
from matching.lexicon import Lexicon
from matching.manifest import Manifest
from matching.vectors import Delta, VectorReader, merged

DAMAGED = "damaged"  # a reader leaves this file for the writer when it cannot open what the manifest names
_LOOK_EVERY = 0.25  # seconds


class IndexUnavailable(Exception):
    """There is no index yet, or none that can be read."""


@dataclass(frozen=True)
class State:
    """The index after one commit."""

    manifest: Manifest
    lexical: LexicalReader
    vectors: VectorReader
    lexicon: Lexicon
    deltas: Mapping[str, Delta] = field(default_factory=dict)  # those of the manifest, by name
    _rarity: dict[str, float] = field(default_factory=dict)

    def rarity(self, terms: Iterable[str]) -> dict[str, float]:
        """For each term, ln(documents / documents that hold it): 0 for what stands everywhere.

        Counted over this index and a background of real claims, so that a site with twenty debunks knows
        which words are common, too.
        """
        known = self._rarity
        for term in terms:
            if term not in known:
                documents = self.lexical.count + background.documents()
                holding = self.lexical.frequency(term) + background.frequency(term)
                known[term] = math.log((documents + 1) / (holding + 0.5))
        return known

    def attainable(self, terms: Iterable[str]) -> float:
        """About the score that a document of average length gets that holds each of `terms` once."""
        count = self.lexical.count
        frequencies = [self.lexical.frequency(term) for term in terms]
        return sum(math.log(1 + (count - each + 0.5) / (each + 0.5)) for each in frequencies) or 1.0


class IndexReader:
    """Shared by the threads of a process; never more than a quarter of a second behind the disk."""

    def __init__(self, root: Path):
        self.root = root
        self._state: State | None = None
        self._stamp: tuple[int, int] | None = None
        self._looked = -math.inf
        self._lock = threading.Lock()

    def state(self) -> State:
        """The newest sound state; `IndexUnavailable` if there never was one."""
        if self._state is None or time.monotonic() - self._looked >= _LOOK_EVERY:
            return self.state_now()
        return self._sound_state()

    def state_now(self) -> State:
        """As `state`, after a look at the disk."""
        with self._lock:
            self._refresh()
        return self._sound_state()

    def _sound_state(self) -> State:
        if self._state is None:
            raise IndexUnavailable(f"no index in {self.root}")
        return self._state

    def _refresh(self) -> None:
        """Open what a changed manifest names; what is damaged or gone is not taken up."""
        self._looked = time.monotonic()
        stamp = self._manifest_stamp()
        if stamp is None or stamp == self._stamp:
            return
        for _ in range(3):  # the writer may replace the manifest and its files while they are opened
            manifest = Manifest.load(self.root)
            if manifest is None:
                return
            try:
                self._state, self._stamp = self._open(manifest), stamp
                return
            except (OSError, ValueError, RuntimeError):
                stamp = self._manifest_stamp()
        self._report_damage()

    def _manifest_stamp(self) -> tuple[int, int] | None:
        try:
            status = (self.root / "manifest.json").stat()
        except OSError:
            return None
        return status.st_mtime_ns, status.st_ino

    def _open(self, manifest: Manifest) -> State:
        if not manifest.is_complete(self.root):
            raise OSError("the index is incomplete")
        old = self._state
        same = old is not None and old.manifest.folder == manifest.folder
        if same and old is not None:
            lexical = old.lexical.reloaded()
        else:
            lexical = LexicalReader(manifest.lexical_folder(self.root))
        deltas = self._deltas(manifest, old.deltas if same and old is not None else {})
        delta = merged(manifest.dimension, list(deltas.values()))
        if same and old is not None and old.manifest.base == manifest.base:
            vectors = old.vectors.with_delta(delta)
        else:
            base = manifest.path(self.root, manifest.base) if manifest.base else None
            vectors = VectorReader(manifest.dimension, base, delta)
        return State(manifest, lexical, vectors, self._lexicon(manifest), deltas)

    def _deltas(self, manifest: Manifest, known: Mapping[str, Delta]) -> dict[str, Delta]:
        """The deltas of a manifest by name; no file ever changes, so what is `known` is not read again."""
        return {
            name: known[name] if name in known else Delta.load(manifest.path(self.root, name))
            for name in manifest.deltas
        }

    def _lexicon(self, manifest: Manifest) -> Lexicon:
        if manifest.lexicon is None:
            return Lexicon()
        return Lexicon.from_json(manifest.path(self.root, manifest.lexicon).read_bytes())

    def _report_damage(self) -> None:
        try:
            (self.root / DAMAGED).touch()
        except OSError:
            return  # another user's folder: the writer's own look finds it
