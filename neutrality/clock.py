"""Until when a report must reach a body: days reckoned as the law reckons them, from data.

The day on which something became known does not count; the last day counts in full (UU 7/2017 art. 454(6)
and UU 1/2015 art. 134(4) say "sejak diketahui", since it became known).
"""

from dataclasses import dataclass
from datetime import date, timedelta

from neutrality.models import Competence, Holiday
from neutrality.terms import Days


@dataclass(frozen=True)
class Deadline:
    """Until `day`, which counts in full; None where the law sets no limit. `left` is in calendar days."""

    competence: Competence
    day: date | None
    left: int | None

    @property
    def over(self) -> bool:
        return self.left is not None and self.left < 0


def competences_on(day: date, *, violation: str, audience: str, election_kind: str) -> list[Competence]:
    """Who receives such a violation on `day`; the one for this very type of election first."""
    rows = Competence.objects.published().in_force(day).filter(violation=violation).select_related("body")
    found = [row for row in rows if audience in row.audiences and row.election_kind in ("", election_kind)]
    return sorted(found, key=lambda row: row.election_kind == "")


def deadline(competence: Competence, *, known_on: date, today: date) -> Deadline:
    if competence.days is None:
        return Deadline(competence, None, None)
    last = add_days(known_on, competence.days, competence.day_kind)
    return Deadline(competence, last, (last - today).days)


def add_days(start: date, count: int, kind: str) -> date:
    """The `count`-th day of `kind` after `start`, which itself is not counted."""
    if kind == Days.CALENDAR:
        return start + timedelta(days=count)
    horizon = start + timedelta(days=count * 7 + 60)
    closed = set(Holiday.objects.filter(date__gt=start, date__lte=horizon).values_list("date", flat=True))
    day = start
    while count:
        day += timedelta(days=1)
        if day.weekday() < 5 and day not in closed:
            count -= 1
    return day
