"""Personal data in what people send: hidden from everyone but triage, and its numbers kept as hashes."""

import re

import phonenumbers

from reports.intake import keyed

EMAIL = re.compile(r"[\w.+%-]+@[\w-]+(?:\.[\w-]+)+")
NIK = re.compile(r"(?<!\d)\d{2}[\d .-]{12,20}\d{2}(?!\d)")
REGION = "ID"


def mask(text: str) -> str:
    """`text` with e-mail addresses, identity numbers (NIK) and phone numbers covered."""
    text = EMAIL.sub("[e-mail]", text)
    text = NIK.sub(_cover_nik, text)
    pieces, done = [], 0
    for found in phonenumbers.PhoneNumberMatcher(text, REGION):
        pieces += [text[done : found.start], "[nomor telepon]"]
        done = found.end
    return "".join([*pieces, text[done:]])


def number_hashes(text: str) -> set[str]:
    """A keyed hash of each phone number in `text`: the same number, however it is written, gives the same."""
    return {
        keyed("phone", phonenumbers.format_number(found.number, phonenumbers.PhoneNumberFormat.E164))
        for found in phonenumbers.PhoneNumberMatcher(text, REGION)
    }


def _cover_nik(found: re.Match) -> str:
    """Sixteen digits are an identity number, whatever stands between them."""
    digits = re.sub(r"\D", "", found.group())
    return "[NIK]" if len(digits) == 16 else found.group()
