"""Which election a message speaks of."""

import re
from datetime import date

from candidates.models import Election
from candidates.records.register import Register

_LOCAL = re.compile(
    r"\b(?:pilkada|pilgub|pilbup|pilwal\w*|pilwakot|cagub|cawagub|gubernur|bupati|wali\s?kota"
    r"|kepala daerah)\b",
    re.IGNORECASE,
)
_GENERAL = re.compile(r"\b(?:pemilu|pilpres|pileg|presiden|capres|cawapres|caleg|legislatif|dpr)\b", re.I)
_NAMED = re.compile(
    r"\b(?:pemilu|pilpres|pileg|pilkada|pilgub|pilbup|pemilihan \w+)\s+(?:serentak\s+)?"
    r"(?:tahun\s+)?(20\d\d)\b",
    re.IGNORECASE,
)


def speaks_of_local(text: str) -> bool:
    return bool(_LOCAL.search(text))


def named_year(text: str) -> int | None:
    """2024 of "Pemilu 2024"; None where no election is named with its year, or several are."""
    years = {int(year) for year in _NAMED.findall(text)}
    return years.pop() if len(years) == 1 else None


def meant(register: Register, clause: str, message: str) -> list[Election]:
    """The elections the clause may speak of, the newest first; the whole message says it where it does not.

    Without a year these are the latest of each kind: nobody asks about an older one without saying so.
    """
    kind = _kind(clause) or _kind(message)
    elections = [one for one in register.elections if kind in (None, one.kind)]
    year = named_year(clause) or named_year(message)
    if year:
        return [one for one in elections if one.date.year == year]
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


def _kind(text: str) -> str | None:
    local, general = _LOCAL.search(text), _GENERAL.search(text)
    if bool(local) == bool(general):
        return None
    return Election.Kind.LOCAL if local else Election.Kind.GENERAL
