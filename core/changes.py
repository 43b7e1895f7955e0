"""Telling the world of a change: one number per change, visible in the order of the numbers."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import groupby

from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone

from core.models import Change, ChangeCounter, Cursor, Tracked

RUN = 8  # rows from which one UPDATE of a range is worth its statement
# Asked before every answer of the API: written once, it takes a fifth of the time.
MARK = f"SELECT last, at FROM {ChangeCounter._meta.db_table} WHERE id = 1"


def record(*, kind: str, objects: Sequence[Tracked], data: dict | None = None) -> list[int]:
    """Log one change of `kind` for each of `objects`; the last thing an action does in its transaction.

    Sets `change_number` and `updated_at` on the rows and on the instances. Returns the numbers, in the
    order of `objects`. The counter's row stays locked until the commit, so no higher number can become
    visible earlier; that is why nothing slow may follow this call.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("changes.record needs the action's transaction")
    if not objects:
        return []
    first, at = _take_numbers(len(objects))
    changes = []
    for number, thing in enumerate(objects, start=first):
        thing.change_number, thing.updated_at = number, at
        changes.append(
            Change(
                number=number,
                kind=kind,
                model=thing._meta.label_lower,
                object_id=thing.pk,
                at=at,
                data=data or {},
            )
        )
    Change.objects.bulk_create(changes, batch_size=500)
    for model in {type(thing) for thing in objects}:
        same = [thing for thing in objects if type(thing) is model]
        _stamp(model._base_manager, same, at)
    return [change.number for change in changes]


def touch() -> None:
    """Say that something public changed that has no place in the log: what follows the log looks again."""
    _take_numbers(0)


def _stamp(rows, things: Sequence[Tracked], at) -> None:
    """Store number and time. Rows whose ids and numbers grow together, as those of a fresh import do, are
    one UPDATE: ten thousand of them must not hold the write lock row by row."""
    scattered: list[Tracked] = []
    things = sorted(things, key=lambda thing: thing.pk)
    steps = enumerate(things)
    for _key, run in groupby(steps, lambda step: (step[1].pk - step[0], step[1].change_number - step[1].pk)):
        same = [thing for _place, thing in run]
        if len(same) < RUN:
            scattered += same
            continue
        first, last = same[0], same[-1]
        ours = rows.filter(pk__gte=first.pk, pk__lte=last.pk)
        ours.update(change_number=F("pk") + (first.change_number - first.pk), updated_at=at)
    rows.bulk_update(scattered, ["change_number", "updated_at"], batch_size=300)


def _take_numbers(count: int):
    """The first of `count` fresh numbers, and a time later than that of every earlier change."""
    counter = ChangeCounter.objects.filter(id=1)
    if not counter.update(last=F("last") + count):
        ChangeCounter.objects.bulk_create(
            [ChangeCounter(id=1, last=0, at=timezone.now())], ignore_conflicts=True
        )
        counter.update(last=F("last") + count)
    row = counter.get()
    at = max(timezone.now(), row.at + timedelta(microseconds=1))
    counter.update(at=at)
    return row.last - count + 1, at


def last_number() -> int:
    """The highest number given so far; 0 for an empty log."""
    return ChangeCounter.objects.filter(id=1).values_list("last", flat=True).first() or 0


def mark() -> tuple | None:
    """What differs after every change: the last number and its time; None for an empty log."""
    with connection.cursor() as cursor:
        cursor.execute(MARK)
        row = cursor.fetchone()
    if row is None:
        return None
    last, at = row
    # SQLite keeps moments as text, in UTC.
    return last, datetime.fromisoformat(at).replace(tzinfo=UTC) if isinstance(at, str) else at


def cursor(name: str) -> int:
    """How far the follower `name` has come; 0 when it never began."""
    return Cursor.objects.filter(name=name).values_list("number", flat=True).first() or 0


def advance(name: str, number: int) -> None:
    """Remember that the follower `name` has dealt with every change up to `number`."""
    Cursor.objects.update_or_create(name=name, defaults={"number": number})
