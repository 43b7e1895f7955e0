"""Files of messages to check, and of answers: CSV or JSON lines, the answers in the form of the questions."""

import csv
import io
import json
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from factcheck.check import TEXT_LIMIT
from factcheck.results import Result

MOST_LINES = 10_000
MOST_BYTES = 20_000_000
LONGEST_ID = 200  # characters
COLUMNS = ("line", "id", "status", "probability", "debunk", "verdict", "title", "url")
FORMULAS = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet would run


@dataclass(frozen=True)
class Line:
    """A message, and what its sender calls it."""

    number: int
    id: str
    text: str


def read(content: bytes, form: str) -> list[Line]:
    """The messages of a file in the form "csv" (columns `text` and perhaps `id`) or "jsonl" (objects with
    these keys). Raises ValidationError, which names the line and the limit."""
    if len(content) > MOST_BYTES:
        raise ValidationError(_("Berkas paling besar 20 MB."))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ValidationError(_("Berkas harus berupa teks UTF-8.")) from error
    lines = _of_csv(text) if form == "csv" else _of_json(text)
    if not lines:
        raise ValidationError(_("Berkas ini tidak memuat pesan."))
    return lines


def _of_csv(text: str) -> list[Line]:
    reader = csv.DictReader(io.StringIO(text), strict=True)
    try:
        if "text" not in (reader.fieldnames or ()):
            raise ValidationError(_("Baris pertama CSV harus menyebut kolom: text, dan bila perlu id."))
        rows = []
        for row in reader:
            _admit(len(rows))
            rows.append(_line(len(rows) + 1, row.get("id"), row["text"]))
        return rows
    except csv.Error as error:
        raise _wrong(reader.line_num, _("bukan CSV yang utuh")) from error


def _of_json(text: str) -> list[Line]:
    rows: list[Line] = []
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        _admit(len(rows))
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise _wrong(number, _("bukan JSON")) from error
        if not isinstance(row, dict):
            raise _wrong(number, _('bukan objek JSON dengan "text"'))
        rows.append(_line(number, row.get("id"), row.get("text")))
    return rows


def _admit(count: int) -> None:
    if count >= MOST_LINES:
        raise ValidationError(_("Paling banyak 10.000 pesan dalam satu berkas."))


def _line(number: int, name, text) -> Line:
    if not isinstance(text, str) or not text.strip():
        raise _wrong(number, _("tidak ada text"))
    if len(text) > TEXT_LIMIT:
        raise _wrong(number, _("text paling panjang 20.000 karakter"))
    name = str(name) if isinstance(name, str | int) else ""
    if len(name) > LONGEST_ID:
        raise _wrong(number, _("id paling panjang 200 karakter"))
    return Line(number, name, text)


def _wrong(number: int, what: str) -> ValidationError:
    return ValidationError(_("Baris %(number)d: %(what)s.") % {"number": number, "what": what})


def head(form: str) -> str:
    """What stands before the answers."""
    return _row(COLUMNS) if form == "csv" else ""


def written(line: Line, result: Result, form: str) -> str:
    """The answer to one message as a line of the result."""
    if form == "jsonl":
        data = {"line": line.number, "id": line.id, **result.as_json()}
        return json.dumps(data, ensure_ascii=False, default=str) + "\n"
    best = next(iter(result.matches), None)
    if best is None:
        return _row((line.number, line.id, result.status, "", "", "", "", ""))
    told = best.as_json()["debunk"]
    values = (told["id"], told["verdict"], _harmless(told["title"]), told["url"])
    return _row((line.number, line.id, result.status, round(best.probability, 4), *values))


def _row(values) -> str:
    out = io.StringIO()
    csv.writer(out).writerow(values)
    return out.getvalue()


def _harmless(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULAS) else text
