"""In which period of an election a day falls. The dates come from the published schedule."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, prefetch_related_objects
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from candidates.models import Election, Stage
from neutrality.models import MarkedStage
from neutrality.terms import Period

MARKED = (Period.SET, Period.CAMPAIGN, Period.QUIET, Period.VOTING)  # a later one wins where two overlap
DAY = timedelta(days=1)


@dataclass(frozen=True)
class PeriodOfElection:
    """From `starts` to `ends`, both included; None where it has no limit on that side.

    `stage` is the one that makes it this period; None before candidates are set.
    """

    period: Period
    stage: Stage | None
    starts: date | None
    ends: date | None

    def holds(self, day: date) -> bool:
        return (not self.starts or self.starts <= day) and (not self.ends or day <= self.ends)

    def nearest(self, day: date) -> date:
        """`day` where it lies in this period, else the day of the period that is nearest to it."""
        if self.starts and day < self.starts:
            return self.starts
        return self.ends if self.ends and day > self.ends else day

    @property
    def days(self) -> str:
        """`28 Nov 2023 – 10 Feb 2024`, `sampai 12 Nov 2023`, `sejak 15 Feb 2024` or a single day."""
        starts, ends = (day and date_format(day, "j M Y") for day in (self.starts, self.ends))
        if not starts:
            return _("sampai %(day)s") % {"day": ends}
        if not ends:
            return _("sejak %(day)s") % {"day": starts}
        return starts if starts == ends else f"{starts} – {ends}"


def elections_with_periods():
    """Published elections whose schedule says when the periods begin, the newest first."""
    marked = MarkedStage.objects.filter(election=OuterRef("pk"), stage__publication="published")
    return Election.objects.published().filter(Exists(marked)).newest_first()


def periods_of(election: Election) -> list[PeriodOfElection]:
    """The periods of `election` in order. Each lasts until the next begins: no day is without one."""
    prefetch_related_objects([election], "marked_stages__stage")
    stages = {row.period: row.stage for row in election.marked_stages.all() if row.stage.is_published}
    voting = stages.get(Period.VOTING)
    begin: list[tuple[Period, Stage | None, date]] = [
        (period, stages[period], stages[period].starts) for period in MARKED if period in stages
    ]
    begin.append((Period.AFTER, voting, (voting.ends if voting else election.date) + DAY))
    ends = [starts - DAY for _period, _stage, starts in begin]
    found = [PeriodOfElection(Period.BEFORE_SET, None, None, ends[0])]
    for one, last in zip(begin, [*ends[1:], None], strict=True):
        if last is None or one[2] <= last:
            found.append(PeriodOfElection(*one, last))
    return found


def period_on(election: Election, day: date) -> PeriodOfElection:
    """The period of `election` that `day` falls into."""
    return next(period for period in reversed(periods_of(election)) if period.holds(day))


def nearest_election(day: date) -> Election | None:
    """The election whose vote is nearest to `day`: what somebody asks about who names none."""
    return min(elections_with_periods(), key=lambda one: abs((one.date - day).days), default=None)
