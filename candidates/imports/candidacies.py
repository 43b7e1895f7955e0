"""A list of candidates: its columns, and what each row means.

People are never joined by their name alone: the same name may be two people. A row belongs to the candidacy
with its election, office, district, list, number and name; only a slug joins it to a person known before.
"""

from collections.abc import Iterable, Iterator

from django.core.exceptions import ValidationError
from django.core.validators import validate_slug
from django.utils.text import slugify
from django.utils.translation import gettext as _

from candidates.imports.files import Row
from candidates.imports.known import Known, key_of, place_of
from candidates.imports.plans import Cells, Plan
from candidates.models import Candidacy, District, Election, Party, Person, Publication
from candidates.offices import LISTS, WORDS, Office

COLUMNS = {
    "pemilu": ("slug pemilu",),
    "jabatan": ("jenis pemilihan", "lembaga"),
    "daerah": ("dapil", "daerah pemilihan", "kode dapil", "kode daerah"),
    "partai": ("partai politik", "nama partai", "parpol"),
    "nomor_urut": ("no urut", "nomor urut calon", "no urut calon"),
    "nama": ("nama calon", "nama lengkap", "nama calon tetap"),
    "nama_wakil": ("nama calon wakil",),
    "slug_orang": (),
    "slug_wakil": (),
    "koalisi": ("partai pengusung", "partai pengusul"),
    "status": ("status pencalonan", "keadaan"),
    "tanggal_status": (),
    "dasar_status": (),
    "visi": (),
    "misi": (),
    "suara": ("suara sah", "perolehan suara"),
    "sumber_suara": (),
    "sumber": ("dasar hukum",),
    "tautan_sumber": (),
}
REQUIRED = ("pemilu", "jabatan", "daerah", "nomor_urut", "nama", "sumber")
OFFICES = {word: office.value for office, word in WORDS.items()}
OFFICES |= {str(label).lower(): value for value, label in Office.choices} | {"dpr ri": "dpr", "dpd ri": "dpd"}
STATES = {str(label).lower(): value for value, label in Candidacy.State.choices}
STATES |= {value: value for value in Candidacy.State.values} | {"": "listed", "dct": "listed"}
PAIRS = (Office.PRESIDENT, Office.GOVERNOR, Office.REGENT, Office.MAYOR)
LEVELS = {
    Office.PRESIDENT: "country",
    Office.DPR: "dpr",
    Office.DPD: "province",
    Office.GOVERNOR: "province",
    Office.REGENT: "regency",
    Office.MAYOR: "regency",
    Office.DPRD_PROVINCE: "dprd_province",
    Office.DPRD_REGENCY: "dprd_regency",
}


def plan(rows: list[Row]) -> Plan:
    """What importing `rows` would do; the facts are confirmed ones, as a data editor brings them."""
    made, known = Plan(), Known.read(rows)
    seen: set[tuple] = set()
    for row in rows:
        cells = Cells(row, made.refusals)
        candidacy, values = _read(cells, known)
        if not cells.good:
            continue
        name = values.pop("name")
        key = key_of(candidacy, name)
        if key in seen:
            cells.refuse("nama", _("Calon yang sama muncul dua kali dalam berkas."))
            continue
        seen.add(key)
        _claim_number(cells, known, candidacy, key, values["state"])
        if cells.good:
            values |= _people(made, known, known.candidacies.get(key), name, values)
            candidacy = known.candidacies.setdefault(key, candidacy)
            made.settle(candidacy, values, {"coalition": values.pop("coalition")})
    return made


def export(candidacies: Iterable[Candidacy]) -> Iterator[list[str]]:
    """`candidacies` (names selected, coalitions prefetched) as rows of the columns above."""
    for one in candidacies:
        mate = one.running_mate
        yield [
            *(one.election.slug, WORDS[Office(one.office)], one.district.code),
            *(one.party.slug if one.party else "", str(one.ballot_number), one.person.name),
            *(mate.name if mate else "", one.person.slug, mate.slug if mate else ""),
            ";".join(sorted(party.slug for party in one.coalition.all())),
            *(one.state, one.state_date.isoformat() if one.state_date else "", one.state_source),
            *(one.vision, one.mission, "" if one.votes is None else str(one.votes), one.votes_source),
            *(one.source_title, one.source_url),
        ]


def _read(cells: Cells, known: Known) -> tuple[Candidacy, dict]:
    """The candidacy a row speaks of, unsaved, and its values; what is wrong stands in `cells`."""
    office = cells.choice("jabatan", OFFICES, required=True)
    election = _one(cells, "pemilu", {slug: [one] for slug, one in known.elections.items()}, required=True)
    district = _district(cells, known, office)
    party = _party(cells, known, office, election)
    number = cells.number("nomor_urut", least=1, most=_most(office, district), required=True)
    mate = cells.name("nama_wakil", most=120)
    values = {
        "name": cells.name("nama", most=120, required=True),
        "mate": mate,
        "slug": _slug(cells, "slug_orang"),
        "mate_slug": _slug(cells, "slug_wakil"),
        "coalition": _coalition(cells, known, office),
        "state": cells.choice("status", STATES) or "listed",
        "state_date": cells.day("tanggal_status"),
        "state_source": cells.text("dasar_status", most=300),
        "vision": cells.text("visi", most=600),
        "mission": cells.text("misi", most=1500),
        "votes": cells.number("suara", most=300_000_000),
        "votes_source": cells.text("sumber_suara", most=300),
        "source_title": cells.text("sumber", most=300, required=True),
        "source_url": cells.url("tautan_sumber"),
        "publication": Publication.PUBLISHED,
    }
    _check(cells, office, values, known)
    candidacy = Candidacy(
        election=election, office=office or "", district=district, party=party, ballot_number=number or 0
    )
    return candidacy, values


def _check(cells: Cells, office: str | None, values: dict, known: Known) -> None:
    if office in PAIRS and not values["mate"]:
        cells.refuse("nama_wakil", _("Jabatan ini dicalonkan berpasangan."))
    if office and office not in PAIRS and values["mate"]:
        cells.refuse("nama_wakil", _("Jabatan ini tidak dicalonkan berpasangan."))
    if values["mate"] and values["mate"].lower() == values["name"].lower():
        cells.refuse("nama_wakil", _("Calon dan wakilnya orang yang sama."))
    if values["slug"] and values["slug"] == values["mate_slug"]:
        cells.refuse("slug_wakil", _("Calon dan wakilnya orang yang sama."))
    for column, slug, name in (
        ("slug_orang", values["slug"], values["name"]),
        ("slug_wakil", values["mate_slug"], values["mate"]),
    ):
        if slug in known.people and known.people[slug].name.lower() != name.lower():
            cells.refuse(column, _("Slug ini milik %(name)s.") % {"name": known.people[slug].name})
    if values["state"] != "listed" and not values["state_date"]:
        cells.refuse("tanggal_status", _("Status ini memerlukan tanggal."))
    if values["state"] != "listed" and not values["state_source"]:
        cells.refuse("dasar_status", _("Status ini memerlukan dasar keputusan."))
    if values["votes"] is not None and not values["votes_source"]:
        cells.refuse("sumber_suara", _("Suara memerlukan sumber."))


def _one(cells: Cells, column: str, known: dict[str, list], *, required: bool = False):
    value = cells.row.cells.get(column, "")
    found = known.get(value.lower(), [])
    if not value and required:
        cells.refuse(column, _("Wajib diisi."))
    elif value and not found:
        cells.refuse(column, _("Tidak dikenal: %(value)s") % {"value": value[:80]})
    elif len(found) > 1:
        cells.refuse(column, _("Lebih dari satu bernama %(value)s; tulis kodenya.") % {"value": value[:80]})
    return found[0] if len(found) == 1 else None


def _district(cells: Cells, known: Known, office: str | None) -> District | None:
    """By code, or by a name that only one district of the office's level has."""
    value = cells.row.cells.get("daerah", "").lower()
    named = known.places.get(value, [])
    if office and len(named) > 1:
        named = [one for one in named if one.level == LEVELS[Office(office)]] or named
    district = _one(cells, "daerah", {value: named}, required=True)
    if district and office and district.level != LEVELS[Office(office)]:
        cells.refuse("daerah", _("Jabatan ini tidak dipilih di daerah setingkat itu."))
    return district


def _party(cells: Cells, known: Known, office: str | None, election: Election | None) -> Party | None:
    listed = office in LISTS
    if office and not listed and cells.row.cells.get("partai"):
        cells.refuse("partai", _("Jabatan ini tidak dipilih lewat daftar partai."))
        return None
    party = _one(cells, "partai", known.parties, required=listed)
    if party and election and (election.pk, party.pk) not in known.numbered:
        cells.refuse("partai", _("Partai ini tidak bernomor urut di pemilu itu."))
    if party and office == Office.DPR and party.scope == Party.Scope.ACEH:
        cells.refuse("partai", _("Partai lokal Aceh tidak mencalonkan untuk DPR."))
    return party


def _coalition(cells: Cells, known: Known, office: str | None) -> list[Party]:
    names = [name.strip() for name in cells.row.cells.get("koalisi", "").split(";") if name.strip()]
    if names and office in LISTS:
        cells.refuse("koalisi", _("Daftar partai tidak mempunyai koalisi."))
    found = [known.parties.get(name.lower(), []) for name in names]
    for name, parties in zip(names, found, strict=True):
        if len(parties) != 1:
            cells.refuse("koalisi", _("Tidak dikenal: %(value)s") % {"value": name[:60]})
    return [parties[0] for parties in found if len(parties) == 1]


def _most(office: str | None, district: District | None) -> int:
    """The highest number on a ballot: a party lists at most as many people as there are seats."""
    return district.seats if office in LISTS and district and district.seats else 99


def _slug(cells: Cells, column: str) -> str:
    value = cells.text(column, most=80)
    try:
        validate_slug(value or "x")
    except ValidationError:
        cells.refuse(column, _("Slug hanya memuat huruf, angka, garis bawah, dan tanda hubung."))
    return value


def _claim_number(cells: Cells, known: Known, candidacy: Candidacy, key: tuple, state: str) -> None:
    """Two people cannot stand under one number of one list; one who left the ballot frees it."""
    place = place_of(candidacy)
    holder = known.standing.get(place)
    if state in (Candidacy.State.LISTED, Candidacy.State.ELECTED):
        if holder not in (None, key):
            cells.refuse("nomor_urut", _("Nomor ini sudah dipakai calon lain."))
        known.standing[place] = key
    elif holder == key:
        del known.standing[place]


def _people(made: Plan, known: Known, there: Candidacy | None, name: str, values: dict) -> dict:
    """Who stands: the people of the candidacy there is, else those of the slugs, else new ones."""
    mate, slug, mate_slug = values.pop("mate"), values.pop("slug"), values.pop("mate_slug")
    source = values["source_title"]
    person = _confirmed(made, there.person, source) if there else _person(made, known, slug, source, name)
    old = there.running_mate if there else None
    if not mate or (old and old.name.lower() == mate.lower()):
        return {"person": person, "running_mate": _confirmed(made, old, source) if old and mate else None}
    return {"person": person, "running_mate": _person(made, known, mate_slug, source, mate)}


def _person(made: Plan, known: Known, slug: str, source: str, name: str) -> Person:
    """The person with this slug, or a new one with a slug of its own."""
    if slug in known.people:
        return _confirmed(made, known.people[slug], source)
    slug = slug or _free_slug(known, name)
    known.people[slug] = Person(slug=slug)
    made.settle(
        known.people[slug],
        {"name": name, "source_title": source, "publication": Publication.PUBLISHED},
    )
    return known.people[slug]


def _confirmed(made: Plan, person: Person, source: str) -> Person:
    """A person the list names is confirmed by it, even if withdrawn with an earlier import."""
    if not person.is_published:
        values = {"publication": Publication.PUBLISHED, "source_title": person.source_title or source}
        made.settle(person, values)
    return person


def _free_slug(known: Known, name: str) -> str:
    base = slugify(name)[:70] or "calon"
    slug, number = base, 2
    while slug in known.people:
        slug, number = f"{base}-{number}", number + 1
    return slug
