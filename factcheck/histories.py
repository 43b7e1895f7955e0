"""The public history of debunks as programs read it.

    [{"at", "event", "reason", "changes": [{"field", "from", "to"}]}, …]

The latest version first. `event` is `published`, `updated`, `corrected`, `retracted`, or `oldest` for the
first version that we keep of what others had corrected before. A list changes as a whole.
"""

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

from factcheck.history import LISTS, PUBLISHED_EVENT, TEXTS, event_of
from factcheck.models import Debunk
from factcheck.moments import moment

FIELDS = (*TEXTS, "verdict", "kind", "language", "state")


def histories_of(debunks: Sequence[Debunk]) -> dict[int, list[dict]]:
    """The history of each by its id, in one query; the corrections of the debunks are fetched."""
    versions = Debunk.history.filter(id__in=[debunk.pk for debunk in debunks]).public()
    of_each = groupby(versions.order_by("id", "history_id"), lambda version: version.id)
    found = {pk: list(rows) for pk, rows in of_each}
    return {debunk.pk: _told(debunk, found.get(debunk.pk, [])) for debunk in debunks}


def _told(debunk: Debunk, versions: Sequence) -> list[dict]:
    befores = [None, *versions[:-1]]
    steps = [_step(debunk, version, before) for version, before in zip(versions, befores, strict=True)]
    return steps[::-1]


def _step(debunk: Debunk, version, before) -> dict:
    event = event_of(debunk, version, before)
    return {
        "at": moment(version.published_at if event == PUBLISHED_EVENT else version.history_date),
        "event": event,
        "reason": version.history_change_reason,
        "changes": list(_changes(before, version)) if before else [],
    }


def _changes(old, new) -> Iterable[dict[str, Any]]:
    for name in FIELDS:
        if getattr(old, name) != getattr(new, name):
            yield {"field": name, "from": getattr(old, name), "to": getattr(new, name)}
    for name in LISTS:
        before, after = old.lists.get(name, []), new.lists.get(name, [])
        if before != after:
            yield {"field": name, "from": before, "to": after}
