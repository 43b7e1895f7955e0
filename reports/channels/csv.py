"""Lists of patrol teams who watch social media all day: a CSV file with a heading line.

Columns: `text` and/or `url`; and, where known, `id` (their own: a file sent twice is taken once), `kind`,
`seen_where`, `seen_on` (2024-02-05).
"""

import csv
from datetime import date

from django.core.exceptions import ValidationError

from reports.actions import accept
from reports.channels import Refused

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
    rows = csv.DictReader(file)
    unknown = set(rows.fieldnames or []) - COLUMNS
    if unknown or not {"text", "url"} & set(rows.fieldnames or []):
        known = ", ".join(sorted(COLUMNS))
        raise BadList([f"1: the columns are {known}; text or url is needed; unknown: {sorted(unknown)}"], [])
    taken, complaints = [], []
    for row in rows:
        try:
            taken.append(_take_row(row))
        except (ValidationError, ValueError) as error:
            complaints.append(f"{rows.line_num}: {'; '.join(getattr(error, 'messages', [str(error)]))}")
    if complaints:
        raise BadList(complaints, taken)
    return taken


def tell(address, letter) -> None:
    raise Refused("a list cannot be written to")


def _take_row(row: dict):
    filled = {name: value.strip() for name, value in row.items() if name and value and value.strip()}
    own_id = filled.pop("id", "")
    if "seen_on" in filled:
        filled["seen_on"] = date.fromisoformat(filled["seen_on"])
    return accept(channel="csv", idempotency_key=own_id, **filled)
