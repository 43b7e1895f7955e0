"""Statements about the ballot number or the state of those who stand for president or to lead a region."""

import re
from collections.abc import Iterator

from django.conf import settings
from django.utils import formats
from django.utils.translation import gettext as _

from candidates.models import Candidacy
from candidates.records.answer import Record
from candidates.records.reading import COUNTED, NUMBER_BEFORE, SUPPOSED, WORDS, Clause, number
from candidates.records.register import Register

State = Candidacy.State
_NUMBER = rf"0?\d(?!\d|[.,]\d|\s*%)|{WORDS}"
PAIR = r"(?:paslon(?:\s+capres)?|pasangan(?:\s+calon)?|capres(?:-cawapres)?|cawapres|kandidat|calon)"
_ORDER = r"(?:no(?:mor|mer)?(?:nya)?\.?\s*)?(?:urut(?:nya)?\s*)?"
_DATED = ("tanggal", "tgl", "tgl.", "jam", "pukul", "rt", "rw", "gang", "blok", "seri", "bulan")
_OTHER_MATTER = re.compile(
    r"\b(?:survei|polling|elektabilitas|quick count|hitung cepat|peringkat|ranking|orang nomor|nomor satu di"
    r"|debat|rekening|telepon|hp|wa|tps|perkara|putaran)\b",
    re.IGNORECASE,
)
_STATES = {
    State.WITHDRAWN: r"mundur|mengundurkan diri|menarik diri",
    State.REPLACED: r"diganti(?:kan)?",
    State.DISQUALIFIED: r"didiskualifikasi|didis|dicoret|digugurkan",
}
_ELECTED = (
    r"terpilih(?:\s+(?:kembali|lagi|secara\s+sah))*\s+(?:(?:sebagai|jadi|menjadi)\s+)?"
    r"(?:(?P<chief>presiden)|wapres|wakil\s+presiden)"
)
_MAY_ELECT = re.compile(
    r"^(?!.*\b(?:\w*prediksi\w*|ramal\w*|yakin|optimis\w*|doa\w*|mimpi\w*)\b).*\bterpilih\b",
    re.IGNORECASE | re.DOTALL,
)
_CONTEST = (
    r"(?:pilpres|pencalonan|pencapresan|pencawapresan|capres|cawapres|pemilu|kontestasi|pertarungan|bursa"
    r"|calon|pemilihan|surat suara|daftar calon|kpu|mk|bawaslu)"
)
_FREED = re.compile(
    rf"^\s*(?:resmi\s+)?(?:dari|sebagai|oleh|jadi)\s+(?!(?:\w+\s+)?{_CONTEST}\b)", re.IGNORECASE
)
_MAY_NUMBER = re.compile(rf"\b(?:no|nomor|nomer|(?:nomor|nomer)nya|0\d|{PAIR})\b", re.IGNORECASE)
# "02 Prabowo": pairs are called by two figures, which are no date, hour or neighbourhood.
_TWO_FIGURES = r"(?<![\w/.,:-])" + "".join(f"(?<!{word} )" for word in _DATED) + r"(?=0\d\b)"
_MAY_STATE = re.compile("|".join(_STATES.values()), re.IGNORECASE)
_SAID_OF_CONTEST = re.compile(rf"\b{_CONTEST}\b", re.IGNORECASE)


def statements(clause: Clause, register: Register) -> Iterator[Record]:
    if _OTHER_MATTER.search(clause.text):
        return
    if _MAY_NUMBER.search(clause.text):
        yield from _numbers(clause, register)
    if _MAY_STATE.search(clause.text) and not SUPPOSED.search(clause.text):
        yield from _states(clause, register)
    if _MAY_ELECT.search(clause.text) and not SUPPOSED.search(clause.text):
        yield from _elected(clause, register)


def _numbers(clause: Clause, register: Register) -> Iterator[Record]:
    """ "Anies nomor urut 2", "paslon 03 Ganjar-Mahfud", "02 Prabowo"."""
    name = register.people_names.pattern
    pair = rf"(?P<name>{name})\b(?:(?:\s*[-–&/,]\s*|\s+(?:dan|dengan|sama)\s+|\s+)(?P<mate>{name})\b)?"
    small = r"(?:\s+(?:itu|adalah|dapat|dapet|mendapat|memperoleh|pakai|kan|ya|di|yang|punya"
    small += r"|sekarang|skrg|kini|tetap))*"
    called = rf"(?:{PAIR}\s+{_ORDER}|no(?:mor|mer)?(?:nya)?\.?\s*(?:urut(?:nya)?\s*)?)"
    forward = rf"\b{pair}{small}\s*[,:(=]?\s*{called}(?P<n>{_NUMBER})\b{COUNTED}"
    backward = rf"(?:\b{PAIR}\s+{_ORDER}|\bno(?:mor|mer)?\.?\s*urut\s*|{_TWO_FIGURES})"
    backward += rf"(?P<n>{_NUMBER})(?:\s*[,:(=-]\s*|\s+)"
    backward += rf"(?:(?:itu|adalah|yaitu|yakni)\s+)*{pair}"
    name_before = rf"\b(?:{name})\b{small}\s*$"
    for pattern, before in ((forward, NUMBER_BEFORE), (backward, name_before)):
        for match in re.finditer(pattern, clause.text, re.IGNORECASE):
            if re.search(before, clause.text[: match.start()], re.IGNORECASE):
                continue
            one = candidacy_of(register, clause, match["name"], match["mate"])
            claimed = number(match["n"])
            if one and claimed:
                yield _record(match[0], claimed == one.ballot_number, one)


def _states(clause: Clause, register: Register) -> Iterator[Record]:
    """ "paslon 2 mundur", "Anies didiskualifikasi dari pilpres": said as a fact, of the contest itself."""
    for state, verb in _STATES.items():
        for match in re.finditer(rf"{_subject(register)}\s+(?:{verb})\b", clause.text, re.IGNORECASE):
            rest = clause.text[match.end() :]
            of_contest = match["n"] or _SAID_OF_CONTEST.search(match[0] + rest[:40])
            if _FREED.match(rest) or not of_contest:
                continue
            if one := _one_said(match, register, clause):
                yield _record(match[0], one.state == state, one)


def _elected(clause: Clause, register: Register) -> Iterator[Record]:
    """ "Prabowo-Gibran terpilih jadi presiden dan wapres", not "Gibran terpilih jadi presiden"."""
    for match in re.finditer(rf"{_subject(register)}\s+{_ELECTED}\b", clause.text, re.IGNORECASE):
        one = _one_said(match, register, clause)
        if one is None or clause.years - {one.election.date.year}:
            continue
        alone = register.people_names.of(match["name"] or "") if not match["mate"] else set()
        other = one.running_mate_id if match["chief"] else one.person_id
        if one.office == Candidacy.Office.PRESIDENT and other not in alone:
            yield _record(match[0], one.state == State.ELECTED, one)


def _subject(register: Register) -> str:
    """A pair by its number or by its names, and how people say that something happened to it."""
    name = register.people_names.pattern
    joined = r"(?:\s*[-–&/]\s*|\s+(?:dan\s+)?)"
    numbered = rf"{PAIR}\s+{_ORDER}(?P<n>{_NUMBER})(?:\s+(?:{name})(?:{joined}(?:{name}))?)?"
    named = rf"(?:{PAIR}\s+)?(?P<name>{name})(?:{joined}(?P<mate>{name}))?"
    said = r"(?:\s+(?:resmi|sudah|telah|akhirnya|udah|kini|dinyatakan|ternyata|pun))*"
    return rf"\b(?:{numbered}|{named})\b{said}"


def _one_said(match: re.Match, register: Register, clause: Clause) -> Candidacy | None:
    if match["n"]:
        return numbered(register, clause, number(match["n"]))
    return candidacy_of(register, clause, match["name"], match["mate"])


def candidacy_of(register: Register, clause: Clause, name: str, mate: str | None) -> Candidacy | None:
    """The candidacy of the people named: in the year named, else the latest one they stood for together."""
    people, mates = register.people_names.of(name), register.people_names.of(mate or "")
    found = [
        one
        for one in register.pairs
        if clause.year in (None, one.election.date.year)
        and {one.person_id, one.running_mate_id} & people
        and (not mate or {one.person_id, one.running_mate_id} & mates)
    ]
    latest = [one for one in found if one.election_id == found[0].election_id]
    return latest[0] if len(latest) == 1 else None


def numbered(register: Register, clause: Clause, ballot_number: int | None) -> Candidacy | None:
    """The pair for president with this number: a region's pairs cannot be told apart by their number."""
    if clause.is_local or clause.message.is_local:
        return None
    races = [
        one
        for one in register.pairs
        if one.office == Candidacy.Office.PRESIDENT and clause.year in (None, one.election.date.year)
    ]
    latest = [one for one in races if one.election_id == races[0].election_id]
    found = [one for one in latest if one.ballot_number == ballot_number]
    return found[0] if len(found) == 1 else None


def _record(said: str, agrees: bool, one: Candidacy) -> Record:
    text = _("%(name)s: nomor urut %(number)d, %(state)s (%(election)s)") % {
        "name": one.name,
        "number": one.ballot_number,
        "state": _state(one),
        "election": one.election.name,
    }
    return Record(
        statement=said.strip(" ,:"),
        agrees=agrees,
        record=text,
        regulation=one.state_source or one.source_title,
        url=settings.SITE_URL + one.get_absolute_url(),
    )


def _state(one: Candidacy) -> str:
    word = str(one.get_state_display()).lower()
    return f"{word} {formats.date_format(one.state_date, 'j F Y')}" if one.state_date else word
