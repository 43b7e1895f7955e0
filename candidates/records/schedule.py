"""Statements about dates and durations, held against the stages of the schedules."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.utils import formats
from django.utils.translation import ngettext

from candidates.models import Stage
from candidates.records.answer import Record
from candidates.records.elections import held_in, meant
from candidates.records.reading import NUMBERS, Clause, Day, When, dates, number
from candidates.records.register import Register

Kind = Stage.Kind
GAP = 45  # characters that may stand between the name of a stage and its date


@dataclass(frozen=True)
class Term:
    """How people name a stage: by its kind, or by a word in its name where the kind has several."""

    pattern: re.Pattern
    kind: str | None
    word: str = ""
    lasting: bool = False  # lasts for days, so that a single day says little about it

    def names(self, stage: Stage) -> bool:
        return self.kind in (None, stage.kind) and self.word in stage.name.lower()


def _term(pattern: str, kind: str | None, word: str = "", *, lasting: bool = False) -> Term:
    return Term(re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE), kind, word, lasting)


TERMS = [
    _term(r"(?:masa|hari|minggu|pekan) tenang", Kind.QUIET),
    _term(r"(?:masa |periode |jadwal )?kampanye", Kind.CAMPAIGN, lasting=True),
    _term(r"rekap(?:itulasi)?(?: suara| hasil)?(?: pemilu)?", Kind.COUNTING, "rekapitulasi", lasting=True),
    _term(r"(?:pengumuman|penetapan) hasil(?: resmi)?(?: pemilu| pilpres)?", Kind.RESULT, "penetapan hasil"),
    _term(r"(?:pelantikan|pengucapan sumpah|sumpah jabatan) (?:presiden|capres)", Kind.OATH, "presiden"),
    _term(r"presiden(?: baru| terpilih)? (?:akan )?dilantik", Kind.OATH, "presiden"),
    _term(r"(?:pelantikan|pengucapan sumpah) (?:anggota )?(?:dpr|dpd)(?: ri)?", Kind.OATH, "dpr"),
    _term(r"(?:pengundian|undian|pengambilan) nomor urut(?: [a-z]+){0,2}", None, "pengundian nomor"),
    _term(
        r"hari pencoblosan|pencoblosan(?:nya)?|coblosan|pemungutan suara|hari pemungutan suara|hari pemilihan"
        r"|nyoblos(?:nya)?|mencoblos|hari h pemilu"
        r"|(?:pemilu|pilpres|pileg|pilkada)(?: serentak)?(?: tahun)?(?: 20\d\d)?",
        Kind.VOTING,
        "pemungutan suara",
    ),
]
_OTHER_MATTER = re.compile(
    r"\b(?:simulasi|gladi|latihan|ulang|susulan|lanjutan|psu|luar negeri|wni|tpsln|ppln|debat|survei|lembaga"
    r"|hasil pencoblosan|quick count|hitung cepat|putaran kedua|putaran 2|rapat umum|akbar|sidang|gugatan"
    r"|konser|viral|diunggah|beredar|video|foto|rekaman|tps \d+|tewas|meninggal|ditangkap|ditemukan)\b",
    re.IGNORECASE,
)
_AROUND = re.compile(
    r"\b(?:setelah|sebelum|sesudah|usai|seusai|pasca|pascapemilu|sehabis|selepas|menjelang|jelang|sejak"
    r"|selama|saat|ketika|hasil|suara|lokasi|tempat|persiapan|logistik|aturan|pelanggaran|dana|soal)"
    r"\s+(?:\w+\s+)?$",
    re.IGNORECASE,
)
_BETWEEN = re.compile(
    r"^[\s,:=()“”\"'–-]*(?:(?:jadi|menjadi|itu|adalah|ialah|yaitu|jatuh|jatuhnya|digelar|dilaksanakan|diadakan"
    r"|dilakukan|berlangsung|diselenggarakan|diundur|mundur|ditunda|dimajukan|dipindah|diubah|berubah"
    r"|dijadwalkan|ditetapkan|akan|tetap|resmi|nanti|besok|kan|ya|sih|tu|nya|hari|pada|di|ke|tanggal|tgl\.?|mulai|dimulai"
    r"|dari|sampai|hingga|berakhir|selesai|ditutup|terakhir|paling lambat|maksimal|serentak|2024|2029|pemilu"
    r"|pilpres|pilkada|presiden|gubernur|caleg|capres|umum|nasional|kapan|apa|benar|bener|katanya|kah"
    r"|senin|selasa|rabu|kamis|jumat|jum'at|sabtu|minggu)\b[\s,:=()“”\"'?–-]*)*$",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    r"^[\s,:=()“”\"'–-]*(?:(?:itu|adalah|ialah|hari|kita|jadwal|jadwalnya|ada|akan|sudah|waktunya|ayo|mari|semua"
    r"|resmi|pelaksanaan|digelar|dimulai|mulai|pemilu|2024|merupakan|sebagai|masuk|memasuki|sampai|dan|untuk)\b"
    r"[\s,:=()“”\"'–-]*)*$",
    re.IGNORECASE,
)
_BEGINS = re.compile(r"\b(?:mulai|dimulai|sejak|dari|start)\b", re.IGNORECASE)
_ENDS = re.compile(r"\b(?:sampai|hingga|berakhir|selesai|terakhir|ditutup|paling lambat|s/d)\b", re.I)
_NOT = re.compile(r"\b(?:bukan|bukannya|tidak|tak|jangan|ga|gak|nggak)\b", re.IGNORECASE)
_DAYS = re.compile(
    rf"(?:\b(?:selama|cuma|hanya|berlangsung|ada|lamanya|sekitar)\s+)*"
    rf"\b(?P<n>\d{{1,3}}|{'|'.join(NUMBERS)})(?P<unit>\s+hari|\s+minggu|\b)",
    re.IGNORECASE,
)


def statements(clause: Clause, register: Register) -> Iterator[Record]:
    """What `clause` says about the dates or the length of a stage, as far as the record knows it."""
    if _OTHER_MATTER.search(clause.text):
        return
    found = [(term, match) for term in TERMS for match in term.pattern.finditer(clause.text)]
    taken: list[tuple[int, int]] = []
    for when in dates(clause.text):
        term, named = _named(found, when, clause.text)
        if term and named and not _denied(clause.text, named, when):
            taken.append((when.start, when.end))
            yield from _dated(clause, register, term, named, when)
    for term, named in found:
        if not any(start >= named.end() for start, _end in taken):
            yield from _lasting(clause, register, term, named)


def _named(found, when: When, text: str) -> tuple[Term | None, re.Match | None]:
    """The stage that `when` is said of: with nothing but small words between the two."""
    for term, match in found:
        if _AROUND.search(text[: match.start()]):
            continue
        after = match.end() <= when.start <= match.end() + GAP
        if after and _BETWEEN.match(text[match.end() : when.start]):
            return term, match
        before = when.end <= match.start() <= when.end + GAP
        if before and _BEFORE.match(text[when.end : match.start()]):
            return term, match
    return None, None


def _denied(text: str, named: re.Match, when: When) -> bool:
    start, end = sorted((named.end(), when.start))
    return bool(_NOT.search(text, max(0, start - 8), end))


def _dated(clause: Clause, register: Register, term: Term, named: re.Match, when: When) -> Iterator[Record]:
    said = clause.text[min(named.start(), when.start) : max(named.end(), when.end)]
    bound = _bound(said, clause.text[: when.start])
    if term.lasting and not (when.last or bound):
        return  # something that happens during the campaign says nothing of its length
    stage = _stage(clause, register, term, when)
    if stage:
        yield _record(said, _agrees(stage, when, bound), stage)


def _bound(said: str, before: str) -> str:
    if _ENDS.search(said) and not _BEGINS.search(said):
        return "end"
    return "begin" if _BEGINS.search(said) else "end" if re.search(r"\bhari terakhir\b", before) else ""


def _agrees(stage: Stage, when: When, bound: str) -> bool:
    if when.last:
        return when.first.is_on(stage.starts) and when.last.is_on(stage.ends)
    if bound:
        return when.first.is_on(stage.ends if bound == "end" else stage.starts)
    day = when.first.nearest_to(stage.starts)
    return day is not None and stage.starts <= day <= stage.ends


def _stage(clause: Clause, register: Register, term: Term, when: When) -> Stage | None:
    """The stage meant: of the election named, else the one closest to the date, else none."""
    elections = meant(register, clause.text, clause.message)
    if when.year:
        elections = [one for one in elections if one in held_in(register, elections, when.year)] or [
            one for one in held_in(register, elections, when.year) if one.date.year == when.year
        ]
    stages = [stage for one in elections for stage in register.stages[one.pk] if term.names(stage)]
    stages = [stage for stage in stages if "luar negeri" not in stage.name.lower()]
    day = when.last or when.first
    return min(stages, key=lambda stage: _distance(day, stage), default=None)


def _distance(day: Day, stage: Stage) -> int:
    made = day.nearest_to(stage.ends)
    return min(abs((made - edge).days) for edge in (stage.starts, stage.ends)) if made else 10_000


def _lasting(clause: Clause, register: Register, term: Term, named: re.Match) -> Iterator[Record]:
    """ "masa tenang cuma dua hari": a length, with nothing but small words before it."""
    if term.kind not in (Kind.QUIET, Kind.CAMPAIGN) or _AROUND.search(clause.text[: named.start()]):
        return
    rest = clause.text[named.end() : named.end() + GAP]
    match = _DAYS.search(rest)
    if not match or not (match["unit"].strip() or match["n"].lower().startswith("se")):
        return
    if not _BETWEEN.match(rest[: match.start()]) or _NOT.search(rest[: match.start()]):
        return
    length = (number(match["n"]) or 0) * (7 if match["unit"].strip().lower() == "minggu" else 1)
    stages = [
        stage
        for one in meant(register, clause.text, clause.message)
        for stage in register.stages[one.pk]
        if term.names(stage)
    ]
    if stages and length:
        stage = min(stages, key=lambda stage: abs(_length(stage) - length))
        said = clause.text[named.start() : named.end() + match.end()]
        yield _record(said, _length(stage) == length, stage)


def _length(stage: Stage) -> int:
    return (stage.ends - stage.starts).days + 1


def _record(said: str, agrees: bool, stage: Stage) -> Record:
    days = _length(stage)
    span = _written(stage.starts)
    if days > 1:
        many = ngettext("%(days)d hari", "%(days)d hari", days) % {"days": days}
        span = f"{span} – {_written(stage.ends)} ({many})"
    return Record(
        statement=said.strip(" ,:?"),
        agrees=agrees,
        record=f"{stage.name}, {stage.election.name}: {span}",
        regulation=stage.source_title,
        url=settings.SITE_URL + stage.get_absolute_url(),
    )


def _written(day: date) -> str:
    return formats.date_format(day, "j F Y")
