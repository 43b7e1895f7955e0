"""Importing a file of records: read all, check all, then store all in one transaction."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from factcheck.exchange.files import Line
from factcheck.exchange.lists import stored_name
from factcheck.exchange.parsing import Record, RecordRefused, parse
from factcheck.exchange.records import REGISTERS


@dataclass
class Reading:
    """The good records with their line numbers, the refused lines, and the names nobody knows."""

    records: dict[int, Record] = field(default_factory=dict)
    refused: dict[int, str] = field(default_factory=dict)
    unknown: set[str] = field(default_factory=set)


def read_records(lines: Iterable[Line]) -> Reading:
    """Check every line; nothing is written. One line's fault never touches another."""
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
    _refuse_unknown_references(reading)
    return reading


def _refuse_unknown_references(reading: Reading) -> None:
    """An election, person, party or picture that is not here cannot be guessed."""
    known = {name: _known_slugs(name, reading) for name in REGISTERS if name != "topics"}
    for number, record in list(reading.records.items()):
        missing = [
            f"{name}: {row['slug']}"
            for name, slugs in known.items()
            for row in record.lists.get(name, [])
            if row["slug"] not in slugs
        ]
        missing += [
            f"images: {row['url']}" for row in record.lists.get("images", []) if not stored_name(row["url"])
        ]
        if missing:
            reading.refused[number] = _("belum ada di situs ini: %(names)s") % {"names": ", ".join(missing)}
            del reading.records[number]


def _known_slugs(name: str, reading: Reading) -> set[str]:
    wanted = {row["slug"] for record in reading.records.values() for row in record.lists.get(name, [])}
    return set(REGISTERS[name].objects.filter(slug__in=wanted).values_list("slug", flat=True))
