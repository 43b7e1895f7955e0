"""Identifiers of races, such as `dpr.jawa-barat-1.2024-02-14`: office, place and day of the vote.

They are made of a district's code, which never changes, and stay true whatever names and slugs become.
The code of a dapil begins with its office; the identifier says it once.
"""

import re
from dataclasses import dataclass
from datetime import date

from candidates.models import Candidacy
from candidates.offices import WORDS

PATTERN = rf"(?:{'|'.join(WORDS.values())})\.[a-z0-9.-]+\.\d{{4}}-\d{{2}}-\d{{2}}"


@dataclass(frozen=True)
class RaceKey:
    office: Candidacy.Office
    codes: tuple[str, str]  # the district's code, as it may be written
    day: date


def race_id(office: str, code: str, day: date) -> str:
    word = WORDS[Candidacy.Office(office)]
    return f"{word}.{code.removeprefix(f'{word}.')}.{day:%Y-%m-%d}"


def read_race_id(text: str) -> RaceKey:
    """What an identifier names. Raises ValueError for anything that is none."""
    if not re.fullmatch(PATTERN, text):
        raise ValueError(f"not an identifier of a race: {text!r}")
    word, _, rest = text.partition(".")
    place, _, day = rest.rpartition(".")
    office = next(office for office, known in WORDS.items() if known == word)
    return RaceKey(office, (place, f"{word}.{place}"), date.fromisoformat(day))
