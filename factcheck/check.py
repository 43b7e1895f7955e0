"""The one way to check a claim: page, API, reports, chat channels and commands all come here."""

import hashlib
import hmac
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from core.keys import secret
from factcheck.index import engine
from factcheck.models import Check, Debunk
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


@dataclass(frozen=True)
class Matched:
    """A word of the message that stands in the debunk, too. Offsets count code points."""

    text: str
    start: int
    end: int


@dataclass(frozen=True)
class Match:
    """A published debunk that may answer the claim, as the database has it now."""

    debunk: Debunk
    probability: float
    tier: str  # match, related or none
    part: Span | None
    matched: Sequence[Matched] = ()

    @property
    def debunk_id(self) -> int:
        return self.debunk.pk

    def as_json(self) -> dict:
        debunk = self.debunk
        data = {
            "debunk": {
                "id": str(debunk.pk),
                "title": debunk.title,
                "verdict": debunk.verdict,
                "url": f"{settings.SITE_URL}{debunk.get_absolute_url()}",
                "published_at": debunk.published_at.isoformat() if debunk.published_at else None,
            },
            "probability": round(self.probability, 4),
        }
        if self.part is not None:
            data["part"] = {"start": self.part.start, "end": self.part.end}
            data["matched"] = [vars(each) for each in self.matched]
        return data


@dataclass(frozen=True)
class Result:
    """What `POST /api/v1/check/` answers. `matches` are best first; `receipt` is empty where unkept."""

    status: str  # match, related or none
    version: str
    semantic: bool
    matches: Sequence[Match]
    records: Sequence[dict] = ()
    receipt: str = ""
    checked_at: datetime | None = None

    def as_json(self) -> dict:
        data = {"status": self.status, "engine": {"version": self.version, "semantic": self.semantic}}
        if self.matches or self.status != "none":
            data["matches"] = [match.as_json() for match in self.matches]
        return data | {"records": list(self.records), "receipt": self.receipt}


def check(
    *, text: str, candidates: int = 0, budget: float | None = BUDGET, keep_receipt: bool = True
) -> Result:
    """Look for published debunks that answer `text` (at most 20,000 characters).

    `matches` holds what is at least `related`, and with `candidates` that many best ones (at most 10)
    whatever their probability. A `budget` of None waits for vectors as long as it takes and raises
    `EmbeddingsUnavailable` rather than do without. The one write is the row of the receipt, where it is kept.
    Raises `NothingToCheck` and `MatchingUnavailable`.
    """
    if not text.strip():
        raise NothingToCheck(_("Tulis atau tempel pesan yang ingin diperiksa."))
    if len(text) > TEXT_LIMIT:
        raise NothingToCheck(_("Pesan paling panjang 20.000 karakter."))
    try:
        answer = engine().search(text, budget=budget)
    except IndexUnavailable as error:
        raise MatchingUnavailable(_("Pencarian sedang disiapkan. Coba lagi sebentar lagi.")) from error
    result = _result(text, answer, min(candidates, MOST_MATCHES))
    return _kept(text, result) if keep_receipt else result


def recall(receipt: str) -> Result | None:
    """What was answered under `receipt`, with the debunks as they are now; None for an unknown receipt."""
    row = Check.objects.filter(receipt=receipt).first()
    if row is None:
        return None
    told = row.result["matches"]
    debunks = Debunk.objects.public().in_bulk([each["debunk"] for each in told])
    matches = [
        Match(debunks[each["debunk"]], each["probability"], each["tier"], None)
        for each in told
        if each["debunk"] in debunks
    ]
    engine_used = row.result["engine"]
    return Result(
        status=row.status,
        version=engine_used["version"],
        semantic=engine_used["semantic"],
        matches=matches,
        receipt=row.receipt,
        checked_at=row.created_at,
    )


def _result(text: str, answer: Answer, candidates: int) -> Result:
    """The answer with every debunk as the database has it: what was retracted a moment ago is left out."""
    debunks = Debunk.objects.published().in_bulk([hit.id for hit in answer.hits])
    matches = [_match(text, hit, debunks[hit.id]) for hit in answer.hits if hit.id in debunks]
    status = max((match.tier for match in matches), key=_TIERS.index, default="none")
    shown = [match for place, match in enumerate(matches) if match.tier != "none" or place < candidates]
    return Result(status, answer.version, answer.semantic, tuple(shown[:MOST_MATCHES]))


def _match(text: str, hit: Hit, debunk: Debunk) -> Match:
    matched = [Matched(text[span.start : span.end], span.start, span.end) for span in hit.matched]
    return Match(debunk, hit.probability, hit.tier, hit.part, tuple(matched))


def _kept(text: str, result: Result) -> Result:
    """Store what was answered, without a word of the message."""
    row = Check.objects.create(
        receipt=secrets.token_urlsafe(12),
        fingerprint=fingerprint(text),
        status=result.status,
        result={
            "engine": {"version": result.version, "semantic": result.semantic},
            "matches": [
                {
                    "debunk": match.debunk_id,
                    "version": match.debunk.version,
                    "probability": round(match.probability, 4),
                    "tier": match.tier,
                }
                for match in result.matches
                if match.tier != "none"
            ],
        },
    )
    return Result(
        result.status,
        result.version,
        result.semantic,
        result.matches,
        result.records,
        row.receipt,
        row.created_at,
    )


def fingerprint(text: str) -> str:
    """The same for every way of writing the same words; without our key it says nothing about them."""
    key = secret(settings.KEYS_DIR, "fingerprint")
    return hmac.new(key, " ".join(terms(text)).encode(), hashlib.sha256).hexdigest()
