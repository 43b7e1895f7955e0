"""Lists of patrol teams who watch social media all day: a CSV file with a heading line.

Columns: `text` and/or `url`; and, where known, `id` (their own: a line sent twice is taken once, also in
another file), `kind`, `seen_where`, `seen_on` (2024-02-05). Between them stand commas or, as Excel writes in
Indonesian, semicolons. The same file is taken once, with or without `id`.
"""

import csv
import hashlib
import io
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from candidates.imports.files import delimiter_of
from reports.actions import accept
from reports.channels import Refused
from reports.models import HoaxReport

UNKNOWN = _("Kolom yang dikenal: %(known)s. Kolom text atau url harus ada. Tidak dikenal: %(unknown)s.")
BROKEN = _(
    "Berkas ini bukan CSV yang utuh: tanda kutipnya tidak berpasangan, atau sebuah selnya terlalu panjang."
)
COLUMNS = {"id", "text", "url", "kind", "seen_where", "seen_on"}


class BadList(Exception):
    """Lines that cannot be taken: `complaints` names each by its number. `taken` are the others."""

    def __init__(self, complaints: list[str], taken: list):
        super().__init__("\n".join(complaints))
        self.complaints, self.taken = complaints, taken


def ready() -> bool:
    return True


def take(file, progress: Callable[[Iterable], Iterable] = iter) -> list:
    """The reports of the lines of an open text file. Raises BadList when lines were left out.

    `progress` wraps the lines as they are worked through.
    """
    text = file.read()
    rows, broken = _read(text)
    name = hashlib.sha256(text.encode()).hexdigest()
    taken, complaints = [], []
    for number, row in progress(rows):
        try:
            taken.append(_take_row(row, own_id=f"{name}:{number}"))
        except (ValidationError, ValueError) as error:
            complaints.append(f"{number}: {'; '.join(getattr(error, 'messages', [str(error)]))}")
    if complaints or broken:
        raise BadList(complaints + broken, taken)
    return taken


def new_since(began: datetime, taken: Sequence[HoaxReport]) -> int:
    """How many of the reports were not known before."""
    return len({report.pk for report in taken if report.created_at >= began})


def _read(text: str) -> tuple[list[tuple[int, dict]], list[str]]:
    """The lines with their numbers, as far as the file is whole; and what is to be said where it is not."""
    file = io.StringIO(text, newline="")
    delimiter = delimiter_of(file.readline())
    file.seek(0)
    rows = csv.DictReader(file, delimiter=delimiter, strict=True)
    unknown = set(rows.fieldnames or []) - COLUMNS
    if unknown or not {"text", "url"} & set(rows.fieldnames or []):
        names = {"known": ", ".join(sorted(COLUMNS)), "unknown": ", ".join(sorted(unknown)) or "-"}
        raise BadList([f"1: {UNKNOWN % names}"], [])
    found: list[tuple[int, dict]] = []
    try:
        found.extend((rows.line_num, row) for row in rows)
    except csv.Error:
        return found, [f"{rows.line_num}: {BROKEN}"]
    return found, []


def tell(address, letter) -> None:
    raise Refused("a list cannot be written to")


def _take_row(row: dict, own_id: str) -> HoaxReport:
    filled = {name: value.strip() for name, value in row.items() if name and value and value.strip()}
    own_id = filled.pop("id", own_id)
    if "seen_on" in filled:
        filled["seen_on"] = _day(filled["seen_on"])
    return accept(channel="csv", idempotency_key=own_id, **filled)


def _day(written: str) -> date:
    """Of 10/02/2024 nobody can say whether it is in February or October."""
    try:
        return date.fromisoformat(written)
    except ValueError as error:
        message = _("Tanggal %(written)s: tulis sebagai 2024-02-05 (tahun-bulan-tanggal).")
        raise ValidationError(message, params={"written": written}) from error
