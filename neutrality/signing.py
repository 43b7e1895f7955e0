"""The portal's Ed25519 key, with which referrals are signed. Its public half is on a public page."""

import base64

from django.conf import settings
from nacl.signing import SigningKey

from core.keys import secret

DER = bytes.fromhex("302a300506032b6570032100")  # what RFC 8410 puts before an Ed25519 public key


def sign(data: bytes) -> bytes:
    """64 bytes, detached."""
    return _key().sign(data).signature


def public_key() -> bytes:
    return bytes(_key().verify_key)


def public_pem() -> str:
    """The public key as openssl reads it."""
    body = base64.b64encode(DER + public_key()).decode()
    return f"-----BEGIN PUBLIC KEY-----\n{body}\n-----END PUBLIC KEY-----\n"


def _key() -> SigningKey:
    return SigningKey(secret(settings.KEYS_DIR, "referral-signing"))
