"""Statements about dates and durations, held against the stages of the schedules."""

import re
from collections.abc import Iterator
from datetime import date

from django.conf import settings
from django.utils import formats
from django.utils.translation import ngettext

from candidates.models import Election, Stage
from candidates.records.answer import Record
from candidates.records.elections import held_in, meant
from candidates.records.reading import PROPOSED, SUPPOSED, Clause, Day, When, dates, number
from candidates.records.register import Register
from candidates.records.schedule_words import (
    AROUND,
    BEFORE,
    BEGINS,
    BETWEEN,
    DAYS,
    ENDS,
    MOVED,
    NOT,
    OPENING,
    OTHER_MATTER,
    TERMS,
    Kind,
    Term,
)

GAP = 45  # characters that may stand between the name of a stage and its date


def statements(clause: Clause, register: Register) -> Iterator[Record]:
    """What `clause` says about the dates or the length of a stage, as far as the record knows it."""
    if OTHER_MATTER.search(clause.text):
        return
    found = [
        (term, match)
        for term in TERMS
        for match in term.pattern.finditer(clause.text)
        if not AROUND.search(clause.text[: match.start()])
    ]
    taken: list[tuple[int, int]] = []
    for when in dates(clause.text):
        term, named = _named(found, when, clause.text)
        if term and named and not _denied(clause.text, named, when):
            taken.append((when.start, when.end))
            yield from _dated(clause, register, term, named, when)
    for term, named in found:
        if not any(start >= named.end() for start, _end in taken):
            yield from _lasting(clause, register, term, named)
            yield from _moved(clause, register, term, named)


def _named(found, when: When, text: str) -> tuple[Term | None, re.Match | None]:
    """The stage that `when` is said of: with nothing but small words between the two."""
    for term, match in found:
        if term.weak and not OPENING.search(text[: min(match.start(), when.start)]):
            continue
        after = match.end() <= when.start <= match.end() + GAP
        if after and BETWEEN.match(text[match.end() : when.start]):
            return term, match
        before = when.end <= match.start() <= when.end + GAP
        if before and BEFORE.match(text[when.end : match.start()]):
            return term, match
    return None, None


def _denied(text: str, named: re.Match, when: When) -> bool:
    start, end = sorted((named.end(), when.start))
    return bool(NOT.search(text, max(0, start - 8), end))


def _dated(clause: Clause, register: Register, term: Term, named: re.Match, when: When) -> Iterator[Record]:
    said = clause.text[min(named.start(), when.start) : max(named.end(), when.end)]
    bound = _bound(said, clause.text[: when.start])
    if term.lasting and not (when.last or bound):
        return  # something that happens during the campaign says nothing of its length
    stage = _stage(clause, register, term, when)
    if stage:
        yield _record(said, _agrees(stage, when, bound), stage)


def _bound(said: str, before: str) -> str:
    if ENDS.search(said) and not BEGINS.search(said):
        return "end"
    return "begin" if BEGINS.search(said) else "end" if re.search(r"\bhari terakhir\b", before) else ""


def _agrees(stage: Stage, when: When, bound: str) -> bool:
    if when.last:
        return when.first.is_on(stage.starts) and when.last.is_on(stage.ends)
    if bound:
        return when.first.is_on(stage.ends if bound == "end" else stage.starts)
    day = when.first.nearest_to(stage.starts)
    return day is not None and stage.starts <= day <= stage.ends


def _stage(clause: Clause, register: Register, term: Term, when: When) -> Stage | None:
    """The stage meant: of the election named, else the one closest to the date, else none."""
    elections = meant(register, clause)
    if when.year and not clause.year:  # a year says which election is meant, though a later one is known
        elections = held_in(register, elections, when.year)
    elif when.year:
        elections = [one for one in elections if one in held_in(register, elections, when.year)]
    day = when.last or when.first
    stages = _stages(elections, register, term)
    return min(stages, key=lambda stage: _distance(day, stage), default=None)


def _stages(elections: list[Election], register: Register, term: Term) -> list[Stage]:
    """Those that `term` names; voting abroad has dates of its own, which nobody means without saying so."""
    stages = [stage for one in elections for stage in register.stages[one.pk] if term.names(stage)]
    return [stage for stage in stages if "luar negeri" not in stage.name.lower()]


def _distance(day: Day, stage: Stage) -> int:
    made = day.nearest_to(stage.ends)
    return min(abs((made - edge).days) for edge in (stage.starts, stage.ends)) if made else 10_000


def _lasting(clause: Clause, register: Register, term: Term, named: re.Match) -> Iterator[Record]:
    """ "masa tenang cuma dua hari": a length, with nothing but small words before it."""
    if term.kind not in (Kind.QUIET, Kind.CAMPAIGN) or PROPOSED.search(clause.text):
        return
    rest = clause.text[named.end() : named.end() + GAP]
    match = DAYS.search(rest)
    if not match or not (match["unit"].strip() or match["n"].lower().startswith("se")):
        return
    if not BETWEEN.match(rest[: match.start()]) or NOT.search(rest[: match.start()]):
        return
    length = (number(match["n"]) or 0) * (7 if match["unit"].strip().lower() == "minggu" else 1)
    stages = _stages(meant(register, clause), register, term)
    if stages and length:
        stage = min(stages, key=lambda stage: abs(_length(stage) - length))
        said = clause.text[named.start() : named.end() + match.end()]
        yield _record(said, _length(stage) == length, stage)


def _moved(clause: Clause, register: Register, term: Term, named: re.Match) -> Iterator[Record]:
    """ "Pemilu 2024 ditunda sampai 2027": a year alone, said as a fact of an election named with its own."""
    match = MOVED.match(clause.text, named.end()) if term.kind == Kind.VOTING else None
    if match is None or clause.named_year is None or SUPPOSED.search(clause.text):
        return
    if term.weak and not OPENING.search(clause.text[: named.start()]):
        return
    for stage in _stages(meant(register, clause), register, term)[:1]:
        said = clause.text[named.start() : match.end()]
        yield _record(said, int(match["year"]) == stage.starts.year, stage)


def _length(stage: Stage) -> int:
    return (stage.ends - stage.starts).days + 1


def _record(said: str, agrees: bool, stage: Stage) -> Record:
    days = _length(stage)
    span = _written(stage.starts)
    if days > 1:
        many = ngettext("%(days)d hari", "%(days)d hari", days) % {"days": days}
        span = f"{span} – {_written(stage.ends)} ({many})"
    return Record(
        statement=said.strip(" ,:?"),
        agrees=agrees,
        record=f"{stage.name}, {stage.election.name}: {span}",
        regulation=stage.source_title,
        url=settings.SITE_URL + stage.get_absolute_url(),
    )


def _written(day: date) -> str:
    return formats.date_format(day, "j F Y")
