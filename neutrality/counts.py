"""The only figures of this package that the public sees: counts by month, act and level of institution.

A cell under 5 is not shown. Where a column shows its total, one hidden cell could be found by
subtraction; so further cells are hidden, the smallest first, until at least two are and together hold ten
or more. Only months that are over are counted, lest two visits on two days tell of one report.
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
    """`rows` are labels with one cell for each of COLUMNS; None is a cell that is not shown."""

    rows: list[tuple[str, list[int | None]]]
    totals: list[int | None]


def tables(today: date | None = None) -> dict[str, Table]:
    """By month, act and level; everything up to the end of the last whole month."""
    facts = _facts((today or timezone.localdate()).replace(day=1))
    acts, levels = dict(Act.choices), dict(Level.choices)
    return {
        "month": table(facts, "month", sorted({fact["month"] for fact in facts}, reverse=True), str),
        "act": table(facts, "act", [act for act in Act.values if _any(facts, "act", act)], acts.get),
        "level": table(
            facts, "level", [level for level in Level.values if _any(facts, "level", level)], levels.get
        ),
    }


def table(facts: list[dict], axis: str, keys: list[str], label) -> Table:
    columns = []
    for event in COLUMNS:
        counted = Counter(fact[axis] for fact in facts if fact["event"] == event)
        columns.append(hidden([counted[key] for key in keys]))
    rows = [(str(label(key)), [column[0][place] for column in columns]) for place, key in enumerate(keys)]
    return Table(rows, [column[1] for column in columns])


def hidden(cells: list[int]) -> tuple[list[int | None], int | None]:
    """`cells` with None for what may not be shown, and their total where it may be shown.

    With everything shown, or enough hidden, the total tells nothing about a single cell.
    """
    kept = sorted(range(len(cells)), key=lambda place: cells[place])
    small = [place for place in kept if cells[place] < LEAST]
    if not small:
        return list(cells), sum(cells) if cells else None
    held = list(small)
    for place in kept[len(small) :]:
        if len(held) >= 2 and sum(cells[one] for one in held) >= 2 * LEAST:
            break
        held.append(place)
    shown = [None if place in held else cell for place, cell in enumerate(cells)]
    enough = len(held) >= 2 and sum(cells[one] for one in held) >= 2 * LEAST
    return shown, sum(cells) if enough else None


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


def _any(facts, axis, key) -> bool:
    return any(fact[axis] == key for fact in facts)
