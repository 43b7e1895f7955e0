"""The lexical half of the index: tantivy's BM25 over terms that `matching.text` has already made."""

from collections.abc import Callable, Iterable, Sequence
from copy import copy
from functools import cached_property, partial
from pathlib import Path
from typing import cast

import numpy as np
import tantivy

from matching.documents import Document, stamp_of
from matching.text import terms

_WRITER_MEMORY = 64_000_000  # bytes
_STORED_TERMS = 400  # of a claim; the rest is searched but not compared word by word
_TITLE_WEIGHT = 1.2
_MOST_ALIKE = 10


class Found:
    """A candidate: its id and score, and what the ranker compares, read from disk when it is asked for."""

    def __init__(self, id: int, score: float, read: Callable[[], tantivy.Document]):
        self.id, self.score, self._read = id, score, read
        self.cosines: np.ndarray | None = None  # of title and claim with the question, where it has a vector

    @cached_property
    def _row(self) -> tantivy.Document:
        return self._read()

    @cached_property
    def title(self) -> Sequence[str]:
        """The terms of the title, in order."""
        return self._row["title"][0].split()

    @cached_property
    def claim(self) -> Sequence[str]:
        """The first terms of the claim, in order."""
        return self._row["claim"][0].split()

    @property
    def day(self) -> int:
        """When it was published: a proleptic ordinal, 0 when unknown."""
        return self._row["day"][0]


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_integer_field("id", stored=True, indexed=True, fast=True)
    builder.add_integer_field("day", stored=True)
    builder.add_integer_field("stamp", fast=True)
    builder.add_integer_field("wording", indexed=True)
    for name, stored in (("title", True), ("body", False)):
        builder.add_text_field(name, stored=stored, tokenizer_name="whitespace", index_option="freq")
    builder.add_text_field("claim", stored=True, tokenizer_name="raw", index_option="basic")
    return builder.build()


def _open(folder: Path) -> tantivy.Index:
    folder.mkdir(parents=True, exist_ok=True)
    index = tantivy.Index(_schema(), path=str(folder))
    whitespace = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
    index.register_tokenizer("whitespace", whitespace)
    return index


class LexicalWriter:
    """Adds and removes documents. Nothing is visible before `commit`; a folder has one writer at a time."""

    def __init__(self, folder: Path):
        self._index = _open(folder)
        self._writer = self._index.writer(_WRITER_MEMORY, 1)

    def put(self, documents: Iterable[Document]) -> None:
        for document in documents:
            self._writer.delete_documents_by_term("id", document.id)
            self._writer.add_document(_row(document))

    def add_new(self, documents: Iterable[Document]) -> None:
        """As `put`, for documents known to be absent: without looking for old ones."""
        for document in documents:
            self._writer.add_document(_row(document))

    def remove(self, ids: Iterable[int]) -> None:
        for number in ids:
            self._writer.delete_documents_by_term("id", number)

    def commit(self) -> None:
        self._writer.commit()

    def close(self) -> None:
        self._writer.wait_merging_threads()


def _row(document: Document) -> tantivy.Document:
    title, claim = terms(document.title), terms(document.claim)
    body = [*title, *claim, *terms(document.summary)]
    row = tantivy.Document()
    row.add_integer("id", document.id)
    row.add_integer("day", document.day.toordinal() if document.day else 0)
    row.add_integer("stamp", document.stamp)
    for wording in {wording_of(title), wording_of(claim)}:
        row.add_integer("wording", wording)
    row.add_text("title", " ".join(title))
    row.add_text("claim", " ".join(claim[:_STORED_TERMS]))
    row.add_text("body", " ".join(body))
    return row


def wording_of(words: Sequence[str]) -> int:
    """The fingerprint of a wording: the same for every way of writing the same terms."""
    return stamp_of(" ".join(words))


class LexicalReader:
    """Searches what was committed when it was opened."""

    def __init__(self, folder: Path):
        if not tantivy.Index.exists(str(folder)):
            raise FileNotFoundError(f"no lexical index in {folder}")
        self._index = _open(folder)
        self._index.config_reader("manual")
        self._index.reload()
        self._searcher = self._index.searcher()

    def reloaded(self) -> "LexicalReader":
        """A reader of the latest commit; this one goes on showing what it showed."""
        reader = copy(self)
        reader._index.reload()
        reader._searcher = reader._index.searcher()
        return reader

    @property
    def count(self) -> int:
        return self._searcher.num_docs

    def frequency(self, term: str) -> int:
        """In how many documents `term` stands."""
        return self._searcher.doc_freq("body", term)

    def search(self, words: Sequence[str], limit: int) -> list[Found]:
        """The `limit` documents that share most of what is rare in `words`, best first."""
        query = self._query(words)
        if query is None:
            return []
        return self._found(self._searcher.search(query, limit, count=False).hits)

    def holding(self, words: Sequence[str], limit: int) -> list[int]:
        """The ids of documents that hold every one of `words`, the `limit` best ones."""
        schema = self._index.schema
        clauses = [
            (tantivy.Occur.Must, tantivy.Query.term_query(schema, "body", word, "freq"))
            for word in dict.fromkeys(words)
        ]
        if not clauses:
            return []
        hits = self._searcher.search(tantivy.Query.boolean_query(clauses), limit, count=False).hits
        return self._whole_numbers("id", [address for _, address in hits]) if hits else []

    def same_wording(self, words: Sequence[str]) -> list[Found]:
        """Documents whose title or claim consists of exactly these terms, the newest first."""
        query = tantivy.Query.term_query(self._index.schema, "wording", wording_of(words))
        hits = self._searcher.search(query, _MOST_ALIKE, count=False).hits
        return sorted(self._found(hits), key=lambda found: -found.day)

    def stamps(self) -> dict[int, int]:
        """{id: stamp} of every document."""
        if not self.count:
            return {}
        hits = self._searcher.search(tantivy.Query.all_query(), self.count, count=False).hits
        addresses = [address for _, address in hits]
        ids, stamps = self._whole_numbers("id", addresses), self._whole_numbers("stamp", addresses)
        return dict(zip(ids, stamps, strict=True))

    def _whole_numbers(self, field: str, addresses: list[tantivy.DocAddress]) -> list[int]:
        values = self._searcher.fast_field_values(field, addresses)
        return cast(list[int], values)  # the schema makes both fields integers that every document has

    def fetch(self, words: Sequence[str], ids: Sequence[int]) -> list[Found]:
        """The documents with these ids, scored for `words`; unknown ids are left out."""
        if not ids:
            return []
        schema = self._index.schema
        each = [(tantivy.Occur.Should, tantivy.Query.term_query(schema, "id", number)) for number in ids]
        wanted = tantivy.Query.const_score_query(tantivy.Query.boolean_query(each), 0.0)
        query = self._query(words)
        clauses = [(tantivy.Occur.Must, wanted)]
        if query is not None:
            clauses.append((tantivy.Occur.Should, query))
        return self._found(
            self._searcher.search(tantivy.Query.boolean_query(clauses), len(ids), count=False).hits
        )

    def _query(self, words: Sequence[str]) -> tantivy.Query | None:
        schema = self._index.schema
        clauses = []
        for word in dict.fromkeys(words):
            clauses.append((tantivy.Occur.Should, tantivy.Query.term_query(schema, "body", word, "freq")))
            title = tantivy.Query.term_query(schema, "title", word, "freq")
            clauses.append((tantivy.Occur.Should, tantivy.Query.boost_query(title, _TITLE_WEIGHT)))
        return tantivy.Query.boolean_query(clauses) if clauses else None

    def _found(self, hits: list) -> list[Found]:
        if not hits:
            return []
        ids = self._whole_numbers("id", [address for _, address in hits])
        read = self._searcher.doc
        return [
            Found(id, score, partial(read, address)) for id, (score, address) in zip(ids, hits, strict=True)
        ]
