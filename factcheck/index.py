"""The match index and the database: how the one follows the other.

One process per node, the follower, writes the index; everybody else reads it through `engine()`.
"""

import logging
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, nullcontext
from contextvars import ContextVar
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.db.models import Prefetch

from core import changes
from core.models import Change
from factcheck import embeddings
from factcheck.lexicon import lexicon
from factcheck.models import Debunk, Embedding
from matching.documents import Document
from matching.embeddings import Embedder, EmbeddingsUnavailable, QuestionEmbedder
from matching.engine import Engine
from matching.index import DAMAGED
from matching.manifest import Manifest
from matching.version import index_version
from matching.writer import IndexWriter, LockTaken

logger = logging.getLogger(__name__)

_CHANGES_AT_ONCE = 1_000
_DEBUNKS_AT_ONCE = 1_000  # of a new index, about half a second
_EMBED_SECONDS = 0.7  # of embedding between two looks at the log
_BUNDLED_DIMENSION = 384
_DEBUNK = Debunk._meta.label_lower


class NotSearchable(Exception):
    """The index did not come as far as was waited for; the message says what is missing."""


_embedder_in_use: ContextVar[QuestionEmbedder | None] = ContextVar("embedder", default=None)


def engine() -> Engine:
    """The engine of this process."""
    return _engine(str(settings.INDEX_DIR), _embedder_in_use.get() or embeddings.embedder())


@contextmanager
def use_embedder(embedder: QuestionEmbedder | None) -> Iterator[None]:
    """Let checks use `embedder`, such as a server that a command started for itself; None: the usual one."""
    token = _embedder_in_use.set(embedder)
    try:
        yield
    finally:
        _embedder_in_use.reset(token)


@lru_cache(4)
def _engine(folder: str, embedder: QuestionEmbedder) -> Engine:
    return Engine(Path(folder), embedder)


class Follower:
    """Carries every change of the log into the index. Holds the index's lock while it lives."""

    def __init__(self, embedder: Embedder | None):
        """Raises `LockTaken` when another process follows. Without an embedder words alone are indexed."""
        self.embedder = embedder
        self.model = settings.EMBEDDINGS_MODEL
        self._writer = self._open(_dimension(self.model))
        self._work: Iterator[None] | None = None  # a new index or a new base, half done
        self._pending: dict[int, None] = dict.fromkeys(self._left_without_vectors())
        self._embedder_down_until = 0.0

    def _open(self, dimension: int) -> IndexWriter:
        return IndexWriter(settings.INDEX_DIR, index_version(self.model), self.model, dimension)

    def close(self) -> None:
        self._writer.close()

    def __enter__(self) -> "Follower":
        return self

    def __exit__(self, *_) -> None:
        self.close()

    @property
    def cursor(self) -> int:
        return self._writer.cursor

    @property
    def vectors_cursor(self) -> int:
        return self._writer.vectors_cursor

    @property
    def pending(self) -> int:
        """How many debunks still wait for a vector."""
        return len(self._pending)

    def step(self) -> bool:
        """Do the next piece of work, about a second of it; False when there is none.

        While a new index or base is built, the old one takes up what happens meanwhile.
        """
        self._forget_what_is_lost()
        if self._work is None and self._wants_index():
            self._work = self._new_index()
        working = self._go_on()
        if not self._writer.is_open:
            return working
        return self._follow() or self._embed() or working

    def _forget_what_is_lost(self) -> None:
        """An index whose files are gone, or that knows more than the log, cannot be followed any further."""
        lost = self._writer.is_open and not self._writer.is_whole
        if lost or self._writer.cursor > changes.last_number():
            self._writer.forget()
            self._work = None

    def _wants_index(self) -> bool:
        damaged = settings.INDEX_DIR / DAMAGED
        if damaged.exists():
            damaged.unlink()
            if not self._writer.is_sound:
                self._writer.forget()
            return True
        return not self._writer.is_current

    def _go_on(self) -> bool:
        """Do the next piece of what is half done; False when nothing is."""
        if self._work is None:
            return False
        try:
            next(self._work)
        except StopIteration:
            self._work = None
        except BaseException:
            self._work = None
            raise
        return True

    def _new_index(self) -> Iterator[None]:
        """Read everything anew. What changes meanwhile has a higher number and is followed afterwards."""
        cursor = changes.last_number()
        logger.info("index: building anew up to change %s", cursor)
        index = self._writer.begin_index()
        waiting: list[int] = []
        for batch in _published_in_batches(self.model):
            index.add(map(_document, batch), list(embeddings.stored(batch, self.model)))
            waiting += [each.pk for each in batch if embeddings.missing(each, self.model)]
            yield
        self._writer.finish_index(index, cursor, lexicon())
        self._pending = dict.fromkeys(waiting)

    def _new_base(self) -> Iterator[None]:
        base = self._writer.begin_base()
        for batch in _published_in_batches(self.model):
            base.add(list(embeddings.stored(batch, self.model)))
            yield
        self._writer.finish_base(base)

    def _follow(self) -> bool:
        """Take up the next changes of the log; words first, so that they do not wait for vectors."""
        news = list(Change.objects.after(self.cursor)[:_CHANGES_AT_ONCE])
        if not news:
            return False
        touched = {change.object_id for change in news if change.model == _DEBUNK}
        published = list(_with_vectors(Debunk.objects.published().filter(pk__in=touched), self.model))
        self._pending.update((each.pk, None) for each in published if embeddings.missing(each, self.model))
        self._writer.apply(
            put=[_document(each) for each in published],
            remove=sorted(touched - {each.pk for each in published}),
            vectors=list(embeddings.stored(published, self.model)),
            cursor=news[-1].number,
            lexicon=lexicon() if any(change.model.startswith("candidates.") for change in news) else None,
        )
        return True

    def _embed(self) -> bool:
        """Make missing vectors for less than a second, then look at the log again."""
        if not self._pending:
            return self._finish_vectors()
        if self.embedder is None or time.monotonic() < self._embedder_down_until:
            return False
        done, rows = self._make_rows(self.embedder)
        if rows:
            embeddings.save(rows)
            if rows[0].dimension != self._writer.dimension:
                self._writer.close()
                self._work, self._writer = None, self._open(rows[0].dimension)
                return True
        if done:
            self._put_vectors(done)
        return bool(done)

    def _make_rows(self, embedder: Embedder) -> tuple[list[int], list[Embedding]]:
        """(debunks that wait no longer, new rows). Some had their vectors made while an index was built."""
        done: list[int] = []
        rows: list[Embedding] = []
        until = time.monotonic() + _EMBED_SECONDS
        while self._pending and time.monotonic() < until:
            number = next(iter(self._pending))
            debunk = _with_vectors(Debunk.objects.published().filter(pk=number), self.model).first()
            try:
                rows += embeddings.make(debunk, embedder) if debunk else []
            except EmbeddingsUnavailable as error:
                logger.warning("index: no vectors for now: %s", error)
                self._embedder_down_until = time.monotonic() + 5
                break
            del self._pending[number]
            done.append(number)
        return done, rows

    def _left_without_vectors(self) -> Iterator[int]:
        """The debunks that changed since all vectors were there, and have none."""
        changed = Debunk.objects.filter(change_number__gt=self.vectors_cursor)
        for batch in _published_in_batches(self.model, changed):
            yield from (each.pk for each in batch if embeddings.missing(each, self.model))

    def _put_vectors(self, ids: Iterable[int]) -> None:
        published = Debunk.objects.published().filter(pk__in=ids)
        vectors = list(embeddings.stored(_with_vectors(published, self.model), self.model))
        self._writer.apply(vectors=vectors)
        if self._work is None and self._writer.wants_base:
            self._work = self._new_base()

    def _finish_vectors(self) -> bool:
        if self.vectors_cursor < self.cursor:
            self._writer.apply(vectors_cursor=self.cursor)
        return False


def wait_until_searchable(
    number: int,
    *,
    vectors: bool = True,
    embedder: Embedder | None = None,
    timeout: float = 3600.0,
    progress: Callable[[int], None] = lambda left: None,
) -> None:
    """Return once every change up to `number` can be found, also by meaning with `vectors`.

    Where nobody follows the log, this process does so itself, with `embedder` or else the running embeddings
    server or the bundled one. `progress(left)` is told how many debunks still wait for their vectors, where
    this process makes them. Raises `NotSearchable` after `timeout` seconds, or when no vectors can be had.
    """
    until = time.monotonic() + timeout
    while not _reached(number, vectors):
        if time.monotonic() > until:
            raise NotSearchable(f"the index did not reach change {number} within {timeout:.0f} s")
        try:
            with Follower(None) as follower:
                _follow_until(follower, number, vectors, embedder, until, progress)
        except LockTaken:
            time.sleep(0.1)
        except EmbeddingsUnavailable as error:
            raise NotSearchable(str(error)) from error


def _follow_until(follower, number, vectors, embedder, until, progress) -> None:
    given = nullcontext(embedder) if embedder or not vectors else embeddings.running_embedder()
    with given as follower.embedder:
        while time.monotonic() < until and not _reached(number, vectors):
            if not follower.step():
                time.sleep(0.05)
            progress(follower.pending)


def _reached(number: int, vectors: bool) -> bool:
    manifest = Manifest.load(settings.INDEX_DIR)
    if manifest is None or manifest.version != index_version(settings.EMBEDDINGS_MODEL):
        return False
    if not manifest.is_complete(settings.INDEX_DIR) or manifest.cursor > changes.last_number():
        return False
    return min(manifest.cursor, manifest.vectors_cursor if vectors else manifest.cursor) >= number


def differences() -> int:
    """How many debunks this node's index holds otherwise than the database; 0 while it is behind the log.

    Where there are any, the follower is told to build anew: that repairs what no change in the log explains.
    """
    state = engine().index.state_now()
    held = state.lexical.stamps()
    expected = {document.id: document.stamp for document in _documents()}
    if state.manifest.cursor != changes.last_number():
        return 0
    different = sum(held.get(number) != expected.get(number) for number in held.keys() | expected.keys())
    if different:
        logger.warning("index: %s debunks differ from the database", different)
        (settings.INDEX_DIR / DAMAGED).touch()
    return different


def _document(debunk: Debunk) -> Document:
    day = debunk.published_at.date() if debunk.published_at else None
    return Document(debunk.pk, debunk.title, debunk.claim, debunk.summary, day)


def _documents() -> Iterator[Document]:
    fields = ("id", "title", "claim", "summary", "published_at")
    return map(_document, Debunk.objects.published().only(*fields).iterator(2_000))


def _with_vectors(debunks, model: str):
    vectors = Prefetch("embeddings", Embedding.objects.filter(model=model))
    fields = ("id", "title", "claim", "summary", "published_at", "state")
    return debunks.only(*fields).prefetch_related(vectors)


def _published_in_batches(model: str, debunks=None) -> Iterator[list[Debunk]]:
    """All published debunks with their vectors. Each batch is a query of its own, so that none stays open
    for minutes; states are compared here, for SQLite would sort all debunks of a state for every batch."""
    found = _with_vectors(Debunk.objects.all() if debunks is None else debunks, model)
    last = 0
    while batch := list(found.filter(pk__gt=last).order_by("pk")[:_DEBUNKS_AT_ONCE]):
        last = batch[-1].pk
        yield [debunk for debunk in batch if debunk.state == Debunk.State.PUBLISHED]


def _dimension(model: str) -> int:
    """Of the vectors that are there, or will be."""
    known = Embedding.objects.filter(model=model).values_list("dimension", flat=True).first()
    return known or _BUNDLED_DIMENSION
