"""Statements about the seats that a party won in the DPR."""

import re
from collections.abc import Iterator

from django.conf import settings
from django.utils.translation import gettext as _

from candidates.models import PartyResult
from candidates.records.answer import Record
from candidates.records.reading import WORDS, Clause, number
from candidates.records.register import Register
from candidates.records.results_words import END, HOUSE, SMALL, of_the_whole, shared

_MAY = re.compile(rf"(?=.*\bkursi\b).*\b{HOUSE}", re.IGNORECASE | re.DOTALL)
_NUMBER = rf"\d{{1,3}}(?![\d.])|{WORDS}"
_NONE = r"tidak|tak|gak|nggak"
_IN_HOUSE = rf"(?:\s+(?:di\s+)?{HOUSE})?+"  # possessive: "DPR Depok" is not "DPR" with something behind it


def statements(clause: Clause, register: Register) -> Iterator[Record]:
    """ "Golkar dapat 102 kursi DPR", "kursi DPR PKS 53", "44 kursi DPR diraih Demokrat"."""
    if not _MAY.search(clause.text) or not of_the_whole(clause, register):
        return
    names = register.party_names.pattern
    party = rf"(?:(?:partai|fraksi)\s+)?(?P<name>{names})\b"
    for pattern in (
        rf"\b{party}{SMALL}(?P<n>{_NUMBER})\s+kursi{_IN_HOUSE}{END}",
        rf"\bkursi{_IN_HOUSE}\s+(?:(?:untuk|milik)\s+)?{party}{SMALL}(?P<n>{_NUMBER})(?:\s+kursi)?{END}",
        rf"\b(?P<n>{_NUMBER})\s+kursi{_IN_HOUSE}\s+(?:untuk|milik|diraih|direbut|diperoleh)(?:\s+oleh)?\s+{party}{END}",
        rf"\b{party}\s+(?P<n>{_NONE})\s+(?:dapat|mendapat(?:kan)?|punya|meraih)(?:\s+satu)?\s+kursi(?:\s+pun)?"
        rf"{_IN_HOUSE}{END}",
    ):
        for match in re.finditer(pattern, clause.text, re.IGNORECASE):
            known = result_of(match["name"], clause, register)
            if known and known.seats is not None and not shared(match, names):
                yield _record(match, known, known.seats)


def result_of(name: str, clause: Clause, register: Register) -> PartyResult | None:
    """The result of the party named, of the year named or else of the latest election that has results."""
    owners = register.party_names.of(name)
    found = [
        one
        for one in register.results
        if one.party_id in owners and clause.year in (None, one.election.date.year)
    ]
    return found[0] if len(owners) == 1 and found else None


def _record(match: re.Match, known: PartyResult, seats: int) -> Record:
    text = _("%(party)s: %(seats)d kursi DPR (%(election)s)") % {
        "party": known.party.name,
        "seats": seats,
        "election": known.election.name,
    }
    return Record(
        statement=match[0].strip(" ,:"),
        agrees=(number(match["n"]) or 0) == seats,
        record=text,
        regulation=known.source_title,
        url=settings.SITE_URL + known.get_absolute_url(),
    )
