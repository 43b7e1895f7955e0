"""The one way to check a claim: page, API, reports, chat channels and commands all come here."""

import hashlib
import hmac
import time
from dataclasses import replace

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from candidates.records import records_for
from core.keys import secret
from factcheck.age import other_elections
from factcheck.exact import by_address
from factcheck.index import engine
from factcheck.links import addresses_in
from factcheck.models import Debunk
from factcheck.outlets.lookup import elsewhere
from factcheck.receipts import keep
from factcheck.reranking import reranked
from factcheck.results import Match, Matched, Result
from matching.documents import Hit, Span
from matching.engine import Answer
from matching.index import IndexUnavailable
from matching.text import terms

TEXT_LIMIT = 20_000  # characters
MOST_MATCHES = 10
BUDGET = 0.3  # seconds that meaning may take; then words alone decide
_TIERS = ("none", "related", "match")


class CannotCheck(Exception):
    """The claim cannot be checked; the message says why, for the person who asked."""


class NothingToCheck(CannotCheck):
    """There is no text, or more of it than the limit."""


class MatchingUnavailable(CannotCheck):
    """There is no index yet: try again in a moment."""


def check(
    *,
    text: str,
    candidates: int = 0,
    budget: float | None = BUDGET,
    keep_receipt: bool = True,
    receipt: str = "",
    bare: bool = False,
) -> Result:
    """Look for published debunks that answer `text` (at most 20,000 characters).

    `matches` holds what is at least `related`, and with `candidates` that many best ones (at most 10)
    whatever their probability. A `budget` of None waits for vectors as long as it takes and raises
    `EmbeddingsUnavailable` rather than do without; a reranker gets what is left of it. The one write is the
    row of the receipt, where it is kept; it is a new one unless `receipt` was promised before. `bare` is for
    programs that only want to know which debunks answer: no receipt, and nothing beside the matches that a
    page would tell (a third of the work).
    Raises `NothingToCheck` and `MatchingUnavailable`.
    """
    if not text.strip():
        raise NothingToCheck(_("Tulis atau tempel pesan yang ingin diperiksa."))
    if len(text) > TEXT_LIMIT:
        raise NothingToCheck(
            _("Pesan paling panjang 20.000 karakter. Hapus sebagian, sisakan yang Anda ragukan.")
        )
    until = None if budget is None else time.monotonic() + budget
    try:
        answer = engine().search(text, budget=budget, exhaustive=candidates > 0)
    except IndexUnavailable as error:
        raise MatchingUnavailable(_("Pencarian sedang disiapkan. Coba lagi sebentar lagi.")) from error
    candidates = min(candidates, MOST_MATCHES)
    if bare:
        return _bare(text, answer, candidates, until)
    result = _result(text, answer, candidates, until)
    return keep(result, fingerprint=fingerprint(text), receipt=receipt) if keep_receipt else result


def _bare(text: str, answer: Answer, candidates: int, until: float | None) -> Result:
    """Only which debunks answer: what nobody asked to see stays in the database."""
    published = Debunk.objects.published()
    if settings.RERANKER_URL:
        return _matches(text, answer, candidates, published, until)
    hits = answer.hits if candidates else [hit for hit in answer.hits if hit.tier != "none"]
    return _matches(text, replace(answer, hits=hits), candidates, published.without_texts(), until)


def _result(text: str, answer: Answer, candidates: int, until: float | None) -> Result:
    """The answer with all that stands beside it on a page."""
    result = _matches(text, answer, candidates, Debunk.objects.published().with_age(), until)
    others = other_elections([match.debunk for match in result.matches])
    return replace(
        result,
        matches=tuple(replace(one, other_elections=others[one.debunk_id]) for one in result.matches),
        records=tuple(record.as_json() for record in records_for(text)),
        elsewhere=tuple(elsewhere(text)),
    )


def _matches(text: str, answer: Answer, candidates: int, debunks, until: float | None) -> Result:
    """The answer with every debunk as the database has it: what was retracted a moment ago is left out."""
    found = debunks.in_bulk([hit.id for hit in answer.hits])
    matches = [_match(text, hit, found[hit.id]) for hit in answer.hits if hit.id in found]
    matches = reranked(text, matches, until)
    if linked := _linked(text):
        matches = _together(linked, matches)
    status = max((match.tier for match in matches), key=_TIERS.index, default="none")
    shown = [match for place, match in enumerate(matches) if match.tier != "none" or place < candidates]
    return Result(status, answer.version, answer.semantic, tuple(shown[:MOST_MATCHES]))


def _match(text: str, hit: Hit, debunk: Debunk) -> Match:
    return Match(
        debunk,
        hit.probability,
        hit.tier,
        part=hit.part,
        matched=tuple(Matched(text[span.start : span.end], span.start, span.end) for span in hit.matched),
        version=debunk.version,
    )


def _linked(text: str) -> list[Match]:
    """The debunks that name an address that stands in `text`, each an answer to that part of it."""
    return [
        replace(match, part=Span(start, end), matched=(Matched(url, start, end),))
        for url, start, end in addresses_in(text)
        for match in by_address(url)
    ]


def _together(linked: list[Match], worded: list[Match]) -> list[Match]:
    """Best first. A debunk that is found by an address and by words stands once, as what is more probable."""
    best: dict[int, Match] = {}
    for match in sorted([*linked, *worded], key=lambda match: -match.probability):
        best.setdefault(match.debunk_id, match)
    return list(best.values())


def fingerprint(text: str) -> str:
    """The same for every way of writing the same words; without our key it says nothing about them."""
    key = secret(settings.KEYS_DIR, "fingerprint")
    return hmac.new(key, " ".join(terms(text)).encode(), hashlib.sha256).hexdigest()
