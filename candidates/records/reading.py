"""What a message says in words and figures: its clauses, its dates, its numbers. Knows no record."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

MONTHS = {
    **{"januari": 1, "jan": 1, "februari": 2, "pebruari": 2, "feb": 2, "maret": 3, "mar": 3},
    **{"april": 4, "apr": 4, "mei": 5, "juni": 6, "jun": 6, "juli": 7, "jul": 7, "agustus": 8},
    **{"agu": 8, "ags": 8, "agt": 8, "september": 9, "sept": 9, "sep": 9, "oktober": 10, "okt": 10},
    **{"november": 11, "nopember": 11, "nov": 11, "nop": 11, "desember": 12, "des": 12},
}
LEAP_DAY = date(2024, 2, 29)  # a day without its year is real if it is one in a leap year
_ONES = ["satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan"]
NUMBERS = {
    **{"sepuluh": 10, "sebelas": 11, "dua puluh": 20, "sehari": 1, "seminggu": 7, "sepekan": 7},
    **{word: one for one, word in enumerate(_ONES, start=1)},
    **{f"{word} belas": one for one, word in enumerate(_ONES[1:], start=12)},
    **{f"dua puluh {word}": one for one, word in enumerate(_ONES, start=21)},
}
# The words of NUMBERS, the longest first; "tiga" of "tiga ratus" is none of them.
WORDS = "|".join(r"\s+".join(word.split()) for word in sorted(NUMBERS, key=len, reverse=True))
WORDS = rf"(?:{WORDS})(?!\s+(?:belas|puluh|ratus|ribu|juta|koma)\b)"
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_PART = rf"\d{{1,2}}(?:\s*(?:{_MONTH})\b\.?)?(?:\s*,?\s*(?:19|20)\d\d)?"
_DATE = rf"(?P<day>\d{{1,2}})\s*(?P<month>{_MONTH})\b\.?(?:\s*,?\s*(?P<year>(?:19|20)\d\d)(?!\d))?"
_FIGURES = r"(?P<day2>\d{1,2})[/.-](?P<month2>\d{1,2})[/.-](?P<year2>(?:20)?\d\d)(?![\d/.-])"
_TO = r"\s*(?:-|–|—|s/?d\.?|sampai(?:\s+dengan)?|hingga|dan)\s*(?:tanggal\s+|tgl\.?\s*)?"
# What makes of a figure something else than the number of somebody: a count, or one of several numbers.
COUNTED = (
    r"(?!\s*(?:kali|tahun|periode|orang|hari|jam|bulan|besar|poin|persen|juta|ribu|unggul|menang)\b"
    r"|\s*(?:dan|&|,|/)\s*\d"
    r"|\s+(?:soal|urusan|se-?(?:dunia|indonesia))\b"
    r"|\s+(?:di|dalam|versi)\s+(?!(?:surat|kertas|pemilu|pilpres|pileg|pilkada|kpu|20\d\d)\b))"
)
# Said of what may be, should be or is denied: no statement of a fact.
_HOPED = (
    r"jika|kalau|kalo|bila|apabila|andai|seandainya|seumpama|akan|bakal|mau|siap|ancam|mengancam|terancam"
    r"|minta|meminta|diminta|desak|mendesak|didesak|tuntut|menuntut|dituntut|harus|harusnya|seharusnya|agar"
    r"|supaya|isu|rumor|hoaks|hoax|bantah|membantah|belum|bukan|jangan|enggan|menolak"
    r"|ogah|bisa|berpotensi|usul|mengusulkan|wacana|semoga|ingin|pingin|nyaris|hampir|batal|sebaiknya"
    r"|gugat|gugatan|menggugat|permohonan|dorong|mendorong"
)
PROPOSED = re.compile(
    r"\b(?:jika|kalau|kalo|bila|apabila|andai|andaikan|seandainya|usul\w*|mengusulkan|wacana|minta|meminta"
    r"|sebaiknya|harusnya|seharusnya|semoga)\b",
    re.IGNORECASE,
)
HOPED = re.compile(rf"\b(?:{_HOPED})\b", re.IGNORECASE)
SUPPOSED = re.compile(rf"\b(?:{_HOPED}|tidak|tak|gak|ga|nggak|dapat)\b", re.IGNORECASE)  # "dapat mundur": may
# In a row of names and numbers a name has one number: "no 1 PKB, no 2 Gerindra".
NUMBER_BEFORE = r"\b\d{1,2}\s*[.:=)-]?\s*$"
WHEN = re.compile(rf"(?<![\d/.,-])(?:(?P<first>{_PART}){_TO})?(?:{_DATE}|{_FIGURES})", re.IGNORECASE)
_FIRST = re.compile(rf"(?P<day>\d{{1,2}})(?:\s*(?P<month>{_MONTH}))?\.?(?:\s*,?\s*(?P<year>\d{{4}}))?", re.I)
_NAMED = re.compile(
    r"\b(?:pemilu|pilpres|pileg|pilkada|pilgub|pilbup|pemilihan \w+)\s+(?:serentak\s+)?"
    r"(?:tahun\s+)?(20\d\d)\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_LOCAL = re.compile(
    r"\b(?:pilkada|pilgub|pilbup|pilwal\w*|pilwakot|cagub|cawagub|gubernur|bupati|wali\s?kota"
    r"|kepala daerah)\b",
    re.IGNORECASE,
)
_GENERAL = re.compile(r"\b(?:pemilu|pilpres|pileg|presiden|capres|cawapres|caleg|legislatif|dpr)\b", re.I)
_END = re.compile(r"(?<!\bno)(?<!\btgl)(?<!\bs\.d)\.(?=\s|$)|[!?;\n]+", re.IGNORECASE)


@dataclass(frozen=True)
class Day:
    """A day as people write it, often without its year."""

    day: int
    month: int
    year: int | None = None

    def is_on(self, other: date) -> bool:
        return (self.day, self.month) == (other.day, other.month) and self.year in (None, other.year)

    def nearest_to(self, other: date) -> date | None:
        """This day in its own year, or in the year that brings it closest to `other`; None for 31 June."""
        years = [self.year] if self.year else [other.year - 1, other.year, other.year + 1]
        days = [made for made in (self._in(year) for year in years) if made]
        return min(days, key=lambda made: abs((made - other).days), default=None)

    def _in(self, year: int) -> date | None:
        try:
            return date(year, self.month, self.day)
        except ValueError:
            return None


@dataclass(frozen=True)
class When:
    """One day (`last` is None) or a span, and where it stands in the clause."""

    first: Day
    last: Day | None
    start: int
    end: int

    @property
    def year(self) -> int | None:
        return self.first.year or (self.last.year if self.last else None)


@dataclass(frozen=True)
class Words:
    """Words, and which election they speak of: read once, however many ask."""

    text: str

    @cached_property
    def named_year(self) -> int | None:
        """2024 of "Pemilu 2024"; None where no election is named with its year, or several are."""
        years = {int(year) for year in _NAMED.findall(self.text)}
        return years.pop() if len(years) == 1 else None

    @cached_property
    def years(self) -> set[int]:
        return set(map(int, _YEAR.findall(self.text)))

    @cached_property
    def is_local(self) -> bool:
        return bool(_LOCAL.search(self.text))

    @cached_property
    def is_general(self) -> bool:
        return bool(_GENERAL.search(self.text))


@dataclass(frozen=True)
class Clause(Words):
    """A sentence, and the whole message in which it stands."""

    message: Words

    @property
    def year(self) -> int | None:
        """That of the election it names, or else of the one that the message names."""
        return self.named_year or self.message.named_year


def clauses(text: str) -> Iterator[Clause]:
    """The sentences of a message, in order. A full stop inside a date or after "no" ends none."""
    message = Words(text)
    start = 0
    for end in _END.finditer(text):
        if sentence := text[start : end.start()].strip():
            yield Clause(sentence, message)
        start = end.end()
    if sentence := text[start:].strip():
        yield Clause(sentence, message)


def dates(text: str) -> list[When]:
    """The days and spans named in `text`; impossible ones (31 Februari) are left out."""
    return [when for match in WHEN.finditer(text) if (when := _when(match))]


def number(text: str) -> int | None:
    """`7`, `07` or `tujuh` as 7; None for anything else."""
    return int(text) if text.isdecimal() else NUMBERS.get(" ".join(text.lower().split()))


def _when(match: re.Match) -> When | None:
    last = _day(
        match["day"] or match["day2"], match["month"] or match["month2"], match["year"] or match["year2"]
    )
    if last is None:
        return None
    if not match["first"]:
        return When(last, None, match.start(), match.end())
    begun = _FIRST.match(match["first"])
    first = _day(begun["day"], begun["month"] or str(last.month), begun["year"]) if begun else None
    if first is None:
        return None
    return When(_with_year(first, last), last, match.start(), match.end())


def _with_year(first: Day, last: Day) -> Day:
    """A span that names its year once, at the end, may have begun in the year before."""
    if first.year or not last.year:
        return first
    return Day(first.day, first.month, last.year - (first.month > last.month))


def _day(day: str, month: str, year: str | None) -> Day | None:
    months = int(month) if month.isdecimal() else MONTHS[month.lower()]
    years = int(year) if year else None
    made = Day(int(day), months, years + 2000 if years and years < 100 else years)
    return made if made.nearest_to(LEAP_DAY) else None
