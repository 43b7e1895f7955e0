"""Statements about the votes that a party won for the DPR, or a pair for president, in the whole country."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from django.conf import settings
from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils import formats
from django.utils.translation import gettext as _

from candidates.models import Candidacy, PartyResult
from candidates.records.answer import Record
from candidates.records.candidacies import PAIR, candidacy_of, numbered
from candidates.records.parties import EVERYDAY
from candidates.records.reading import Clause, number
from candidates.records.register import Register
from candidates.records.results import result_of
from candidates.records.results_words import END, SMALL, of_the_whole, shared

NEAR = Decimal("0.01")  # courts correct counts by less: a figure as near as that is no contradiction
_COUNT = (
    r"\d{1,3}(?:\.\d{3}){2,}|\d{7,9}|\d{1,3}(?:[.,]\d{1,2})?\s*(?:juta|jt)"
    r"|\d{1,2}(?:[.,]\d{1,2})?\s*(?:persen|%)"
)

_MAY = re.compile(rf"(?=.*\bsuara\b).*(?:{_COUNT})", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True)
class Said:
    """A number as it was said, and what one of its last figure is worth: of "96,2 juta" 100,000."""

    value: Decimal
    unit: Decimal
    percent: bool

    def agrees(self, actual: Decimal) -> bool | None:
        """None where it is so near that two official counts may differ by as much."""
        gap = abs(self.value - actual)
        return True if gap < self.unit else None if gap <= NEAR * actual else False


def statements(clause: Clause, register: Register) -> Iterator[Record]:
    """ "Prabowo-Gibran dapat 96 juta suara", "PDIP 16,7 persen suara", "suara Golkar 23 juta"."""
    if not _MAY.search(clause.text) or not of_the_whole(clause, register):
        return
    parties, people = register.party_names.pattern, register.people_names.pattern
    for pattern in _patterns(parties, people):
        for match in pattern.finditer(clause.text):
            known = _known(match.groupdict(), clause, register)
            if known and known.votes and not shared(match, f"{parties}|{people}"):
                yield from _record(match, known, known.votes, register)


@lru_cache(maxsize=2)
def _patterns(parties: str, people: str) -> list[re.Pattern]:
    bearers = [
        rf"(?P<partai>partai\s+)?(?P<party>{parties})\b",
        rf"(?P<name>{people})\b(?:(?:\s*[-–&/,]\s*|\s+(?:dan|dengan|sama)\s+|\s+)(?P<mate>{people})\b)?",
        rf"{PAIR}\s+(?:no(?:mor)?\.?\s*)?(?:urut\s*)?(?P<ballot>0?\d)\b",
    ]
    return [
        re.compile(pattern, re.IGNORECASE)
        for who in bearers
        for pattern in (
            rf"\b{who}{SMALL}(?P<n>{_COUNT})\s+suara{END}",
            rf"\bsuara(?:\s+(?:sah|nasional|untuk|milik))*\s+{who}{SMALL}(?P<n>{_COUNT})(?:\s+suara)?{END}",
        )
    ]


def _known(said: dict, clause: Clause, register: Register) -> PartyResult | Candidacy | None:
    if party := said.get("party"):
        doubtful = party.lower() in EVERYDAY and not said["partai"]
        return None if doubtful else result_of(party, clause, register)
    if ballot := said.get("ballot"):
        return numbered(register, clause, number(ballot))
    one = candidacy_of(register, clause, said["name"], said["mate"])
    return one if one and one.office == Candidacy.Office.PRESIDENT else None


def _record(
    match: re.Match, known: PartyResult | Candidacy, votes: int, register: Register
) -> Iterator[Record]:
    rivals = register.results if isinstance(known, PartyResult) else register.pairs
    here = (known.election_id, known.office, known.district_id)
    total = sum(one.votes or 0 for one in rivals if (one.election_id, one.office, one.district_id) == here)
    share = 100 * Decimal(votes) / total
    said = _said(match["n"])
    agrees = said.agrees(share if said.percent else Decimal(votes))
    if agrees is None:
        return
    text = _("%(name)s: %(votes)s suara sah, %(share)s%% (%(election)s)") % {
        "name": known.party.name if isinstance(known, PartyResult) else known.name,
        "votes": intcomma(votes),
        "share": formats.number_format(round(share, 2), 2),
        "election": known.election.name,
    }
    yield Record(
        statement=match[0].strip(" ,:"),
        agrees=agrees,
        record=text,
        regulation=known.source_title if isinstance(known, PartyResult) else known.votes_source,
        url=settings.SITE_URL + known.get_absolute_url(),
    )


def _said(text: str) -> Said:
    figure = re.sub(r"[^\d.,]", "", text)
    percent = "%" in text or "persen" in text.lower()
    if not percent and "j" not in text.lower():
        return Said(Decimal(figure.replace(".", "")), Decimal(1), percent)
    value = Decimal(figure.replace(",", "."))
    unit = Decimal(1) if value == value.to_integral() else Decimal(1).scaleb(int(value.as_tuple().exponent))
    factor = 1 if percent else 1_000_000
    return Said(value * factor, unit * factor, percent)
