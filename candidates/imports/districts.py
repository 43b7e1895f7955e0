"""A list of districts: its columns, and what each row means."""

from collections.abc import Iterable, Iterator

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from candidates.imports.files import Row
from candidates.imports.plans import Cells, Plan
from candidates.models import District, Publication
from candidates.models.districts import CODE

COLUMNS = {
    "kode": ("kode daerah", "kode wilayah", "kode dapil"),
    "nama": ("nama daerah", "nama wilayah", "nama dapil"),
    "tingkat": ("level",),
    "induk": ("kode induk",),
    "kursi": ("jumlah kursi", "alokasi kursi"),
    "wilayah": ("kode kabupaten kota",),
    "berlaku_sejak": (),
    "berlaku_sampai": (),
    "sumber": ("dasar hukum",),
    "tautan_sumber": (),
}
REQUIRED = ("kode", "nama", "tingkat", "sumber")
LEVELS = {
    "nasional": "country",
    "provinsi": "province",
    "kabupaten/kota": "regency",
    "dapil dpr": "dpr",
    "dapil dprd provinsi": "dprd_province",
    "dapil dprd kabupaten/kota": "dprd_regency",
} | {level.value: level.value for level in District.Level}
ORDER = list(District.Level.values)  # a parent's level comes before its children's


def plan(rows: list[Row]) -> Plan:
    """What importing `rows` would do; the facts are confirmed ones, as a data editor brings them."""
    made = Plan()
    known = {one.code: one for one in District.objects.prefetch_related("parts")}
    read = [one for row in rows if (one := _read(row, made))]
    read.sort(key=lambda one: ORDER.index(one[2]["level"]))
    seen: set[str] = set()
    for cells, code, values in read:
        if code in seen:
            cells.refuse("kode", _("Kode muncul dua kali dalam berkas."))
            continue
        seen.add(code)
        parent = _other(cells, "induk", known)
        parts = [_find(cells, "wilayah", part, known) for part in _codes(cells)]
        values["parent"] = parent
        district = known.get(code) or District(code=code)
        _check(cells, district, values)
        if cells.good:
            made.settle(district, values, {"parts": [part for part in parts if part]})
            known[code] = district
    return made


def export(districts: Iterable[District]) -> Iterator[list[str]]:
    """`districts` (parents and parts prefetched) as rows of the columns above."""
    words = {value: word for word, value in reversed(LEVELS.items())}
    for one in districts:
        dates = [day.isoformat() if day else "" for day in (one.valid_from, one.valid_to)]
        parts = ";".join(sorted(part.code for part in one.parts.all()))
        parent = one.parent.code if one.parent else ""
        seats = str(one.seats or "")
        place = [one.code, one.name, words[one.level], parent, seats, parts]
        yield [*place, *dates, one.source_title, one.source_url]


def _read(row: Row, made: Plan):
    cells = Cells(row, made.refusals)
    code = cells.text("kode", most=80, required=True)
    try:
        CODE(code or "x")
    except ValidationError as error:
        cells.refuse("kode", " ".join(error.messages))
    values = {
        "name": cells.text("nama", most=120, required=True),
        "level": cells.choice("tingkat", LEVELS, required=True),
        "seats": cells.number("kursi", least=1, most=999),
        "valid_from": cells.day("berlaku_sejak"),
        "valid_to": cells.day("berlaku_sampai"),
        "source_title": cells.text("sumber", most=300, required=True),
        "source_url": cells.url("tautan_sumber"),
        "publication": Publication.PUBLISHED,
    }
    return (cells, code, values) if cells.good else None


def _check(cells: Cells, district: District, values: dict) -> None:
    parent, level = values["parent"], values["level"]
    if level == "country" and parent:
        cells.refuse("induk", _("Negara tidak mempunyai induk."))
    if parent and ORDER.index(parent.level) >= ORDER.index(level):
        cells.refuse("induk", _("Induk harus daerah yang lebih besar."))
    if values["valid_from"] and values["valid_to"] and values["valid_to"] < values["valid_from"]:
        cells.refuse("berlaku_sampai", _("Berakhir sebelum mulai."))
    if district.pk and district.level != level:
        cells.refuse("tingkat", _("Tingkat daerah yang sudah ada tidak berubah."))


def _codes(cells: Cells) -> list[str]:
    return [code.strip() for code in cells.row.cells.get("wilayah", "").split(";") if code.strip()]


def _other(cells: Cells, column: str, known: dict[str, District]) -> District | None:
    code = cells.row.cells.get(column, "")
    return _find(cells, column, code, known) if code else None


def _find(cells: Cells, column: str, code: str, known: dict[str, District]) -> District | None:
    if code not in known:
        cells.refuse(column, _("Tidak ada daerah dengan kode %(code)s.") % {"code": code[:80]})
    return known.get(code)
