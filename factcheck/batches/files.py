"""Files of messages to check, and of answers: CSV or JSON lines, the answers in the form of the questions."""

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from candidates.imports.files import delimiter_of
from factcheck.check import TEXT_LIMIT
from factcheck.results import Result

MOST_LINES = 10_000
MOST_BYTES = 20_000_000
LONGEST_ID = 200  # characters
MOST_TOLD = 20  # wrong lines that a refusal names
COLUMNS = ("line", "id", "status", "probability", "debunk", "verdict", "title", "url", "semantic")
FORMULAS = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet would run


@dataclass(frozen=True)
class Line:
    """A message, and what its sender calls it."""

    number: int
    id: str
    text: str


def read(content: bytes, form: str) -> list[Line]:
    """The messages of a file in the form "csv" (columns `text` and perhaps `id`, parted by commas, semicolons
    or tabs) or "jsonl" (objects with these keys). Raises ValidationError, which names the limit and all wrong
    lines at once: somebody has to mend them in a spreadsheet."""
    if len(content) > MOST_BYTES:
        raise ValidationError(_("Berkas paling besar 20 MB."))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ValidationError(_("Berkas harus berupa teks UTF-8.")) from error
    lines, wrong = [], []
    rows = _rows_of_csv(text) if form == "csv" else _rows_of_json(text)
    for number, place, row in rows:
        if len(lines) + len(wrong) == MOST_LINES:
            raise ValidationError(_("Paling banyak 10.000 pesan dalam satu berkas."))
        if what := _wrong_with(row):
            wrong.append(_("Baris %(number)d: %(what)s.") % {"number": place, "what": what})
        else:
            lines.append(Line(number, _name(row), row["text"]))
    if len(wrong) > MOST_TOLD:
        wrong[MOST_TOLD:] = [_("Dan %(count)d baris lain.") % {"count": len(wrong) - MOST_TOLD}]
    if wrong or not lines:
        raise ValidationError(wrong or _("Berkas ini tidak memuat pesan."))
    return lines


def _rows_of_csv(text: str) -> Iterator[tuple[int, int, Any]]:
    """Number of the message, row of the spreadsheet, cells by column. Empty rows, which spreadsheets leave
    behind, are none."""
    delimiter = delimiter_of(text.partition("\n")[0])
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        columns = [cell.strip().lower() for cell in next(reader, [])]
        if "text" not in columns:
            raise ValidationError(_("Baris pertama CSV harus menyebut kolom: text, dan bila perlu id."))
        filled = ((place, cells) for place, cells in enumerate(reader, 2) if any(map(str.strip, cells)))
        for number, (place, cells) in enumerate(filled, 1):
            yield number, place, dict(zip(columns, cells, strict=False))
    except csv.Error as error:
        what = _("Di sekitar baris %(number)d: bukan CSV yang utuh, atau sel yang terlalu panjang.")
        raise ValidationError(what % {"number": reader.line_num}) from error


def _rows_of_json(text: str) -> Iterator[tuple[int, int, Any]]:
    """Number of the line, twice, and what it holds; None where that is no JSON."""
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            try:
                yield number, number, json.loads(line)
            except (ValueError, RecursionError):
                yield number, number, None


def _wrong_with(row) -> str:
    """Why a row cannot be answered; "" when it can."""
    if row is None:
        return _("bukan JSON")
    if not isinstance(row, dict):
        return _('bukan objek JSON dengan "text"')
    text = row.get("text")
    if not isinstance(text, str) or not text.strip():
        return _("tidak ada text")
    if len(text) > TEXT_LIMIT:
        return _("text paling panjang 20.000 karakter")
    if len(_name(row)) > LONGEST_ID:
        return _("id paling panjang 200 karakter")
    if any("\ud800" <= char <= "\udfff" for char in text + _name(row)):
        return _("bukan Unicode yang utuh")
    return ""


def _name(row: dict) -> str:
    name = row.get("id")
    return str(name) if isinstance(name, str | int | float) else ""


def head(form: str) -> str:
    """What stands before the answers."""
    return _row(COLUMNS) if form == "csv" else ""


def written(line: Line, result: Result, form: str) -> str:
    """The answer to one message as a line of the result."""
    if form == "jsonl":
        data = {"line": line.number, "id": line.id, **result.as_json()}
        return json.dumps(data, ensure_ascii=False, default=str) + "\n"
    best = next(iter(result.matches), None)
    semantic = str(result.semantic).lower()
    if best is None:
        return _row((line.number, line.id, result.status, "", "", "", "", "", semantic))
    told = best.as_json()["debunk"]
    values = (told["id"], told["verdict"], _harmless(told["title"]), told["url"], semantic)
    return _row((line.number, line.id, result.status, round(best.probability, 4), *values))


def _row(values) -> str:
    out = io.StringIO()
    csv.writer(out).writerow(values)
    return out.getvalue()


def _harmless(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULAS) else text
