"""A CSV or XLSX file as rows of text. Knows nothing of candidates."""

import csv
import io
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _
from openpyxl import Workbook, load_workbook
from openpyxl.utils.exceptions import InvalidFileException

MAX_BYTES = 30_000_000
MAX_ROWS = 50_000


class FileRefused(ValueError):
    """The file cannot be read as a list; the message says why."""


@dataclass(frozen=True)
class Row:
    """One line, numbered as a spreadsheet shows it (the heading is 1). `extra`: it has too many cells."""

    number: int
    cells: dict[str, str]
    extra: bool


def read(data: bytes, columns: dict[str, Sequence[str]], required: Iterable[str]) -> list[Row]:
    """The rows of a file, under the names of `columns` (each with other names it may have).

    Wholly empty rows are left out. Raises FileRefused for a file that is too large, neither CSV nor XLSX,
    empty, or whose headings are unknown, doubled or not all `required` ones.
    """
    if len(data) > MAX_BYTES:
        raise FileRefused(_("Berkas lebih besar dari %(limit)d MB.") % {"limit": MAX_BYTES // 1_000_000})
    lines = _xlsx(data) if data[:2] == b"PK" else _csv(data)
    heading = next(lines, None)
    if not heading or not any(heading):
        raise FileRefused(_("Berkas kosong."))
    names = _names(heading, columns, required)
    rows = []
    for number, line in enumerate(lines, start=2):
        if not any(line):
            continue
        if len(rows) == MAX_ROWS:
            raise FileRefused(_("Lebih dari %(limit)d baris.") % {"limit": MAX_ROWS})
        cells = {name: line[place] if place < len(line) else "" for place, name in enumerate(names) if name}
        rows.append(Row(number, cells, extra=any(line[len(names) :])))
    if not rows:
        raise FileRefused(_("Berkas hanya berisi judul kolom."))
    return rows


def write_csv(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(columns)
    writer.writerows(rows)
    return out.getvalue().encode("utf-8-sig")


def write_xlsx(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.append(list(columns))
    for row in rows:
        sheet.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def delimiter_of(heading: str) -> str:
    """What parts the columns: spreadsheets of countries with a decimal comma write semicolons."""
    return max(",;\t", key=heading.count)


def _csv(data: bytes):
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FileRefused(_("Berkas bukan CSV dengan penyandian UTF-8 dan bukan XLSX.")) from error
    if "\x00" in text:
        raise FileRefused(_("Berkas bukan CSV dan bukan XLSX."))
    delimiter = delimiter_of(text.partition("\n")[0])
    csv.field_size_limit(MAX_BYTES)
    try:
        for line in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            yield [cell.strip() for cell in line]
    except csv.Error as error:
        raise FileRefused(_("CSV rusak: %(reason)s") % {"reason": error}) from error


def _xlsx(data: bytes):
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        sheet = book.worksheets[0]
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, IndexError, OSError) as error:
        raise FileRefused(_("Berkas XLSX rusak atau bukan XLSX.")) from error
    for line in sheet.iter_rows(values_only=True, max_row=MAX_ROWS * 2, max_col=60):
        yield [_text(cell) for cell in line]


def _text(cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        cell = cell.date()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()


def _names(heading: list[str], columns: dict[str, Sequence[str]], required: Iterable[str]) -> list[str]:
    known = {_plain(name): column for column, others in columns.items() for name in (column, *others)}
    while heading and not heading[-1]:
        heading = heading[:-1]
    names = [known.get(_plain(cell), "") for cell in heading]
    if unknown := [cell for cell, name in zip(heading, names, strict=True) if not name]:
        raise FileRefused(_("Kolom tidak dikenal: %(names)s.") % {"names": ", ".join(unknown)})
    if doubled := sorted({name for name in names if names.count(name) > 1}):
        raise FileRefused(_("Kolom muncul dua kali: %(names)s.") % {"names": ", ".join(doubled)})
    if missing := [name for name in required if name not in names]:
        raise FileRefused(_("Kolom tidak ada: %(names)s.") % {"names": ", ".join(missing)})
    return names


def _plain(name: str) -> str:
    return " ".join(name.lower().replace("_", " ").replace(".", " ").split())
