"""What other fact-checkers said about a claim: a tier of its own, never mixed with ours.

Reviews are few and short, so every process keeps them in memory, searchable by the terms that the claim
check uses, and follows the log of changes. Nothing is offered on a loose likeness: most of the words of a
review's claim must stand in the message, or most of the message in the claim.
"""

from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache
from threading import Lock

import tantivy

from core.models import Change, ChangeCounter
from factcheck.models import Review
from matching.text import terms

MOST = 3
LOOKED_AT = 15
FEWEST_TERMS = 4  # in common
SHARE = 0.6  # of the shorter one's terms
MOST_TERMS = 300  # of a message
_REVIEW = Review._meta.label_lower
_MEMORY = 15_000_000  # bytes: the least that tantivy takes


def elsewhere(text: str) -> list[Review]:
    """Standing reviews of the claim in `text`, the likest first; at most 3, their outlets selected."""
    asked = set(terms(text)[:MOST_TERMS])
    if len(asked) < FEWEST_TERMS:
        return []
    rows = Review.objects.standing().select_related("outlet").in_bulk(_shelf().nearest(asked))
    shares = {pk: _share(asked, row) for pk, row in rows.items()}
    likest = sorted((pk for pk in rows if shares[pk] >= SHARE), key=lambda pk: (-shares[pk], pk))
    return [rows[pk] for pk in likest[:MOST]]


def _share(asked: set[str], review: Review) -> float:
    """How much of the claim stands in the message, or of the message in the claim, whichever is more."""
    return max(_common(asked, set(terms(claim))) for claim in (review.claim, review.text or review.claim))


def _common(asked: set[str], claimed: set[str]) -> float:
    common = len(asked & claimed)
    return common / min(len(asked), len(claimed)) if common >= FEWEST_TERMS else 0.0


class Shelf:
    """The reviews of this process."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._clear()

    def _clear(self) -> None:
        builder = tantivy.SchemaBuilder()
        builder.add_integer_field("id", stored=True, indexed=True)
        builder.add_text_field("terms", tokenizer_name="whitespace", index_option="freq")
        self._index = tantivy.Index(builder.build())
        whitespace = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
        self._index.register_tokenizer("whitespace", whitespace)
        self._writer = self._index.writer(_MEMORY, 1)
        self._seen: tuple[int, datetime] | None = None

    def nearest(self, asked: Iterable[str]) -> list[int]:
        """Ids of the reviews that share the rarest of the terms `asked`."""
        with self._lock:
            self._follow()
        schema, should = self._index.schema, tantivy.Occur.Should
        parts = [(should, tantivy.Query.term_query(schema, "terms", term)) for term in asked]
        searcher = self._index.searcher()
        found = searcher.search(tantivy.Query.boolean_query(parts), LOOKED_AT)
        return [searcher.doc(address)["id"][0] for _score, address in found.hits]

    def _follow(self) -> None:
        """Take up what changed; everything anew where the log is not the one we followed."""
        counter = ChangeCounter.objects.filter(id=1).first()
        now = (counter.last, counter.at) if counter else None
        if now == self._seen:
            return
        news = self._news()
        if news is None:
            self._clear()
            rows = Review.objects.filter(withdrawn_at=None)
        else:
            for pk in news:
                self._writer.delete_documents_by_term("id", pk)
            rows = Review.objects.filter(withdrawn_at=None, pk__in=news)
        for row in rows.only("title", "claim", "text").iterator(1000):
            self._writer.add_document(tantivy.Document(id=row.pk, terms=" ".join(_terms_of(row))))
        self._writer.commit()
        self._index.reload()
        self._seen = now

    def _news(self) -> set[int] | None:
        """Reviews that changed since we looked; None when that cannot be told."""
        if self._seen is None:
            return None
        number, at = self._seen
        last = Change.objects.filter(number=number).first()
        if last is None or last.at != at:
            return None
        changes = Change.objects.after(number).filter(model=_REVIEW)
        return set(changes.values_list("object_id", flat=True))


def _terms_of(review: Review) -> list[str]:
    return terms(f"{review.title} {review.claim} {review.text}")[: 2 * MOST_TERMS]


@lru_cache(1)
def _shelf() -> Shelf:
    return Shelf()
