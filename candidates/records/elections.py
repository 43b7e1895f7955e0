"""Which election a message speaks of."""

from datetime import date

from candidates.models import Election
from candidates.records.reading import Clause, Words
from candidates.records.register import Register


def meant(register: Register, clause: Clause) -> list[Election]:
    """The elections the clause may speak of, the newest first; the whole message says it where it does not.

    Without a year these are the latest of each kind: nobody asks about an older one without saying so.
    """
    kind = _kind(clause) or _kind(clause.message)
    elections = [one for one in register.elections if kind in (None, one.kind)]
    if clause.year:
        return [one for one in elections if one.date.year == clause.year]
    latest: dict[str, Election] = {}
    for one in elections:
        latest.setdefault(one.kind, one)
    return list(latest.values())


def held_in(register: Register, elections: list[Election], year: int) -> list[Election]:
    """Of the kinds of `elections`, those whose schedule reaches into `year`."""
    kinds = {one.kind for one in elections}
    return [one for one in register.elections if one.kind in kinds and year in _years(register, one)]


def _years(register: Register, election: Election) -> range:
    days = [day for stage in register.stages[election.pk] for day in (stage.starts, stage.ends)]
    first: date = min(days, default=election.date)
    return range(first.year, max(days, default=election.date).year + 1)


def _kind(words: Words) -> str | None:
    if words.is_local == words.is_general:
        return None
    return Election.Kind.LOCAL if words.is_local else Election.Kind.GENERAL
