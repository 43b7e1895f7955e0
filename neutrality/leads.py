"""Leads of a patrol from a table, into the same intake as every report."""

import csv
import io
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from candidates.models import Election
from neutrality import intake
from neutrality.models import ConfidentialReport
from neutrality.terms import Audience, Level

REQUIRED = ("act", "happened_on", "text")
OPTIONAL = ("known_on", "audience", "level", "election", "platform", "place", "url", "name", "position")
COLUMNS = (*REQUIRED, *OPTIONAL, "institution")
MOST_ROWS = 500


def import_leads(*, actor, data: bytes) -> list[ConfidentialReport]:
    """Store every row of a CSV (UTF-8, with a header) as a lead of `actor`.

    Raises ValidationError, with one message for each line that is not whole, before anything is stored.
    """
    leads, wrong = [], []
    for number, row in _rows(data):
        try:
            lead = _lead(row)
            intake.check(lead)
            leads.append(lead)
        except ValidationError as error:
            wrong.append(_("Baris %(number)d: %(why)s") % {"number": number, "why": _reason(error)})
    if wrong:
        raise ValidationError(wrong)
    channel = ConfidentialReport.Channel.IMPORT
    return [intake.note_lead(lead=lead, actor=actor, channel=channel) for lead in leads]


def _rows(data: bytes) -> list[tuple[int, dict]]:
    try:
        reader = csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True)
        columns = set(reader.fieldnames or [])
        rows = [(reader.line_num, row) for row in reader]
    except (UnicodeDecodeError, csv.Error) as error:
        raise ValidationError(_("Berkas ini bukan CSV dalam UTF-8.")) from error
    if not set(REQUIRED) <= columns <= set(COLUMNS):
        raise ValidationError(_("Kolomnya harus: %(names)s.") % {"names": ", ".join(COLUMNS)})
    if len(rows) > MOST_ROWS:
        raise ValidationError(_("Paling banyak %(most)d baris sekali impor.") % {"most": MOST_ROWS})
    return rows


def _lead(row: dict) -> intake.Lead:
    if None in row or None in row.values():
        raise ValidationError(_("Jumlah kolomnya tidak sama dengan kepala tabel."))
    said = {name: value.strip() for name, value in row.items() if value.strip()}
    if missing := [name for name in REQUIRED if name not in said]:
        raise ValidationError(_("kosong: %(names)s") % {"names": ", ".join(missing)})
    happened_on = _day(said.pop("happened_on"))
    known_on = _day(said.pop("known_on")) if "known_on" in said else happened_on
    slug = said.pop("election", "")
    election = Election.objects.published().filter(slug=slug).first() if slug else None
    if slug and election is None:
        raise ValidationError(_("Tidak ada pemilu “%(slug)s”.") % {"slug": slug})
    given = {"audience": Audience.PNS, "level": Level.UNKNOWN, **said}
    return intake.Lead(happened_on=happened_on, known_on=known_on, election=election, **given)


def _reason(error: ValidationError) -> str:
    """What is wrong, after the name of its column where one is known."""
    if hasattr(error, "message_dict"):
        return "; ".join(f"{name}: {' '.join(texts)}" for name, texts in error.message_dict.items())
    return " ".join(error.messages)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ValidationError(_("Tulis tanggal seperti 2024-02-10.")) from error
