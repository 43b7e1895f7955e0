"""Reading files of records: JSON Lines, or CSV with a row of column names; `.gz` after either is unpacked.

In CSV the lists of registers are slugs parted by `;`, every other list is JSON.
"""

import csv
import gzip
import json
from collections.abc import Iterator
from pathlib import Path

from django.utils.translation import gettext as _

from factcheck.exchange.cells import original
from factcheck.exchange.parsing import RecordRefused
from factcheck.exchange.records import CHILDREN, REGISTERS

LONGEST_CELL = 10_000_000

# A line's number in the file, and what stands there: an object, or why there is none.
Line = tuple[int, object]


def read_lines(path: Path) -> Iterator[Line]:
    """Every line of the file that is not empty. Broken bytes are passed on, for `parse` to refuse."""
    packed = path.suffix.lower() == ".gz"
    form = (path.with_suffix("") if packed else path).suffix.lower()
    opened = gzip.open if packed else open
    with opened(path, mode="rt", encoding="utf-8-sig", errors="surrogateescape", newline="") as file:
        yield from (_csv_lines if form == ".csv" else _json_lines)(file)


def _json_lines(file) -> Iterator[Line]:
    for number, line in enumerate(file, start=1):
        if not line.strip():
            continue
        try:
            yield number, json.loads(line)
        except (ValueError, RecursionError) as error:
            yield number, RecordRefused(_("bukan JSON: %(error)s") % {"error": error})


def _csv_lines(file) -> Iterator[Line]:
    csv.field_size_limit(LONGEST_CELL)
    reader = csv.DictReader(file)
    while True:
        try:
            row = next(reader, None)
        except csv.Error as error:
            yield reader.line_num, RecordRefused(_("bukan CSV: %(error)s") % {"error": error})
            return
        if row is None:
            return
        yield reader.line_num, _cells(row)


def _cells(row: dict) -> object:
    if None in row:
        return RecordRefused(_("lebih banyak sel daripada nama kolom"))
    try:
        return {name: _cell(name, value) for name, value in row.items() if value is not None}
    except ValueError as error:
        return RecordRefused(str(error))


def _cell(name: str, value: str) -> object:
    if name not in REGISTERS and name not in CHILDREN:
        return original(value)
    if value.lstrip().startswith("["):
        try:
            return json.loads(value)
        except ValueError as error:
            raise ValueError(
                _("%(field)s: bukan JSON: %(error)s") % {"field": name, "error": error}
            ) from error
    if name in CHILDREN and value.strip():
        raise ValueError(_("%(field)s: harus berupa daftar JSON") % {"field": name})
    return [slug.strip() for slug in value.split(";") if slug.strip()]
