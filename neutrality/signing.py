"""The key with which referrals are signed. Its public half is on a public page."""

from core import signing

KEY = "referral-signing"


def sign(data: bytes) -> bytes:
    """64 bytes, detached."""
    return signing.sign(KEY, data)


def public_key() -> bytes:
    return signing.public_key(KEY)


def public_pem() -> str:
    """The public key as openssl reads it."""
    return signing.public_pem(KEY)
