"""Receipt codes: `DMP-7K4Q-2X9M-T3HB`, easy to read aloud, too many to guess."""

import re
import secrets

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base 32: no I, L, O or U
LENGTH = 12  # 60 bits: a guess in ten million reports is right once in 10¹¹
MISREAD = str.maketrans("OIL", "011")


def new_receipt() -> str:
    return _grouped("".join(secrets.choice(ALPHABET) for _ in range(LENGTH)))


def tidy(typed: str) -> str | None:
    """The code a person meant, however they wrote it down; None when it cannot be one."""
    letters = re.sub(r"[^0-9A-Z]", "", typed.upper()).removeprefix("DMP").translate(MISREAD)
    if len(letters) != LENGTH or set(letters) - set(ALPHABET):
        return None
    return _grouped(letters)


def _grouped(letters: str) -> str:
    return "-".join(["DMP", *(letters[start : start + 4] for start in range(0, LENGTH, 4))])
