"""Where elections stand on a day: before, during or after the vote, and what comes next. All from data."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Max, Min, Prefetch, Q

from candidates.models import Election, Publication, Stage
from core.remembering import Remembered

Phase = Stage.Phase


@dataclass(frozen=True)
class PhaseNow:
    """One election on one day. `stage` runs now, `next` begins next, `days` are left to the vote.

    `running` are all stages that run on the day, the latest begun first; `quiet` says that one of them is
    the quiet period, in which nothing that campaigns is to be promoted.
    """

    election: Election
    phase: Stage.Phase
    day: date
    stage: Stage | None
    next: Stage | None
    days: int | None
    running: tuple[Stage, ...] = ()
    quiet: bool = False

    @property
    def over(self) -> bool:
        """Nothing runs and nothing is scheduled any more."""
        return self.stage is None and self.next is None


def phase_now(day: date) -> PhaseNow | None:
    """The election that matters most on `day`, or None when no schedule is published.

    One whose schedule runs comes first (the vote nearest to `day`), then the next one, then the last one.
    """
    return next((phase_of(election, day) for election in _ranked(day)), None)


def phases_now(day: date) -> list[PhaseNow]:
    """Every election whose schedule runs on `day`, the one that matters most first."""
    return [phase_of(election, day) for election in _ranked(day) if _runs(election, day)]


def phases_shown(day: date) -> list[PhaseNow]:
    """Those whose schedules run on `day`; when none does, the one that matters most alone."""
    ranked = _ranked(day)
    running = [election for election in ranked if _runs(election, day)]
    return [phase_of(election, day) for election in running or ranked[:1]]


def phase_of(election: Election, day: date) -> PhaseNow:
    """Where `election` stands on `day`; cancelled and unconfirmed stages do not count."""
    stages = [stage for stage in election.stages.all() if stage.is_published and not stage.is_cancelled]
    phase = _phase(stages, election, day)
    running = sorted((s for s in stages if s.is_current(day)), key=lambda stage: stage.starts, reverse=True)
    return PhaseNow(
        election=election,
        phase=phase,
        day=day,
        stage=running[0] if running else None,
        next=min((s for s in stages if s.starts > day), key=lambda stage: stage.starts, default=None),
        days=(election.date - day).days if phase == Phase.BEFORE else None,
        running=tuple(running),
        quiet=any(stage.kind == Stage.Kind.QUIET for stage in running),
    )


@Remembered
def _scheduled_elections() -> list[Election]:
    counted = Q(stages__publication=Publication.PUBLISHED, stages__cancelled_by="")
    return list(
        Election.objects.published()
        .filter(counted)
        .annotate(opens=Min("stages__starts", filter=counted), closes=Max("stages__ends", filter=counted))
        .prefetch_related(Prefetch("stages", Stage.objects.published()))
    )


def _ranked(day: date) -> list[Election]:
    return sorted(_scheduled_elections(), key=lambda election: _distance(election, day))


def _runs(election, day: date) -> bool:
    return election.opens <= day <= election.closes


def _distance(election, day: date) -> tuple[int, int]:
    rank = 0 if _runs(election, day) else 1 if day < election.opens else 2
    return rank, abs((election.date - day).days)


def _phase(stages: list[Stage], election: Election, day: date) -> Stage.Phase:
    """Before the day of the vote; then until the last stage that counts as "during" is over; then after.

    Votes cast abroad days earlier do not end the time before the vote for everybody else.
    """
    closes = max((stage.ends for stage in stages if stage.phase == Phase.DURING), default=election.date)
    if day < election.date:
        return Phase.BEFORE
    return Phase.DURING if day <= closes else Phase.AFTER
