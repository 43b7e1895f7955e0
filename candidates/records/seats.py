"""Statements about the number of seats of the DPR, of a dapil or of a province's dapil together."""

import re
from collections.abc import Callable, Iterable, Iterator

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from candidates.models import District, Election
from candidates.records.answer import Record
from candidates.records.reading import WORDS, Clause, Words, number
from candidates.records.register import Register, plain

_NUMBER = rf"\d{{1,3}}(?![\d.,%])|{WORDS}"
_DPR = r"DPR(?:[\s-]*RI)?\b(?!\s+(?:provinsi|kota|kabupaten|daerah|aceh|papua))"
_SMALL = (
    r"(?:\s+(?:itu|ada|adalah|berjumlah|jumlahnya|sebanyak|total|totalnya|cuma|hanya|kini|sekarang|jadi|menjadi"
    r"|tetap|kan|sudah|akan|20\d\d(?:\s*[-–]\s*20\d\d)?|pemilu|di|pada|periode|untuk|yang|diperebutkan|tersedia|bertambah|naik|turun))*"
    r"\s*[:=]?\s*"
)
_ALL = r"(?:jumlah\s+(?:kursi|anggota)|total\s+(?:kursi|anggota)|kursi)"
_HAS = r"(?:punya|memiliki|terdiri (?:dari|atas)|berisi|beranggotakan)"
_THERE = r"(?:ada|sebanyak|total|jumlah(?:nya)?|memperebutkan|rebutan|terdapat|mengisi)"
_FROM = r"(?:dari\s+\d+\s+(?:ke|menjadi|jadi)\s+)?"
# Nothing else may follow a bare "anggota DPR ada 580 orang", which may speak of some of them.
_DONE = (
    r"(?=\s*(?:$|[,.:()?!“”\"'–-]|(?:kan|ya|sih|loh?|lho|nih|dong|kok|benar|bener|betul|apa|katanya|di pemilu"
    r"|pemilu|20\d\d)\b))"
)
_DAPIL = r"(?:dapil|daerah pemilihan)"
_DAPIL_TOTALS = [
    rf"\b{_DAPIL}\s+(?:di\s+|untuk\s+)?{_DPR}{_SMALL}(?P<n>{_NUMBER})\b",
    rf"\b{_DPR}{_SMALL}{_HAS}\s+(?P<n>{_NUMBER})\s+{_DAPIL}\b",
    rf"\b{_THERE}\s+(?P<n>{_NUMBER})\s+{_DAPIL}\s+(?:di\s+|untuk\s+)?{_DPR}",
]
_TOTALS = [
    rf"\b{_ALL}(?:\s+di)?\s+{_DPR}{_SMALL}{_FROM}(?P<n>{_NUMBER})\b",
    rf"\b{_DPR}{_SMALL}{_HAS}\s+(?P<n>{_NUMBER})(?:\s+(?:kursi|anggota|orang))?\b",
    rf"\b{_THERE}\s+(?P<n>{_NUMBER})\s+(?:kursi|anggota)(?:\s+di)?\s+{_DPR}",
    rf"\banggota\s+{_DPR}{_SMALL}(?P<n>{_NUMBER})(?:\s+orang)?\b{_DONE}",
    rf"\b{_DPR}{_SMALL}(?P<n>{_NUMBER})\s+kursi\b{_DONE}",
    rf"^\s*(?P<n>{_NUMBER})\s+kursi(?:\s+di)?\s+{_DPR}(?:\s+(?:yang )?(?:diperebutkan|tersedia))?\s*$",
]
_MAY = re.compile(
    r"\bkursi(?:nya)?\b|\b(?:dapil|daerah pemilihan)\b|\banggota\s+dpr\b|\bdpr\b.*\banggota\b|beranggotakan",
    re.I,
)
_GETS = "dapat|dapet|mendapat|mendapatkan"
_GOT = re.compile(rf"\b(?:{_GETS})\b", re.IGNORECASE)  # by a party, unless a place opens the sentence
_WON = re.compile(
    r"\b(?:raih|meraih|peroleh|memperoleh|rebut|merebut|kehilangan|target|targetkan"
    r"|menargetkan|menang|memenangkan|koalisi|fraksi|amankan|sumbang|parpol|partai|ambang|threshold|kosong"
    r"|absen|hadir|korupsi|tersangka|perempuan|milenial|impor|membeli|harga|gedung|sidang|pimpinan|komisi)\b",
    re.IGNORECASE,
)
_SHARE = (
    r"(?:\s+(?:itu|ada|punya|memiliki|dijatah|jatahnya|kebagian|memperebutkan|berisi|cuma|hanya|jatah|untuk"
    r"|sebanyak))*"
)
_SHORT = {
    **{"jabar": "jawa barat", "jateng": "jawa tengah", "jatim": "jawa timur", "sumut": "sumatera utara"},
    **{"sumbar": "sumatera barat", "sumsel": "sumatera selatan", "kalbar": "kalimantan barat"},
    **{"kalteng": "kalimantan tengah", "kalsel": "kalimantan selatan", "kaltim": "kalimantan timur"},
    **{"kaltara": "kalimantan utara", "sulut": "sulawesi utara", "sulteng": "sulawesi tengah"},
    **{"sulsel": "sulawesi selatan", "sultra": "sulawesi tenggara", "sulbar": "sulawesi barat"},
    **{"ntb": "nusa tenggara barat", "ntt": "nusa tenggara timur", "babel": "kepulauan bangka belitung"},
    **{"kepri": "kepulauan riau", "malut": "maluku utara", "diy": "di yogyakarta"},
    **{"jogja": "di yogyakarta", "yogyakarta": "di yogyakarta", "jakarta": "dki jakarta"},
}
_ROMAN = {"1": "i", "2": "ii", "3": "iii", "4": "iv", "5": "v", "6": "vi", "7": "vii", "8": "viii"}
_ROMAN |= {"9": "ix", "10": "x", "11": "xi"}


def statements(clause: Clause, register: Register) -> Iterator[Record]:
    election = _election(clause, register) if _MAY.search(clause.text) else None
    parties = register.party_names.owners.keys()
    if election is None or _WON.search(clause.text) or parties & _words(clause):
        return
    dapil = [one for one in register.dapil if _in_force(one, election) and one.seats]
    if _GOT.search(clause.text):
        ways = (_given,) if not parties & _words(clause.message) else ()
        yield from _placed(clause, dapil, election, ways)
        return
    placed = list(_placed(clause, dapil, election, (_forward, _backward, _last, _its_own)))
    yield from placed
    if not placed and dapil:
        yield from _total(clause, dapil, election)


def _total(clause: Clause, dapil: list[District], election: Election) -> Iterator[Record]:
    seats = sum(one.seats for one in dapil)
    text = _("DPR: %(seats)d kursi di %(count)d dapil (%(election)s)") % {
        "seats": seats,
        "count": len(dapil),
        "election": election.name,
    }
    for patterns, actual in ((_TOTALS, seats), (_DAPIL_TOTALS, len(dapil))):
        for pattern in patterns:
            if match := re.search(pattern, clause.text, re.IGNORECASE):
                yield _record(match, actual, text, dapil[0].source_title, reverse("district_list"))
                return


def _forward(place: str) -> str:
    return rf"\b{place}\b{_SHARE}\s*[:=,]?\s*(?P<n>{_NUMBER})\s+kursi(?P<dpr>\s+(?:di\s+)?{_DPR})?"


def _backward(place: str) -> str:
    return rf"\b(?P<n>{_NUMBER})\s+kursi(?P<dpr>\s+{_DPR})?\s+(?:di|untuk|dari|buat)\s+{place}\b"


def _last(place: str) -> str:
    return rf"\bkursi\s+(?P<dpr>{_DPR})\s+(?:di|untuk|dari)\s+{place}{_SHARE}\s*[:=,]?\s*(?P<n>{_NUMBER})\b"


def _its_own(place: str) -> str:
    return (
        rf"\b{place}\s+(?:(?:jatah|jumlah)\s+)?kursi(?:nya)?(?P<dpr>\s+{_DPR})?{_SHARE}\s+(?P<n>{_NUMBER})\b"
    )


def _given(place: str) -> str:
    return (
        rf"^(?:\w+,?\s+)??{place}{_SHARE}\s+(?:{_GETS}){_SHARE}\s+(?P<n>{_NUMBER})\s+kursi(?P<dpr>\s+{_DPR})?"
    )


def _placed(
    clause: Clause, dapil: list[District], election: Election, ways: Iterable[Callable[[str], str]]
) -> Iterator[Record]:
    """ "dapil Jabar I 7 kursi", "Jawa Barat punya 91 kursi DPR", "kursi DPR di Bali 9"."""
    provinces: dict[str, list[District]] = {}
    for one in dapil:
        if one.parent:
            provinces.setdefault(plain(one.parent.name), []).append(one)
    names = "|".join(sorted({*map(re.escape, provinces), *_SHORT}, key=len, reverse=True))
    roman = "|".join(sorted([*_ROMAN, *_ROMAN.values()], key=len, reverse=True))
    place = (
        rf"(?P<dapil>dapil\s+)?(?:provinsi\s+)?(?P<place>{names})(?:\s+(?P<part>{roman})\b(?!\s*kursi\b))?"
    )
    for way in ways:
        for match in re.finditer(way(place), clause.text, re.IGNORECASE):
            if not (match["dapil"] or match["dpr"]):
                continue  # a province has a DPRD of its own
            found = _dapil_of(match, provinces)
            if found:
                yield _of_place(match, found, election)


def names_a_place(text: str, register: Register) -> bool:
    """Whether a province stands in `text`, by its name or in short."""
    known = {plain(one.parent.name) for one in register.dapil if one.parent} | _SHORT.keys()
    return bool(re.search(rf"\b(?:{'|'.join(map(re.escape, sorted(known)))})\b", plain(text)))


def _dapil_of(match: re.Match, provinces: dict[str, list[District]]) -> list[District]:
    place = plain(match["place"])
    place = _SHORT.get(place, place)
    inside = provinces.get(place, [])
    part = (match["part"] or "").lower()
    if not part:
        return inside if match["dpr"] or len(inside) == 1 else []
    roman = _ROMAN.get(part, part)
    return [one for one in inside if plain(one.name).split()[-1] == roman]


def _of_place(match: re.Match, found: list[District], election: Election) -> Record:
    seats = sum(one.seats or 0 for one in found)
    place = found[0] if match["part"] or len(found) == 1 else found[0].parent or found[0]
    label = _("Dapil %(name)s") if place.level == District.Level.DPR else _("Dapil DPR di %(name)s")
    text = _("%(place)s: %(seats)d kursi (%(election)s)") % {
        "place": label % {"name": place.name},
        "seats": seats,
        "election": election.name,
    }
    return _record(match, seats, text, found[0].source_title, place.get_absolute_url())


def _record(match: re.Match, seats: int, text: str, regulation: str, path: str) -> Record:
    return Record(
        statement=match[0].strip(" ,:"),
        agrees=number(match["n"]) == seats,
        record=text,
        regulation=regulation,
        url=settings.SITE_URL + path,
    )


def _election(clause: Clause, register: Register) -> Election | None:
    """The general election of the year named, or of the first year said, else the latest."""
    year = clause.year or min(clause.years, default=None)
    general = [one for one in register.elections if one.kind == Election.Kind.GENERAL]
    return next((one for one in general if year in (None, one.date.year)), None)


def _in_force(district: District, election: Election) -> bool:
    begun = district.valid_from is None or district.valid_from <= election.date
    return begun and (district.valid_to is None or district.valid_to >= election.date)


def _words(words: Words) -> set[str]:
    return set(re.findall(r"\w+", words.text.lower()))
