"""What the letter of a referral says, in Indonesian whatever the officer's language."""

from dataclasses import dataclass
from datetime import date

MONTHS = (
    *("Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September"),
    *("Oktober", "November", "Desember"),
)


@dataclass(frozen=True)
class Letter:
    """Everything that the letter says, as plain text. The second of `officers` is empty in a draft."""

    number: str
    day: date
    body: str
    address: str
    facts: list[tuple[str, str]]
    accounts: list[str]
    rule: str
    bases: list[str]
    checklist: list[str]
    reasons: str
    replies: list[str]
    evidence: list[tuple[str, str]]
    officers: tuple[str, str]
    key: str
    wants_reporter: bool

    @property
    def is_draft(self) -> bool:
        return not self.officers[1]


def indonesian(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
