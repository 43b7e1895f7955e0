"""The shape of a figure: a table, of which the chart beside it and the CSV are other views."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

CHART_HEIGHT, FOOT, HEAD = 284, 28, 24  # pixels


@dataclass(frozen=True)
class Row:
    """A line of a table. `url` is where its label leads, `verdict` whose shape and colour it wears."""

    label: str
    values: Sequence[object]
    url: str = ""
    verdict: str = ""
    short: str = ""  # of the label, under a bar
    width: str = ""  # of the bar beside it, in percent of the longest


@dataclass(frozen=True)
class Bar:
    """A bar of a chart: x and width in percent of the chart, the rest in pixels."""

    x: str
    width: str
    middle: str
    top: int
    height: int
    value: int
    label: str


@dataclass(frozen=True)
class Table:
    """`columns` name the label and the values. `name` is its part of addresses, `note` how it is counted."""

    name: str
    title: str
    columns: Sequence[str]
    rows: Sequence[Row]
    note: str = ""
    charted: int = 0  # that many of the first rows are drawn as bars, the first of them last
    height: int = field(default=CHART_HEIGHT)

    @property
    def base(self) -> int:
        return self.height - FOOT

    @property
    def label_y(self) -> int:
        return self.height - FOOT + 20

    @property
    def recent(self) -> "Table":
        """The rows that are drawn."""
        return replace(self, rows=self.rows[: self.charted])

    @cached_property
    def bars(self) -> list[Bar]:
        """The first rows as upright bars, their first value as the height."""
        rows = self.rows[: self.charted][::-1]
        most = max((int(str(row.values[0])) for row in rows), default=0) or 1
        step = 100 / len(rows) if rows else 0
        return [_bar(row, place, step, most, self.base) for place, row in enumerate(rows)]


def _bar(row: Row, place: int, step: float, most: int, base: int) -> Bar:
    value = int(str(row.values[0]))
    height = round((base - HEAD) * value / most)
    left, wide = place * step + step * 0.12, step * 0.76
    middle = f"{left + wide / 2:.1f}%"
    return Bar(f"{left:.1f}%", f"{wide:.1f}%", middle, base - height, height, value, row.short)


def measured(rows: Sequence[tuple[str, int, str, str]]) -> list[Row]:
    """Rows of (label, number, url, verdict) with their share of the whole and a bar beside the label."""
    whole, most = sum(row[1] for row in rows), max((row[1] for row in rows), default=0)
    return [
        Row(
            label,
            (number, f"{100 * number / whole:.0f}%" if whole else "0%"),
            url,
            verdict,
            width=f"{100 * number / most:.1f}%" if most else "0%",
        )
        for label, number, url, verdict in rows
    ]
