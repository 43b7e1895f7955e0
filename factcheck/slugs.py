"""Addresses of debunks, made from their titles."""

import hashlib
from collections.abc import Container

from django.utils.text import slugify

LONGEST = 90
LONGEST_STORED = 120


def slug_for(title: str, key: str, taken: Container[str]) -> str:
    """A slug for `title` that is not in `taken`; `key` tells two debunks with one title apart."""
    plain, keyed = slugs_for(title, key)
    return keyed if plain in taken else plain


def slugs_for(title: str, key: str) -> tuple[str, str]:
    """The slug that `title` gives, and the one to take when that is gone. A slug gives itself."""
    plain = slugify(title)
    if len(plain) > (LONGEST_STORED if plain == title else LONGEST):
        plain = plain[:LONGEST].rpartition("-")[0] or plain[:LONGEST]
    plain = plain or "periksa"
    suffix = "-" + hashlib.sha256(key.encode()).hexdigest()[:10]
    return plain, plain[: LONGEST_STORED - len(suffix)] + suffix
