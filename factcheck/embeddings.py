"""The vectors of debunks: made once by the embeddings server, then kept in the database."""

import hashlib
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import lru_cache

import numpy as np
from django.conf import settings

from factcheck.models import Debunk, Embedding
from matching.documents import PartVector
from matching.embeddings import Embedder, EmbeddingsUnavailable, Service
from matching.parts import claim_text, title_text
from matching.text import claimed_wording

_PATIENCE = 10.0  # seconds that a busy server may take for its first answer
PARTS = ("title", "claim")  # the place in this list is the part's number in the index


def embedder() -> Embedder:
    """The embedder of this process, as the settings say."""
    return _embedder(str(settings.DATA_DIR), settings.EMBEDDINGS_URL, settings.EMBEDDINGS_MODEL)


@lru_cache(4)
def _embedder(data_dir: str, url: str, model: str) -> Embedder:
    service = Service(
        url=url,
        address_file=settings.DATA_DIR / "embedder.json",
        model=model,
        key=settings.EMBEDDINGS_KEY,
        query_prefix=settings.EMBEDDINGS_QUERY_PREFIX,
        passage_prefix=settings.EMBEDDINGS_PASSAGE_PREFIX,
    )
    return Embedder(service)


@contextmanager
def running_embedder() -> Iterator[Embedder]:
    """An embedder that answers: the running one, or the bundled server started for the time being.

    Raises `EmbeddingsUnavailable` where the operator's server does not answer or the bundled one not start.
    """
    usual = embedder()
    if settings.EMBEDDINGS_URL:
        usual.probe(_PATIENCE)  # the operator's choice: no other server stands in for it
        yield usual
        return
    if _answers(usual):
        yield usual
        return
    command = [sys.executable, "-m", "matching.embedder", "--port", "0"]
    with subprocess.Popen(command, cwd=settings.BASE_DIR, stdout=subprocess.PIPE, text=True) as server:
        try:
            url = _announced(server)
            yield Embedder(Service(url=url, model=usual.model))
        finally:
            server.terminate()


def _announced(server: subprocess.Popen) -> str:
    """The address that the server prints once its model is read."""
    line = server.stdout.readline() if server.stdout else ""
    if "http://" not in line:
        raise EmbeddingsUnavailable("the bundled embeddings server does not start on this machine")
    return line[line.index("http://") :].strip()


def _answers(candidate: Embedder) -> bool:
    try:
        candidate.probe(2.0)
    except EmbeddingsUnavailable:
        return False
    return True


def texts_of(debunk: Debunk) -> dict[str, str]:
    """{part: text} of what is embedded; a claim that only repeats the title has no vector of its own."""
    title, claim = title_text(debunk.title), claim_text(debunk.claim)
    if not title or claimed_wording(claim) == title:
        return {"title": title or claim}
    return {"title": title, "claim": claim}


def fingerprint(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def stored(debunks: Iterable[Debunk], model: str) -> Iterator[PartVector]:
    """The vectors of `debunks` (with `embeddings` prefetched) that are not stale."""
    for debunk in debunks:
        wanted = {part: fingerprint(text) for part, text in texts_of(debunk).items()}
        for row in debunk.embeddings.all():
            if row.model == model and wanted.get(row.part) == row.fingerprint:
                vector = np.frombuffer(row.vector, "<f4")
                yield PartVector(debunk.pk, PARTS.index(row.part), vector)


def missing(debunk: Debunk, model: str) -> dict[str, str]:
    """{part: text} of what has no vector yet (`embeddings` prefetched)."""
    there = {(row.part, row.fingerprint) for row in debunk.embeddings.all() if row.model == model}
    return {part: text for part, text in texts_of(debunk).items() if (part, fingerprint(text)) not in there}


def make(debunk: Debunk, model: Embedder) -> list[Embedding]:
    """Ask the server for the missing vectors of a debunk; the rows are unsaved, for this takes long."""
    rows = []
    for part, text in missing(debunk, model.model).items():
        vector = model.passage(text)
        rows.append(
            Embedding(
                debunk=debunk,
                part=part,
                model=model.model,
                dimension=len(vector),
                fingerprint=fingerprint(text),
                vector=vector.astype("<f4").tobytes(),
            )
        )
    return rows


def save(rows: list[Embedding]) -> None:
    """Store new vectors in place of stale ones, in one short statement."""
    Embedding.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["debunk", "part", "model"],
        update_fields=["dimension", "fingerprint", "vector"],
    )
