"""The one process of a node that writes the index."""

import fcntl
import shutil
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from matching import soundness
from matching.documents import Document, PartVector
from matching.lexical import LexicalWriter
from matching.lexicon import Lexicon
from matching.manifest import Manifest, write_whole
from matching.projection import Projection, projection
from matching.vectors import Delta, key_of, write_base

_BATCH = 2_000
_DELTA_LIMIT = 1_000  # vectors in the delta before a new base is worth its price
_DELTA_SHARE = 0.05  # of the base


class LockTaken(Exception):
    """Another process writes this index."""


class IndexWriter:
    """Holds the lock of an index folder and changes it. Every change is one commit, seen by all readers.

    An index is written for a `version` (see `matching.version`) and a `model` of vectors with `dimension`
    numbers. `cursor` is the number of the last change that is contained, -1 where the index must be rebuilt.
    """

    def __init__(self, root: Path, version: str, model: str, dimension: int):
        root.mkdir(parents=True, exist_ok=True)
        self.root, self.version, self.model, self.dimension = root, version, model, dimension
        self._lexical: LexicalWriter | None = None
        self._manifest: Manifest | None = None
        self._delta = Delta.empty(dimension)
        self._take_lock()
        self._open()

    def _take_lock(self) -> None:
        self._lock = (self.root / "lock").open("w")
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            self._lock.close()
            raise LockTaken(str(self.root)) from error

    def _open(self) -> None:
        manifest = Manifest.load(self.root)
        if manifest is None or not self._fits(manifest):
            return
        if not soundness.is_sound(manifest.lexical_folder(self.root)):
            return
        self._delta = Delta.load(manifest.path(self.root, manifest.delta))
        self._lexical = LexicalWriter(manifest.lexical_folder(self.root))
        self._manifest = manifest

    def _fits(self, manifest: Manifest) -> bool:
        wanted = (self.version, self.model, self.dimension)
        found = (manifest.version, manifest.model, manifest.dimension)
        return wanted == found and manifest.is_complete(self.root)

    def close(self) -> None:
        if self._lexical is not None:
            self._lexical.close()
            self._lexical = None
        self._lock.close()

    @property
    def cursor(self) -> int:
        return -1 if self._manifest is None else self._manifest.cursor

    @property
    def vectors_cursor(self) -> int:
        return -1 if self._manifest is None else self._manifest.vectors_cursor

    @property
    def is_whole(self) -> bool:
        """Whether the files are still those that were written: False after somebody deleted or cut them."""
        if self._manifest is None or not (self.root / "lock").exists():
            return False
        return Manifest.load(self.root) == self._manifest and self._manifest.is_complete(self.root)

    def forget(self) -> None:
        """Treat the index as lost, so that it is rebuilt; readers keep what they hold."""
        if self._lexical is not None:
            self._lexical.close()
        self._lexical = self._manifest = None
        self.root.mkdir(parents=True, exist_ok=True)
        if not (self.root / "lock").exists():
            self._lock.close()
            self._take_lock()

    def apply(
        self,
        *,
        put: Sequence[Document] = (),
        remove: Sequence[int] = (),
        vectors: Sequence[PartVector] = (),
        cursor: int | None = None,
        vectors_cursor: int | None = None,
        lexicon: Lexicon | None = None,
    ) -> None:
        """Commit changed documents; `vectors` replace all those of their documents and of those in `put`."""
        assert self._manifest is not None and self._lexical is not None, "rebuild first"
        self._lexical.put(put)
        self._lexical.remove(remove)
        if put or remove:
            self._lexical.commit()
        gone = [each.id for each in put] + list(remove)
        turn = projection(self.model)
        turned = [replace(each, vector=turn(each.vector)) for each in vectors]
        self._delta = self._delta.changed(gone, turned)
        before = self._manifest
        cursor = before.cursor if cursor is None else cursor
        vectors_cursor = before.vectors_cursor if vectors_cursor is None else vectors_cursor
        self._publish(replace(before, cursor=cursor, vectors_cursor=vectors_cursor), lexicon)

    def _publish(self, manifest: Manifest, lexicon: Lexicon | None) -> None:
        """Write the delta under a new name and make `manifest`, with it, the current one."""
        serial = manifest.serial + 1
        delta = f"delta-{serial}.npz"
        self._delta.save(manifest.path(self.root, delta))
        names = {delta} if manifest.base is None else {manifest.base, delta}
        if lexicon is not None:
            manifest = replace(manifest, lexicon=f"lexicon-{serial}.json")
            write_whole(manifest.path(self.root, str(manifest.lexicon)), lexicon.to_json())
        sizes = {name: manifest.path(self.root, name).stat().st_size for name in names}
        manifest = replace(manifest, serial=serial, delta=delta, sizes=sizes)
        manifest.save(self.root)
        self._manifest = manifest
        self._tidy(manifest)

    def _tidy(self, manifest: Manifest) -> None:
        """Delete vector files that no manifest names; the last delta stays for readers between two files."""
        kept = {manifest.base, manifest.delta, f"delta-{manifest.serial - 1}.npz", manifest.lexicon}
        for path in (self.root / manifest.folder).iterdir():
            if path.is_file() and path.name not in kept:
                path.unlink(missing_ok=True)

    @property
    def wants_base(self) -> bool:
        """Whether so much has changed that searching the delta exactly costs more than a new base."""
        assert self._manifest is not None
        base = (
            0
            if self._manifest.base is None
            else self._manifest.path(self.root, self._manifest.base).stat().st_size
        )
        rows = len(self._delta.keys)
        return rows > _DELTA_LIMIT and rows * (self.dimension + 100) > base * _DELTA_SHARE

    def rebase(self, vectors: Iterable[PartVector]) -> None:
        """Write a new base of `vectors`, all there are, and begin an empty delta."""
        assert self._manifest is not None
        name = self._write_base(self._manifest.folder, self._manifest.serial + 1, vectors)
        self._delta = Delta.empty(self.dimension)
        self._publish(replace(self._manifest, base=name), None)

    def _write_base(self, folder: str, serial: int, vectors: Iterable[PartVector]) -> str:
        name = f"base-{serial}.usearch"
        write_base(self.root / folder / name, self.dimension, _batches(vectors, projection(self.model)))
        return name

    def rebuild(
        self,
        documents: Iterable[Document],
        vectors: Iterable[PartVector],
        cursor: int,
        lexicon: Lexicon,
    ) -> None:
        """Build everything anew beside the current index, which serves until the new one is complete."""
        before = Manifest.load(self.root)
        if self._lexical is not None:
            self._lexical.close()
        folder = f"{self.version}-{uuid.uuid4().hex[:8]}"
        lexical = LexicalWriter(self.root / folder / "lexical")
        lexical.add_new(documents)
        lexical.commit()
        serial = before.serial + 1 if before else 1
        base = self._write_base(folder, serial, vectors)
        self._lexical, self._delta = lexical, Delta.empty(self.dimension)
        fresh = Manifest(
            version=self.version,
            folder=folder,
            serial=serial,
            cursor=cursor,
            vectors_cursor=-1,
            model=self.model,
            dimension=self.dimension,
            base=base,
            delta="",
            lexicon=None,
            sizes={},
        )
        self._publish(fresh, lexicon)
        self._remove_other_folders(folder)

    def _remove_other_folders(self, kept: str) -> None:
        for path in self.root.iterdir():
            if path.is_dir() and path.name != kept:
                shutil.rmtree(path, ignore_errors=True)


def _batches(vectors: Iterable[PartVector], turn: Projection):
    keys: list[int] = []
    rows: list[np.ndarray] = []
    for each in vectors:
        keys.append(key_of(each.document, each.part))
        rows.append(each.vector)
        if len(keys) == _BATCH:
            yield np.array(keys, np.uint64), turn(np.array(rows, np.float32))
            keys, rows = [], []
    if keys:
        yield np.array(keys, np.uint64), turn(np.array(rows, np.float32))
