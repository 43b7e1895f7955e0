"""Which letters are owed: a stage comes near, its dates changed, or it was cancelled."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.utils import timezone

from candidates.models import Reminder, ReminderLetter, Stage

BATCH = 500
Kind = ReminderLetter.Kind


def write_due() -> int:
    """Write every letter that is owed today; how many were looked at. Doing it twice does no harm."""
    today = timezone.localdate()
    owed = 0
    letters: list[ReminderLetter] = []
    for letter in _owed(today):
        owed += 1
        letters.append(letter)
        if len(letters) == BATCH:
            _store(letters)
    _store(letters)
    return owed


def _store(letters: list[ReminderLetter]) -> None:
    ReminderLetter.objects.bulk_create(letters, ignore_conflicts=True)
    letters.clear()


def _owed(today: date) -> Iterator[ReminderLetter]:
    stages = _stages(today)
    wanted = Reminder.objects.confirmed().filter(election__in=list(stages)).prefetch_related("stages")
    for reminder in wanted.order_by("pk").iterator(BATCH):
        chosen = {stage.pk for stage in reminder.stages.all()}
        for stage in stages[reminder.election_id]:
            if not chosen or stage.pk in chosen:
                yield from _letters(reminder, stage, today)


def _stages(today: date) -> dict[int, list[Stage]]:
    """Published stages that are not over, by their election's id, with how their dates changed."""
    rows = Stage.objects.public().filter(ends__gte=today).prefetch_related("revisions")
    found: dict[int, list[Stage]] = {}
    for stage in rows:
        found.setdefault(stage.election_id, []).append(stage)
    return found


def _letters(reminder: Reminder, stage: Stage, today: date) -> Iterator[ReminderLetter]:
    if stage.is_cancelled:
        if stage.updated_at and reminder.confirmed_at and stage.updated_at > reminder.confirmed_at:
            yield _letter(reminder, Kind.CANCELLED, stage, str(stage.pk))
        return
    for revision in stage.revisions.all():
        if reminder.confirmed_at and revision.at > reminder.confirmed_at:
            yield _letter(reminder, Kind.REVISED, stage, str(revision.pk))
    if stage.starts - timedelta(days=reminder.days) <= today < stage.starts:
        yield _letter(reminder, Kind.AHEAD, stage, f"{stage.pk}:{stage.starts}")


def _letter(reminder: Reminder, kind: str, stage: Stage, what: str) -> ReminderLetter:
    return ReminderLetter(reminder=reminder, kind=kind, stage=stage, about=f"{kind}:{what}")
