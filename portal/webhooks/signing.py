"""Signatures by which a receiver knows that it was us, as in https://www.standardwebhooks.com/."""

import base64
import hashlib
import hmac
import secrets
from collections.abc import Sequence
from datetime import datetime

from core.sealing import seal, unseal
from portal.webhooks.models import Webhook

SEAL = "webhooks"
PREFIX = "whsec_"


def new_secret() -> str:
    """`whsec_` and 32 random bytes in base64."""
    return PREFIX + base64.b64encode(secrets.token_bytes(32)).decode()


def sealed(secret: str) -> bytes:
    return seal(secret, key=SEAL)


def secrets_of(webhook: Webhook, now: datetime) -> list[str]:
    """The secrets that sign: the current one, and the one before it for as long as both hold.

    Raises core.sealing.CannotOpen.
    """
    both = [webhook.secret]
    if webhook.old_secret and webhook.old_until and webhook.old_until > now:
        both.append(webhook.old_secret)
    return [unseal(one, key=SEAL) for one in both]


def headers(*, name: str, body: bytes, at: datetime, secrets: Sequence[str]) -> dict[str, str]:
    """The headers of a message called `name`: a signature by each of `secrets` over name, time and body."""
    stamp = str(int(at.timestamp()))
    return {
        "Content-Type": "application/json",
        "webhook-id": name,
        "webhook-timestamp": stamp,
        "webhook-signature": " ".join(f"v1,{signature(secret, name, stamp, body)}" for secret in secrets),
    }


def signature(secret: str, name: str, stamp: str, body: bytes) -> str:
    """HMAC-SHA256 in base64."""
    key = base64.b64decode(secret.removeprefix(PREFIX))
    signed = f"{name}.{stamp}.".encode() + body
    return base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
