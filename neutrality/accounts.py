"""Importing the registry of campaign accounts from a table: one made by hand, or the one of the open data."""

import csv
import io
import re
from dataclasses import dataclass, field

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from candidates.actions import save_fact
from candidates.models import Candidacy, Election, Party, Publication
from neutrality.handles import account_of
from neutrality.models import CampaignAccount

REQUIRED = ("election", "platform", "handle", "owner", "valid_from", "valid_to", "source_title")
OPTIONAL = ("url", "party", "candidacy", "source_url", "demo")
# As the open data has them, where `account_url` is our `url`, and theirs a page of the portal.
EXPORTED = ("id", "updated_at", "account_url")
FORMULA = re.compile(r"'+[=+\-@\t\r]")  # before such a cell the open data puts one apostrophe
MAX_ROWS = 20_000


@dataclass
class Import:
    """What became of a table: numbers of rows, and for each refused line its number and the reason."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    refused: list[tuple[int, str]] = field(default_factory=list)


def import_accounts(*, actor, data: bytes, skip_bad: bool = False) -> Import:
    """Store the rows of a CSV (UTF-8, with a header) by election, platform and handle; published.

    All rows or none, unless `skip_bad`. Raises ValidationError where it is no such table at all.
    """
    rows = _rows(data)
    done = Import()
    with transaction.atomic():
        for number, row in rows:
            try:
                outcome = _store(row, actor)
            except (ValidationError, ObjectDoesNotExist) as error:
                done.refused.append((number, _reason(error, row)))
                continue
            setattr(done, outcome, getattr(done, outcome) + 1)
        if done.refused and not skip_bad:
            transaction.set_rollback(True)
            return Import(refused=done.refused)
    return done


def _rows(data: bytes) -> list[tuple[int, dict]]:
    try:
        reader = csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True)
        columns = set(reader.fieldnames or [])
        if missing := [name for name in REQUIRED if name not in columns]:
            raise ValidationError(_("Kolom yang kurang: %(names)s.") % {"names": ", ".join(missing)})
        if unknown := columns - {*REQUIRED, *OPTIONAL, *EXPORTED}:
            raise ValidationError(_("Kolom yang tidak dikenal: %(names)s.") % {"names": ", ".join(unknown)})
        rows = [(reader.line_num, row) for row in reader]
    except (UnicodeDecodeError, csv.Error) as error:
        raise ValidationError(_("Berkas ini bukan CSV dalam UTF-8.")) from error
    if len(rows) > MAX_ROWS:
        raise ValidationError(_("Paling banyak %(most)d baris sekali impor.") % {"most": MAX_ROWS})
    return rows


def _store(row: dict, actor) -> str:
    if None in row or None in row.values():
        raise ValidationError(_("Jumlah kolomnya tidak sama dengan kepala tabel."))
    row = _as_ours({name: value.strip() for name, value in row.items()})
    election = Election.objects.get(slug=row.pop("election"))
    key = {"election": election, "platform": row.pop("platform"), "handle": account_of(row.pop("handle"))}
    found = CampaignAccount.objects.filter(**key).first()
    account = found or CampaignAccount(**key)
    before = {name: getattr(account, name) for name in _STORED}
    for name, value in {**row, **_linked(row), "publication": Publication.PUBLISHED}.items():
        setattr(account, name, value)
    account.clean_fields()
    if found and before == {name: getattr(account, name) for name in _STORED}:
        return "unchanged"
    with transaction.atomic():
        save_fact(actor=actor, fact=account)
    return "updated" if found else "created"


def _as_ours(row: dict[str, str]) -> dict[str, str]:
    """A row of the open data under the names of the fields here; any other as it is."""
    if "account_url" in row:
        row |= {"url": row["account_url"]}
        row = {name: value[1:] if FORMULA.match(value) else value for name, value in row.items()}
    return {name: value for name, value in row.items() if name not in EXPORTED}


def _linked(row: dict[str, str]) -> dict:
    """The facts that a row names, and whether it is an example. A column that is not there changes nothing,
    but for `party`, which always did."""
    linked: dict = {"party": Party.objects.get(slug=row["party"]) if row.get("party") else None}
    if "candidacy" in row:
        linked["candidacy"] = _candidacy(row["candidacy"])
    if "demo" in row:
        linked["demo"] = row["demo"].lower() in ("true", "1", "ya")
    return linked


def _candidacy(number: str) -> Candidacy | None:
    if not number:
        return None
    if not number.isdecimal() or len(number) > 18:
        raise Candidacy.DoesNotExist
    return Candidacy.objects.get(pk=number)


_STORED = (
    *("owner", "valid_from", "valid_to", "url", "party", "candidacy"),
    *("source_title", "source_url", "publication", "demo"),
)


def _reason(error: ValidationError | ObjectDoesNotExist, row: dict) -> str:
    if isinstance(error, Election.DoesNotExist):
        return _("Tidak ada pemilu “%(slug)s”.") % {"slug": row.get("election")}
    if isinstance(error, Party.DoesNotExist):
        return _("Tidak ada partai “%(slug)s”.") % {"slug": row.get("party")}
    if isinstance(error, Candidacy.DoesNotExist):
        return _("Tidak ada pencalonan bernomor “%(number)s”.") % {"number": row.get("candidacy")}
    if hasattr(error, "message_dict"):
        return "; ".join(f"{name}: {' '.join(texts)}" for name, texts in error.message_dict.items())
    return " ".join(getattr(error, "messages", [str(error)]))
