"""What a check answers: the shapes that page, API, reports and commands read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings

from candidates.models import Election
from factcheck.age import old_since
from factcheck.models import Debunk, Review
from factcheck.moments import moment
from matching.documents import Span


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
    part: Span | None = None
    matched: Sequence[Matched] = ()
    by: str = "text"  # what was found again: its text, its address or its picture
    version: int = 0  # of the debunk when it was told
    corrected_at: datetime | None = None  # where it was corrected since then
    other_elections: Sequence[Election] = ()  # those it is about, when today's is not among them

    @property
    def debunk_id(self) -> int:
        return self.debunk.pk

    @property
    def old_since(self) -> date | None:
        """The day the claim was first seen, when that is more than a year ago."""
        return old_since(self.debunk)

    def as_json(self) -> dict:
        debunk = self.debunk
        data = {
            "debunk": {
                "id": str(debunk.pk),
                "title": debunk.title,
                "verdict": debunk.verdict,
                "url": f"{settings.SITE_URL}{debunk.get_absolute_url()}",
                "published_at": moment(debunk.published_at),
            },
            "probability": round(self.probability, 4),
            "by": self.by,
            "version": self.version,
            "corrected_at": moment(self.corrected_at),
            "old_since": self.old_since and self.old_since.isoformat(),
            "other_elections": [election.name for election in self.other_elections],
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
    elsewhere: Sequence[Review] = ()  # what other fact-checkers said, never mixed with ours

    def as_json(self) -> dict:
        data = {"status": self.status, "engine": {"version": self.version, "semantic": self.semantic}}
        if self.matches or self.status != "none":
            data["matches"] = [match.as_json() for match in self.matches]
        told = {"records": list(self.records), "elsewhere": [_review_as_json(one) for one in self.elsewhere]}
        return data | told | {"receipt": self.receipt, "checked_at": moment(self.checked_at)}


def _review_as_json(review: Review) -> dict:
    return {
        "outlet": review.outlet.name,
        "rating": review.rating,
        "claim": review.claim,
        "title": review.title,
        "url": review.url,
        "reviewed_on": review.reviewed_on and review.reviewed_on.isoformat(),
    }
