"""What an import would do: the facts to make and change, and every row that is refused, with the reason."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import models
from django.utils.translation import gettext as _

from candidates.imports.files import Row
from candidates.models import Fact

_is_url = URLValidator(schemes=["http", "https"])


@dataclass(frozen=True)
class Refusal:
    row: int
    column: str
    reason: str


@dataclass
class Plan:
    """`create` holds facts in the order in which they must be stored; `links` the many-to-many sets."""

    create: list[Fact] = field(default_factory=list)
    update: list[tuple[Fact, dict, dict]] = field(default_factory=list)  # with old values and old links
    links: list[tuple[Fact, str, list[Fact]]] = field(default_factory=list)
    unchanged: int = 0
    refusals: list[Refusal] = field(default_factory=list)

    def settle(self, fact: Fact, values: dict, links: dict[str, list[Fact]] | None = None) -> None:
        """Count `fact` as new, changed or the same, with `values` set on it."""
        if fact.pk is None:
            _set(fact, values)
            self.create.append(fact)
            self.links += [(fact, name, others) for name, others in (links or {}).items() if others]
            return
        before = {name: getattr(fact, name) for name in values if getattr(fact, name) != values[name]}
        old = {name: [other.pk for other in getattr(fact, name).all()] for name in links or {}}
        moved = {
            name: others
            for name, others in (links or {}).items()
            if {other.pk for other in others} != set(old[name])
        }
        if not before and not moved:
            self.unchanged += 1
            return
        _set(fact, values)
        self.update.append((fact, before, {name: old[name] for name in moved}))
        self.links += [(fact, name, others) for name, others in moved.items()]


class Cells:
    """Reads the cells of one row and collects what is wrong with them."""

    def __init__(self, row: Row, refusals: list[Refusal]):
        self.row = row
        self.found: list[Refusal] = []
        self._refusals = refusals
        if row.extra:
            self.refuse("", _("Baris mempunyai lebih banyak sel daripada judul kolom."))

    @property
    def good(self) -> bool:
        return not self.found

    def refuse(self, column: str, reason: str) -> None:
        refusal = Refusal(self.row.number, column, reason)
        self.found.append(refusal)
        self._refusals.append(refusal)

    def text(self, column: str, *, most: int, required: bool = False) -> str:
        value = self.row.cells.get(column, "")
        if required and not value:
            self.refuse(column, _("Wajib diisi."))
        if len(value) > most:
            self.refuse(column, _("Paling panjang %(most)d karakter.") % {"most": most})
        if value.startswith("#") and value.rstrip("!?").isupper():
            self.refuse(column, _("Sel berisi galat lembar kerja: %(value)s") % {"value": value[:20]})
        if any(ord(letter) < 32 and letter not in "\n\r\t" for letter in value):
            self.refuse(column, _("Mengandung karakter kendali."))
        return value

    def name(self, column: str, *, most: int, required: bool = False) -> str:
        value = " ".join(self.text(column, most=most, required=required).split())
        if any(letter.isdigit() or letter in "<>{}@" for letter in value):
            self.refuse(column, _("Nama tidak boleh memuat angka atau tanda < > { } @."))
        return value

    def number(self, column: str, *, most: int, least: int = 0, required: bool = False) -> int | None:
        value = self.row.cells.get(column, "")
        if not value:
            if required:
                self.refuse(column, _("Wajib diisi."))
            return None
        if not value.lstrip("-").isascii() or not value.lstrip("-").isdecimal():
            self.refuse(column, _("Bukan bilangan bulat: %(value)s") % {"value": value[:20]})
            return None
        if not least <= int(value) <= most:
            limits = {"least": least, "most": most}
            self.refuse(column, _("Harus antara %(least)d dan %(most)d.") % limits)
            return None
        return int(value)

    def day(self, column: str) -> date | None:
        value = self.row.cells.get(column, "")
        if not value:
            return None
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.refuse(column, _("Bukan tanggal TTTT-BB-HH: %(value)s") % {"value": value[:20]})
            return None

    def url(self, column: str) -> str:
        value = self.text(column, most=500)
        if value:
            try:
                _is_url(value)
            except ValidationError:
                self.refuse(column, _("Bukan alamat web."))
        return value

    def choice(self, column: str, choices: dict[str, str], *, required: bool = False) -> str | None:
        value = self.row.cells.get(column, "")
        if not value:
            if required:
                self.refuse(column, _("Wajib diisi."))
            return None
        found = choices.get(value.lower())
        if found is None:
            self.refuse(column, _("Tidak dikenal: %(value)s") % {"value": value[:60]})
        return found


def by_key(rows: Iterable[models.Model], *keys: str) -> dict[str, list]:
    """Rows by each of their `keys` in lower case; a name may belong to several."""
    found: dict[str, list] = {}
    for row in rows:
        for name in {str(getattr(row, key)).lower() for key in keys}:
            found.setdefault(name, []).append(row)
    return found


def _set(fact: Fact, values: dict) -> None:
    for name, value in values.items():
        setattr(fact, name, value)
