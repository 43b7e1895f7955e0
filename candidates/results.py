"""Votes and seats of one race, ready for a table and a chart. Shares are computed, never stored."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from candidates.models import Candidacy, PartyResult, Race


@dataclass(frozen=True)
class Line:
    """One who stood, with the share of the valid votes (0 to 1)."""

    label: str
    number: int | None
    votes: int
    seats: int | None
    share: float

    @property
    def percent(self) -> float:
        return round(100 * self.share, 2)


@dataclass(frozen=True)
class Results:
    lines: list[Line]
    valid: int
    invalid: int | None
    sources: list[str]

    @property
    def charts(self) -> list[tuple[str, str, list[tuple[Line, str]]]]:
        """A name, a title and each line with the width of its bar: for votes, and for seats where known."""
        votes = ("suara", str(_("Suara sah")), _bars(self.lines, [line.votes for line in self.lines]))
        seats = ("kursi", str(_("Kursi")), _bars(self.lines, [line.seats or 0 for line in self.lines]))
        return [votes, seats] if self.has_seats else [votes]

    @property
    def seats(self) -> int:
        return sum(line.seats or 0 for line in self.lines)

    @property
    def has_seats(self) -> bool:
        return any(line.seats is not None for line in self.lines)


def results_of(candidacies: Iterable[Candidacy], race: Race | None) -> Results | None:
    """The votes of those who stood, and of the empty column; None until every one's votes are official."""
    standing = [one for one in candidacies if one.is_standing and one.party is None]
    if not standing or any(one.votes is None for one in standing):
        return None
    entries: list[tuple] = [(one.name, one.ballot_number, one.votes, None) for one in standing]
    sources = [one.votes_source for one in standing]
    if race and race.empty_votes is not None:
        entries.append((str(_("Kolom kosong")), None, race.empty_votes, None))
        sources.append(race.source_title)
    return _results(entries, race.invalid_votes if race else None, sources)


def party_results(rows: Iterable[PartyResult], numbers: dict[int, int]) -> Results | None:
    """Votes and seats of parties in the order of their ballot numbers; None where there are none."""
    rows = sorted(rows, key=lambda row: numbers.get(row.party_id, 10_000))
    entries = [(row.party.name, numbers.get(row.party_id), row.votes, row.seats) for row in rows]
    return _results(entries, None, [row.source_title for row in rows]) if rows else None


def _results(entries, invalid, sources) -> Results:
    valid = sum(votes for _label, _number, votes, _seats in entries)
    lines = [
        Line(label, number, votes, seats, votes / valid if valid else 0)
        for label, number, votes, seats in entries
    ]
    return Results(lines, valid, invalid, list(dict.fromkeys(sources)))


def _bars(lines: list[Line], amounts: list[int]) -> list[tuple[Line, str]]:
    longest = max(amounts) or 1
    return [(line, f"{100 * amount / longest:.1f}%") for line, amount in zip(lines, amounts, strict=True)]
