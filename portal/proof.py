"""Proof of work (ALTCHA, no third party): a source at its limit may calculate instead of waiting."""

import base64
import binascii
import json
from datetime import UTC, datetime, timedelta

from altcha import ChallengeOptionsV1, create_challenge_v1, verify_solution_v1
from django.conf import settings
from django.core.cache import cache

FIELD = "altcha"
NUMBERS = 50_000  # hashes at most: about a second on a cheap phone
LIFE = timedelta(minutes=10)


def challenge() -> str:
    """A fresh challenge, as JSON for the script of the page."""
    options = ChallengeOptionsV1(max_number=NUMBERS, hmac_key=_key(), expires=datetime.now(UTC) + LIFE)
    return json.dumps(create_challenge_v1(options).to_dict())


def is_solved(payload: str) -> bool:
    """Whether this solution is right, in time, and was not used before."""
    try:
        solution = json.loads(base64.b64decode(payload, validate=True))
        right, _why = verify_solution_v1(solution, _key())
        return right and cache.add(f"altcha:{solution['signature']}", 1, LIFE.total_seconds())
    except (ValueError, TypeError, AttributeError, KeyError, binascii.Error):
        return False


def _key() -> str:
    return f"altcha:{settings.SECRET_KEY}"
