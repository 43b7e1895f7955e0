"""In which period of an election a day falls. The dates come from the published schedule."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef

from candidates.models import Election, Stage
from neutrality.models import MarkedStage
from neutrality.terms import Period

RUNNING = (Period.VOTING, Period.QUIET, Period.CAMPAIGN)  # a later one wins where two overlap


@dataclass(frozen=True)
class PeriodOfDay:
    """`stage` is the one that makes it this period; None before candidates are set."""

    period: Period
    stage: Stage | None


def elections_with_periods():
    """Published elections whose schedule says when the periods begin, the newest first."""
    marked = MarkedStage.objects.filter(election=OuterRef("pk"), stage__publication="published")
    return Election.objects.published().filter(Exists(marked)).newest_first()


def period_on(election: Election, day: date) -> PeriodOfDay:
    """The period of `election` that `day` falls into."""
    marked = election.marked_stages.filter(stage__publication="published").select_related("stage")
    stages = {row.period: row.stage for row in marked}
    for period in RUNNING:
        if period in stages and stages[period].is_current(day):
            return PeriodOfDay(period, stages[period])
    voting = stages.get(Period.VOTING)
    if day > (voting.ends if voting else election.date):
        return PeriodOfDay(Period.AFTER, voting)
    begun = stages.get(Period.SET) or stages.get(Period.CAMPAIGN)
    if begun and begun.starts <= day:
        return PeriodOfDay(Period.SET, begun)
    return PeriodOfDay(Period.BEFORE_SET, None)


def nearest_election(day: date) -> Election | None:
    """The election whose vote is nearest to `day`: what somebody asks about who names none."""
    return min(elections_with_periods(), key=lambda one: abs((one.date - day).days), default=None)
