"""Answers that can be opened again. No word of the message is kept with them."""

import secrets
from dataclasses import replace

from factcheck.age import other_elections
from factcheck.models import Check, Debunk, Review
from factcheck.results import Match, Result

RECORD = ("agrees", "record", "regulation", "url")  # what is kept of a record: not the message's statement


def new_receipt() -> str:
    """A code that nobody can guess."""
    return secrets.token_urlsafe(12)


def keep(result: Result, *, fingerprint: str, receipt: str = "") -> Result:
    """Store what was answered, under a new receipt or the one promised, without a word of the message."""
    told = [
        {
            "debunk": match.debunk_id,
            "version": match.version,
            "probability": round(match.probability, 4),
            "tier": match.tier,
            "by": match.by,
        }
        for match in result.matches
        if match.tier != "none"
    ]
    row = Check.objects.create(
        receipt=receipt or new_receipt(),
        fingerprint=fingerprint,
        status=result.status,
        result={
            "engine": {"version": result.version, "semantic": result.semantic},
            "matches": told,
            "records": [{name: record[name] for name in RECORD} for record in result.records],
            "elsewhere": [review.pk for review in result.elsewhere],
        },
    )
    return replace(result, receipt=row.receipt, checked_at=row.created_at)


def recall(receipt: str) -> Result | None:
    """What was answered under `receipt`, with the debunks as they are now; None for an unknown receipt."""
    row = Check.objects.filter(receipt=receipt).first()
    if row is None:
        return None
    told = row.result["matches"]
    debunks = Debunk.objects.public().with_age().prefetch_related("corrections")
    found = debunks.in_bulk([each["debunk"] for each in told])
    others = other_elections(found.values())
    matches = [_told(each, found[each["debunk"]], row, others) for each in told if each["debunk"] in found]
    engine_used = row.result["engine"]
    return Result(
        status=row.status,
        version=engine_used["version"],
        semantic=engine_used["semantic"],
        matches=matches,
        records=row.result.get("records", []),
        receipt=row.receipt,
        checked_at=row.created_at,
        elsewhere=_reviews(row.result.get("elsewhere", [])),
    )


def _reviews(ids: list[int]) -> list[Review]:
    """Those that still stand, in the order in which they were told."""
    standing = Review.objects.standing().select_related("outlet").in_bulk(ids)
    return [standing[pk] for pk in ids if pk in standing]


def _told(told: dict, debunk: Debunk, row: Check, others: dict) -> Match:
    later = [each.at for each in debunk.corrections.all() if each.at > row.created_at]
    return Match(
        debunk,
        told["probability"],
        told["tier"],
        by=told.get("by", "text"),
        version=told["version"],
        corrected_at=max(later, default=None),
        other_elections=others[debunk.pk],
    )
