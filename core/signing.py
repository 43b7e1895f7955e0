"""The portal's Ed25519 keys, one for each thing that it vouches for. The public halves are published."""

import base64

from django.conf import settings
from nacl.signing import SigningKey

from core.keys import secret

DER = bytes.fromhex("302a300506032b6570032100")  # what RFC 8410 puts before an Ed25519 public key


def sign(key: str, data: bytes) -> bytes:
    """64 bytes, detached, by the key called `key`."""
    return _key(key).sign(data).signature


def public_key(key: str) -> bytes:
    return bytes(_key(key).verify_key)


def public_pem(key: str) -> str:
    """The public key as openssl reads it."""
    body = base64.b64encode(DER + public_key(key)).decode()
    return f"-----BEGIN PUBLIC KEY-----\n{body}\n-----END PUBLIC KEY-----\n"


def _key(name: str) -> SigningKey:
    return SigningKey(secret(settings.KEYS_DIR, name))
