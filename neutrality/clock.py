"""Until when a report must reach a body: days reckoned as the law reckons them, from data.

The day on which something became known does not count; the last day counts in full (UU 7/2017 art. 454(6)
and UU 1/2015 art. 134(4) say "sejak diketahui", since it became known).
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from neutrality.models import Competence, HandlingStep, Holiday
from neutrality.terms import Days

SOON = 2


@dataclass(frozen=True)
class Deadline:
    """Until `day`, which counts in full; None where the law sets no limit. `left` is in calendar days.

    `step` is what the body should have done by then, where the case is already with it.
    """

    competence: Competence
    day: date | None
    left: int | None
    step: HandlingStep | None = None

    @property
    def over(self) -> bool:
        return self.left is not None and self.left < 0

    @property
    def soon(self) -> bool:
        """Whether somebody has to act today or on one of the next two days."""
        return self.left is not None and 0 <= self.left <= SOON


@dataclass(frozen=True)
class Register:
    """Bodies and holidays as they stand on the day `today`, read once for any number of cases."""

    today: date
    competences: Sequence[Competence]
    holidays: frozenset[date]

    @classmethod
    def of(cls, today: date) -> "Register":
        rows = Competence.objects.published().in_force(today).with_terms()
        return cls(today, list(rows), frozenset(Holiday.objects.values_list("date", flat=True)))

    def receiving(self, *, violation: str, audience: str, election_kind: str) -> list[Competence]:
        """Who receives such a violation; the one for this very type of election first."""
        found = [
            row
            for row in self.competences
            if row.violation == violation
            and audience in row.audiences
            and row.election_kind in ("", election_kind)
        ]
        return sorted(found, key=lambda row: row.election_kind == "")

    def deadline(self, competence: Competence, *, known_on: date) -> Deadline:
        if competence.days is None:
            return Deadline(competence, None, None)
        return self._until(
            competence, add_days(known_on, competence.days, competence.day_kind, self.holidays)
        )

    def handling(self, competence: Competence, *, received_on: date) -> Deadline:
        """Until when the body should have done the step that is due of what reached it on `received_on`.

        Once all steps should have ended, the last one stays overdue.
        """
        steps = self.steps(competence, received_on=received_on) or [Deadline(competence, None, None)]
        return next((step for step in steps if not step.over), steps[-1])

    def steps(self, competence: Competence, *, received_on: date) -> list[Deadline]:
        """Each step of the body with its last day; it begins when the one before should have ended."""
        found, last = [], received_on
        for step in competence.steps.all():
            last = add_days(last, step.days, step.day_kind, self.holidays)
            found.append(self._until(competence, last, step))
        return found

    def _until(self, competence: Competence, last: date, step: HandlingStep | None = None) -> Deadline:
        return Deadline(competence, last, (last - self.today).days, step)


def add_days(start: date, count: int, kind: str, holidays: Collection[date] = ()) -> date:
    """The `count`-th day of `kind` after `start`, which itself is not counted."""
    if kind == Days.CALENDAR:
        return start + timedelta(days=count)
    day = start
    while count:
        day += timedelta(days=1)
        if day.weekday() < 5 and day not in holidays:
            count -= 1
    return day
