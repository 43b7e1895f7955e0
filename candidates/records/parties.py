"""Statements about the ballot number of a party."""

import re
from collections.abc import Iterator

from django.conf import settings
from django.utils.translation import gettext as _

from candidates.models import PartyNumber
from candidates.records.answer import Record
from candidates.records.reading import COUNTED, NUMBER_BEFORE, WORDS, Clause, number
from candidates.records.register import Register

# Names that are also everyday words: they need "partai" or "nomor urut" beside them.
EVERYDAY = {"garuda", "gelora", "buruh", "berkarya", "demokrat", "ummat"}
_NUMBER = rf"\d{{1,2}}(?!\d|[.,]\d|\s*%)|{WORDS}"
_MAY = re.compile(r"\b(?:no|nomor|nomer|bernomor)(?:nya)?\b", re.IGNORECASE)
_SMALL = (
    r"(?:\s+(?:itu|adalah|ialah|yaitu|dapat|dapet|mendapat|punya|pakai|pake|bernomor|kan|ya|ber|sekarang|skrg"
    r"|kini|tetap|masih|jadi))*"
)
_OTHER_MATTER = re.compile(
    r"\b(?:caleg|bacaleg|calon|paslon|capres|cawapres|pasangan|dapil|survei|polling|elektabilitas|suara"
    r"|quick count|peringkat|ranking|juara|rekening|telepon|wa|hp|plat|polisi|tps|kursi|surat|perkara"
    r"|undang-undang|uu|pasal|kader|jalan|tiket)\b",
    re.IGNORECASE,
)


def statements(clause: Clause, register: Register) -> Iterator[Record]:
    """ "PSI nomor urut 15", "nomor 4 itu Golkar", "partai nomor 17: PPP"."""
    if not _MAY.search(clause.text) or _OTHER_MATTER.search(clause.text) or clause.is_local:
        return
    name = register.party_names.pattern
    order = r"no(?:mor|mer)?(?:nya)?\.?(?P<urut>\s+urut(?:nya)?)?"
    party = rf"(?P<partai>partai\s+)?(?P<name>{name})\b"
    forward = (
        rf"\b{party}{_SMALL}\s*[,:(=-]?\s*(?:(?:ada )?di\s+|dengan\s+)?"
        rf"(?:partai\s+)?(?:{order}|bernomor(?: urut)?)\s*(?P<n>{_NUMBER})\b{COUNTED}"
    )
    backward = (
        rf"\b{order}\s*(?P<n>{_NUMBER})\b{COUNTED}(?:\s*[,:(=-]\s*|\s+)"
        rf"(?:(?:itu|adalah|ialah|yaitu|milik|punya)\s+)*{party}"
    )
    name_before = rf"\b(?:{name})\b{_SMALL}\s*$"
    for pattern, before in ((forward, NUMBER_BEFORE), (backward, name_before)):
        for match in re.finditer(pattern, clause.text, re.IGNORECASE):
            if re.search(before, clause.text[: match.start()], re.IGNORECASE):
                continue
            if record := _held_against(match, clause, register):
                yield record


def _held_against(match: re.Match, clause: Clause, register: Register) -> Record | None:
    bare = match["name"].lower() in EVERYDAY
    if bare and not (match["partai"] or match["urut"]):
        return None
    claimed = number(match["n"])
    owners = register.party_names.of(match["name"])
    known = _number(register, owners, clause.year)
    if known is None or claimed is None:
        return None
    said = _("%(party)s bernomor urut %(number)d (%(election)s)") % {
        "party": known.party.name,
        "number": known.number,
        "election": known.election.name,
    }
    return Record(
        statement=match[0].strip(),
        agrees=claimed == known.number,
        record=said,
        regulation=known.source_title or known.party.source_title,
        url=settings.SITE_URL + known.party.get_absolute_url(),
    )


def _number(register: Register, owners: set[int], year: int | None) -> PartyNumber | None:
    """The number in the election of `year`, else in the latest one; None where two parties share a name."""
    if len(owners) != 1:
        return None
    found = [
        one
        for one in register.numbers
        if one.party_id in owners and (year is None or one.election.date.year == year)
    ]
    return found[0] if found else None
