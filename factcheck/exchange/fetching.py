"""The lists of many debunks at once, for who goes through all of them.

Django's prefetching makes a queryset for each list of each row; over a hundred thousand debunks that takes
more time than everything else. This makes plain lists, in the same order, with the same number of queries.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import F

from factcheck.exchange.records import CHILDREN, LISTS, REGISTERS
from factcheck.models import Debunk


def fetch_lists(debunks: Sequence[Debunk]) -> None:
    """Give each of `debunks` every list that `record_of` reads."""
    lists: dict[int, dict[str, list]] = {debunk.pk: {name: [] for name in LISTS} for debunk in debunks}
    for name in LISTS:
        for number, row in _rows(name, list(lists)):
            lists[number][name].append(row)
    for debunk in debunks:
        debunk._prefetched_objects_cache = lists[debunk.pk]  # type: ignore[attr-defined]


def _rows(name: str, numbers: list[int]) -> Iterable[tuple[int, Any]]:
    """The rows of one list of these debunks, each with the number of its debunk, in the order of the list."""
    if name in REGISTERS:
        linked = REGISTERS[name].objects.annotate(number=F("debunks"))
        return [(row.number, row) for row in linked.filter(number__in=numbers)]  # type: ignore[union-attr]
    assert name in CHILDREN
    model: Any = Debunk._meta.get_field(name).related_model
    rows = model.objects.filter(debunk__in=numbers)
    return [(row.debunk_id, row) for row in (rows.order_by("at", "id") if name == "corrections" else rows)]
