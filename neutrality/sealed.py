"""Words that only officers may read: sealed for the key `neutrality`, which is not in the database."""

import json

from core.sealing import seal, unseal

KEY = "neutrality"


def close(words) -> bytes:
    """`words` (anything JSON can hold), sealed."""
    return seal(json.dumps(words, ensure_ascii=False), key=KEY)


def open_(sealed: bytes | memoryview | None):
    """What was sealed; None where it was erased. Raises core.sealing.CannotOpen without the key."""
    return None if sealed is None else json.loads(unseal(bytes(sealed), key=KEY))
