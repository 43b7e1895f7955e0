"""Importing a file of records: read all, check all, then store all in one transaction."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from django.utils.translation import gettext as _

from factcheck.exchange.facts import COLUMNS, facts_beside
from factcheck.exchange.files import Line
from factcheck.exchange.lists import stored_name
from factcheck.exchange.parsing import Record, RecordRefused, parse
from factcheck.exchange.records import REGISTERS


@dataclass
class Reading:
    """The good records with their line numbers, the facts that are to be made for them by their register, the
    refused lines, whether any is refused for what is not here, and the names nobody knows."""

    records: dict[int, Record] = field(default_factory=dict)
    facts: dict[str, list[dict]] = field(default_factory=dict)
    refused: dict[int, str] = field(default_factory=dict)
    lacks_references: bool = False
    unknown: set[str] = field(default_factory=set)


def read_records(lines: Iterable[Line], file: Path | None = None) -> Reading:
    """Check every line; nothing is written. One line's fault never touches another.

    Elections, people and parties that are not here are looked for beside `file`, and raise what
    `facts_beside` does.
    """
    reading, seen = Reading(), {}
    for number, raw in lines:
        try:
            if isinstance(raw, RecordRefused):
                raise raw
            record = parse(raw)
            if record.external_id in seen:
                raise RecordRefused(
                    _("external_id sudah ada di baris %(line)d") % {"line": seen[record.external_id]}
                )
        except RecordRefused as error:
            reading.refused[number] = str(error)
            continue
        seen[record.external_id] = number
        reading.records[number] = record
        reading.unknown |= record.unknown
    _resolve_references(reading, file)
    return reading


def _resolve_references(reading: Reading, file: Path | None) -> None:
    """An election, person, party or picture that is not here cannot be guessed."""
    absent = {name: _slugs(name, reading) - _known_slugs(name, reading) for name in COLUMNS}
    offered = {name: facts_beside(file, name, slugs) if file else {} for name, slugs in absent.items()}
    for number, record in list(reading.records.items()):
        missing = [
            f"{name}: {row['slug']}"
            for name, slugs in absent.items()
            for row in record.lists.get(name, [])
            if row["slug"] in slugs and row["slug"] not in offered[name]
        ]
        missing += [
            f"images: {row['url']}" for row in record.lists.get("images", []) if not stored_name(row["url"])
        ]
        if missing:
            reading.refused[number] = _("belum ada di situs ini: %(names)s") % {"names": ", ".join(missing)}
            reading.lacks_references = True
            del reading.records[number]
    reading.facts = {
        name: [offered[name][slug] for slug in sorted(_slugs(name, reading) & offered[name].keys())]
        for name in COLUMNS
    }


def _slugs(name: str, reading: Reading) -> set[str]:
    return {row["slug"] for record in reading.records.values() for row in record.lists.get(name, [])}


def _known_slugs(name: str, reading: Reading) -> set[str]:
    known = REGISTERS[name].objects.filter(slug__in=_slugs(name, reading))
    return set(known.values_list("slug", flat=True))
