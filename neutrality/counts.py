"""The only figures of this package that the public sees: counts by month, act and level of institution.

No cell under 5 is shown, and none can be found by subtraction: not between cells of a page, not between two
tables, and not between what the page said last month and what it says now. So
- only months that are over are counted, and a month with fewer than five is hidden for good, in every table;
- an act or a level grows by five or more at a time (`released`);
- where the rest that is not told yet is small, further cells are hidden with it, the smallest first, until
  they hold ten or more together (`hidden`).
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from neutrality.models import Case, ConfidentialReport, Referral
from neutrality.terms import Act, Level

LEAST = 5
COLUMNS = ("received", "referred", "closed")


@dataclass(frozen=True)
class Table:
    """`rows` are labels with one cell for each of COLUMNS; None is a cell that is not shown.

    `totals` are of the cells shown; there are none where they would be those of another table.
    """

    rows: list[tuple[str, list[int | None]]]
    totals: list[int] | None = None


def tables(today: date | None = None) -> dict[str, Table]:
    """By month, act and level; everything up to the end of the last whole month."""
    facts = _facts((today or timezone.localdate()).replace(day=1))
    of_month = Counter((fact["event"], fact["month"]) for fact in facts)
    counted = [fact for fact in facts if of_month[fact["event"], fact["month"]] >= LEAST]
    return {
        "month": by_month(of_month),
        "act": table(counted, "act", Act),
        "level": table(counted, "level", Level),
    }


def by_month(of_month: Counter) -> Table:
    """What a month shows it shows for ever, so that two visits tell no more than one."""
    months = sorted({month for _, month in of_month}, reverse=True)
    cells = [[of_month[event, month] for event in COLUMNS] for month in months]
    shown = [[cell if cell >= LEAST else None for cell in row] for row in cells]
    totals = [sum(cell or 0 for cell in column) for column in zip(*shown, strict=True)]
    return Table(list(zip(months, shown, strict=True)), totals)


def table(facts: list[dict], axis: str, choices) -> Table:
    """The acts or levels of which anything may be told."""
    columns = [released([fact for fact in facts if fact["event"] == event], axis) for event in COLUMNS]
    keys = [key for key in choices.values if any(column[key] for column in columns)]
    sizes = [sum(fact["event"] == event for fact in facts) for event in COLUMNS]
    shown = [
        hidden([column[key] for key in keys], rest=size - sum(column.values()))
        for column, size in zip(columns, sizes, strict=True)
    ]
    labels = dict(choices.choices)
    return Table([(str(labels[key]), [column[place] for column in shown]) for place, key in enumerate(keys)])


def released(facts: list[dict], axis: str) -> Counter:
    """How many of each key are told by now: month after month, what is new waits until it is five or more."""
    told: Counter[str] = Counter()
    waiting: Counter[str] = Counter()
    for month in sorted({fact["month"] for fact in facts}):
        waiting.update(fact[axis] for fact in facts if fact["month"] == month)
        for key in [key for key, count in waiting.items() if count >= LEAST]:
            told[key] += waiting.pop(key)
    return told


def hidden(cells: list[int], *, rest: int = 0) -> list[int | None]:
    """`cells` with None for what may not be shown, for somebody who knows their sum with `rest`."""
    kept = sorted(range(len(cells)), key=lambda place: cells[place])
    held = [place for place in kept if cells[place] < LEAST]
    if not held and not rest:
        return list(cells)
    for place in kept[len(held) :]:
        if len(held) + bool(rest) >= 2 and rest + sum(cells[one] for one in held) >= 2 * LEAST:
            break
        held.append(place)
    return [None if place in held else cell for place, cell in enumerate(cells)]


def _facts(until: date) -> list[dict]:
    """Each event once, with month, act and level; before the first day of the month `until`."""
    found = [
        *_events(
            "received", ConfidentialReport.objects.values_list("received_at", "case__act", "case__level")
        ),
        *_events(
            "referred",
            Referral.objects.exclude(state__in=["proposed", "declined"]).values_list(
                "decided_at", "case__act", "case__level"
            ),
        ),
        *_events("closed", Case.objects.filter(state="closed").values_list("closed_at", "act", "level")),
    ]
    return [fact for fact in found if fact["month"] < f"{until:%Y-%m}"]


def _events(event: str, rows) -> list[dict]:
    return [
        {"event": event, "month": f"{timezone.localtime(at):%Y-%m}", "act": act, "level": level}
        for at, act, level in rows
    ]
