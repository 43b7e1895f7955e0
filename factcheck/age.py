"""How old the claim of a debunk is, and whether it is from another election: old hoaxes come back."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.utils import timezone

from candidates.models import Election
from candidates.phases import phase_now
from core.templatetags.dates import as_date
from factcheck.models import Debunk

OLD = timedelta(days=365)


def old_since(debunk: Debunk) -> date | None:
    """The day the claim was first seen when that is more than a year ago, else None."""
    seen = [appearance.first_seen for appearance in debunk.appearances.all() if appearance.first_seen]
    first = min([*seen, as_date(debunk.published_at)])
    return first if timezone.localdate() - first > OLD else None


def other_elections(debunks: Iterable[Debunk]) -> dict[int, list[Election]]:
    """By debunk: the elections it is about, when the one that matters today is not among them."""
    about = {debunk.pk: list(debunk.elections.all()) for debunk in debunks}
    now = phase_now(timezone.localdate()) if any(about.values()) else None
    return {
        pk: [] if now is None or now.election in elections else elections for pk, elections in about.items()
    }
