"""Where an election stands today: before, during or after the vote, and what comes next."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Max, Min, Q

from candidates.models import Election, Publication, Stage


@dataclass(frozen=True)
class PhaseNow:
    """One election on one day. `stage` runs now, `next` begins next, `days` are left to the vote."""

    election: Election
    phase: Stage.Phase
    day: date
    stage: Stage | None
    next: Stage | None
    days: int | None

    @property
    def over(self) -> bool:
        """Nothing runs and nothing is scheduled any more."""
        return self.stage is None and self.next is None


def phase_now(day: date) -> PhaseNow | None:
    """The election that matters most on `day`, or None when no schedule is published.

    One whose schedule runs comes first (the vote nearest to `day`), then the next one, then the last one.
    """
    election = min(_scheduled_elections(), key=lambda election: _distance(election, day), default=None)
    return _phase_of(election, day) if election else None


def _scheduled_elections():
    published = Q(stages__publication=Publication.PUBLISHED)
    return (
        Election.objects.published()
        .filter(published)
        .annotate(opens=Min("stages__starts", filter=published), closes=Max("stages__ends", filter=published))
    )


def _distance(election, day: date) -> tuple[int, int]:
    running = election.opens <= day <= election.closes
    rank = 0 if running else 1 if day < election.opens else 2
    return rank, abs((election.date - day).days)


def _phase_of(election, day: date) -> PhaseNow:
    stages = list(election.stages.published())
    phase = _phase(stages, election, day)
    return PhaseNow(
        election=election,
        phase=phase,
        day=day,
        stage=max((s for s in stages if s.is_current(day)), key=lambda stage: stage.starts, default=None),
        next=min((s for s in stages if s.starts > day), key=lambda stage: stage.starts, default=None),
        days=(election.date - day).days if phase == Stage.Phase.BEFORE else None,
    )


def _phase(stages: list[Stage], election, day: date) -> Stage.Phase:
    """By the stages that count as "during" (the vote and the count); by the day of the vote without them."""
    during = [stage for stage in stages if stage.phase == Stage.Phase.DURING]
    opens = min((stage.starts for stage in during), default=election.date)
    closes = max((stage.ends for stage in during), default=election.date)
    if day < min(opens, election.date):
        return Stage.Phase.BEFORE
    return Stage.Phase.DURING if day <= closes else Stage.Phase.AFTER
