"""What reading an outlet does to what we hold of it. Nothing else changes a review."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import F

from core import changes
from core.audit import audit
from core.models import Change
from factcheck.models import Outlet, OutletPage, OutletProblem, Review
from factcheck.outlets.documents import review_key
from factcheck.outlets.found import PageNamed, ReviewFound

CONTENT = ("title", "claim", "text", "rating", "language", "claimed_on", "reviewed_on")
KEPT_PROBLEMS = 200


def is_stored(found: ReviewFound, review: Review | None) -> bool:
    """Whether `review` is standing and says the same."""
    return review is not None and review.withdrawn_at is None and not _changed(found, review)


@transaction.atomic
def store_review(*, outlet: Outlet, found: ReviewFound) -> bool:
    """Keep what the outlet says at this address, new or changed; False when we had it already."""
    key = review_key(found.url)
    review = Review.objects.select_for_update().filter(outlet=outlet, key=key).first()
    if is_stored(found, review):
        return False
    if review is None:
        values = {name: getattr(found, name) for name in CONTENT}
        review = Review.objects.create(outlet=outlet, key=key, url=found.url, **values)
        return _tell(review, Change.Kind.PUBLISHED, "find_review", rating=review.rating)
    changed = _changed(found, review)
    old = {name: str(getattr(review, name))[:200] for name in changed}
    for name in changed:
        setattr(review, name, getattr(found, name))
    review.withdrawn_at = None
    review.save(update_fields=[*changed, "withdrawn_at"])
    return _tell(review, Change.Kind.UPDATED, "follow_review", before=old)


@transaction.atomic
def withdraw_review(*, outlet: Outlet, url: str, at: datetime) -> bool:
    """Show a review no longer that its outlet took back; False when we did not show it."""
    standing = Review.objects.select_for_update().filter(outlet=outlet, withdrawn_at=None)
    review = standing.filter(key=review_key(url)).first()
    if review is None:
        return False
    review.withdrawn_at = at
    review.save(update_fields=["withdrawn_at"])
    return _tell(review, Change.Kind.RETRACTED, "withdraw_review")


@transaction.atomic
def note_pages(*, outlet: Outlet, pages: Iterable[PageNamed], at: datetime) -> None:
    """Remember the pages that the feed names; new and changed ones are to be looked at now."""
    wanted = {review_key(page.url): page for page in pages}
    known = {row.key: row for row in outlet.pages.filter(key__in=wanted)}
    for key, page in wanted.items():
        row = known.get(key)
        if row is None:
            OutletPage.objects.create(outlet=outlet, key=key, url=page.url, stamp=page.stamp, next_at=at)
        elif row.stamp != page.stamp:
            row.stamp, row.next_at = page.stamp, at
            row.save(update_fields=["stamp", "next_at"])


@transaction.atomic
def note_problems(*, outlet: Outlet, url: str, problems: Iterable[str], at: datetime) -> None:
    """Tell the editors what was wrong; what is wrong again is counted, and the oldest is forgotten."""
    for problem in dict.fromkeys(problems):
        row = {"outlet": outlet, "url": url[:1000], "what": problem[:300]}
        known = OutletProblem.objects.filter(**row)
        if not known.update(times=F("times") + 1, last_at=at):
            OutletProblem.objects.create(**row, first_at=at, last_at=at)
    kept = outlet.problems.values("pk")[:KEPT_PROBLEMS]
    outlet.problems.exclude(pk__in=list(kept.values_list("pk", flat=True))).delete()


def _changed(found: ReviewFound, review: Review) -> list[str]:
    return [name for name in CONTENT if getattr(review, name) != getattr(found, name)]


def _tell(review: Review, kind: str, action: str, **details) -> bool:
    audit(actor=None, action=action, subject=review, outlet=review.outlet.name, url=review.url, **details)
    changes.record(kind=kind, objects=[review])
    return True
