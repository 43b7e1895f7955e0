"""Lists of patrol teams who watch social media all day: a CSV file with a heading line.

Columns: `text` and/or `url`; and, where known, `id` (their own: a file sent twice is taken once), `kind`,
`seen_where`, `seen_on` (2024-02-05). Between them stand commas or, as Excel writes in Indonesian, semicolons.
"""

import csv
from datetime import date
from itertools import chain

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from candidates.imports.files import delimiter_of
from reports.actions import accept
from reports.channels import Refused

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


def take(file) -> list:
    """The reports of the lines of an open text file. Raises BadList when lines were left out."""
    heading = file.readline()
    rows = csv.DictReader(chain([heading], file), delimiter=delimiter_of(heading), strict=True)
    unknown = set(rows.fieldnames or []) - COLUMNS
    if unknown or not {"text", "url"} & set(rows.fieldnames or []):
        names = {"known": ", ".join(sorted(COLUMNS)), "unknown": ", ".join(sorted(unknown)) or "-"}
        raise BadList([f"1: {UNKNOWN % names}"], [])
    taken, complaints = [], []
    try:
        for row in rows:
            try:
                taken.append(_take_row(row))
            except (ValidationError, ValueError) as error:
                complaints.append(f"{rows.line_num}: {'; '.join(getattr(error, 'messages', [str(error)]))}")
    except csv.Error:
        complaints.append(f"{rows.line_num}: {BROKEN}")
    if complaints:
        raise BadList(complaints, taken)
    return taken


def tell(address, letter) -> None:
    raise Refused("a list cannot be written to")


def _take_row(row: dict):
    filled = {name: value.strip() for name, value in row.items() if name and value and value.strip()}
    own_id = filled.pop("id", "")
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
