"""The one process of a node that writes the index."""

import fcntl
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from matching import soundness
from matching.building import NewBase, NewIndex, batches
from matching.documents import Document, PartVector
from matching.lexical import LexicalWriter
from matching.lexicon import Lexicon
from matching.manifest import Manifest, write_whole
from matching.projection import projection
from matching.vectors import Delta, merged

_DELTA_LIMIT = 1_000  # vectors in the deltas before a new base is worth its price
_DELTA_SHARE = 0.1  # of the base


class LockTaken(Exception):
    """Another process writes this index."""


class IndexWriter:
    """Holds the lock of an index folder and changes it. Every change is one commit, seen by all readers.

    An index is written for a `version` (see `matching.version`) and a `model` of vectors with `dimension`
    numbers. What is there already is opened also where it was written for another version, so that it can
    follow the news until a new one is built; `is_current` tells.
    """

    def __init__(self, root: Path, version: str, model: str, dimension: int):
        root.mkdir(parents=True, exist_ok=True)
        self.root, self.version, self.model, self.dimension = root, version, model, dimension
        self._lexical: LexicalWriter | None = None
        self._manifest: Manifest | None = None
        self._deltas: dict[str, Delta] = {}
        self._rebase: NewBase | None = None
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
        if manifest is None or not self._can_be_followed(manifest):
            return
        try:
            deltas = {name: Delta.load(manifest.path(self.root, name)) for name in manifest.deltas}
            self._lexical = LexicalWriter(manifest.lexical_folder(self.root))
        except (OSError, ValueError):  # another layout
            return
        self._deltas, self._manifest = deltas, manifest

    def _can_be_followed(self, manifest: Manifest) -> bool:
        same_vectors = (manifest.model, manifest.dimension) == (self.model, self.dimension)
        complete = manifest.is_complete(self.root)
        return same_vectors and complete and soundness.is_sound(manifest.lexical_folder(self.root))

    def close(self) -> None:
        if self._lexical is not None:
            self._lexical.close()
            self._lexical = None
        self._lock.close()

    @property
    def is_open(self) -> bool:
        """Whether there is an index that changes can be applied to."""
        return self._manifest is not None

    @property
    def is_current(self) -> bool:
        """Whether it was written for this version."""
        return self._manifest is not None and self._manifest.version == self.version

    @property
    def is_sound(self) -> bool:
        """Whether its words on disk are what was written; reads all of them."""
        manifest = self._manifest
        return manifest is not None and soundness.is_sound(manifest.lexical_folder(self.root))

    @property
    def cursor(self) -> int:
        """The number of the last change that is contained; -1 where there is no index."""
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
        self._lexical = self._manifest = self._rebase = None
        self._deltas = {}
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
        self._put(Delta.of(self.dimension, gone, turned))
        before = self._manifest
        cursor = before.cursor if cursor is None else cursor
        vectors_cursor = before.vectors_cursor if vectors_cursor is None else vectors_cursor
        self._publish(replace(before, cursor=cursor, vectors_cursor=vectors_cursor), lexicon)

    def _put(self, delta: Delta) -> None:
        """Lay a delta on top, merged with those below that are not much larger: a few files in all, and each
        vector written again only as often as its file doubles. What a new base will hold stays apart."""
        if not len(delta):
            return
        names = list(self._deltas)
        lowest = self._rebase.since if self._rebase else 0
        while len(names) > lowest and len(self._deltas[names[-1]]) <= 2 * len(delta):
            delta = merged(self.dimension, [self._deltas.pop(names.pop()), delta])
        self._deltas[self._new_name()] = delta

    def _new_name(self) -> str:
        assert self._manifest is not None
        return f"delta-{self._manifest.serial + 1}.npz"

    def _publish(self, manifest: Manifest, lexicon: Lexicon | None) -> None:
        """Write what is new under new names and make `manifest`, with it, the current one."""
        serial = manifest.serial + 1
        for name, delta in self._deltas.items():
            if name not in manifest.deltas:
                delta.save(manifest.path(self.root, name))
        if lexicon is not None:
            manifest = replace(manifest, lexicon=f"lexicon-{serial}.json")
            write_whole(manifest.path(self.root, str(manifest.lexicon)), lexicon.to_json())
        names = [*self._deltas, *([manifest.base] if manifest.base else [])]
        sizes = {name: manifest.path(self.root, name).stat().st_size for name in names}
        before, manifest = manifest, replace(manifest, serial=serial, deltas=list(self._deltas), sizes=sizes)
        manifest.save(self.root)
        self._manifest = manifest
        self._tidy(manifest, kept=before.deltas)

    def _tidy(self, manifest: Manifest, kept: Sequence[str]) -> None:
        """Delete vector files that no manifest names; `kept` stay for readers between two files."""
        named = {manifest.base, manifest.lexicon, *manifest.deltas, *kept}
        for path in (self.root / manifest.folder).iterdir():
            if path.is_file() and path.name not in named:
                path.unlink(missing_ok=True)

    @property
    def wants_base(self) -> bool:
        """Whether so much has changed that searching the deltas exactly costs more than a new base."""
        assert self._manifest is not None
        base = self._manifest.sizes.get(str(self._manifest.base), 0)
        rows = sum(len(delta.keys) for delta in self._deltas.values())
        return rows > _DELTA_LIMIT and rows * (self.dimension + 100) > base * _DELTA_SHARE

    def begin_base(self) -> NewBase:
        """A new base for all vectors there are from now on. Give them to its `add`, then `finish_base`."""
        assert self._manifest is not None
        folder = self.root / self._manifest.folder
        self._rebase = NewBase(folder, self.model, self.dimension, since=len(self._deltas))
        return self._rebase

    def finish_base(self, base: NewBase) -> None:
        """Take `base` in use; what was applied since it was begun stands in the deltas."""
        assert self._manifest is not None
        name = base.save(self._manifest.serial + 1)
        for old in list(self._deltas)[: base.since]:
            del self._deltas[old]
        self._rebase = None
        self._publish(replace(self._manifest, base=name), None)

    def rebase(self, vectors: Iterable[PartVector]) -> None:
        """Write a new base of `vectors`, all there are."""
        base = self.begin_base()
        for batch in batches(vectors):
            base.add(batch)
        self.finish_base(base)

    def begin_index(self) -> NewIndex:
        """A whole new index; until `finish_index` the current one serves and may be applied to."""
        return NewIndex(self.root, self.version, self.model, self.dimension)

    def finish_index(self, index: NewIndex, cursor: int, lexicon: Lexicon) -> None:
        """Take `index` in use: it holds at least all that was changed up to `cursor`."""
        before = Manifest.load(self.root)
        index.lexical.commit()
        serial = before.serial + 1 if before else 1
        base = index.base.save(serial)
        if self._lexical is not None:
            self._lexical.close()
        self._lexical, self._deltas, self._rebase = index.lexical, {}, None
        fresh = Manifest(
            version=self.version,
            folder=index.folder,
            serial=serial,
            cursor=cursor,
            vectors_cursor=-1,
            model=self.model,
            dimension=self.dimension,
            base=base,
            deltas=[],
            lexicon=None,
            sizes={},
        )
        self._publish(fresh, lexicon)
        self._remove_other_folders(index.folder)

    def rebuild(
        self, documents: Iterable[Document], vectors: Iterable[PartVector], cursor: int, lexicon: Lexicon
    ) -> None:
        """Build everything anew beside the current index, which serves until the new one is complete."""
        index = self.begin_index()
        for batch in batches(documents):
            index.add(batch, ())
        for some in batches(vectors):
            index.base.add(some)
        self.finish_index(index, cursor, lexicon)

    def _remove_other_folders(self, kept: str) -> None:
        for path in self.root.iterdir():
            if path.is_dir() and path.name != kept:
                shutil.rmtree(path, ignore_errors=True)
