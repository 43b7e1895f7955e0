"""Sealing what only a holder of the private key may read (X25519 sealed boxes of PyNaCl)."""

import os
import secrets

from django.conf import settings
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox

from core.keys import secret


class CannotOpen(Exception):
    """The sealed bytes are damaged, or were sealed for another key, or the key is not here."""


def seal(text: str, *, key: str) -> bytes:
    """`text` sealed for the holder of the private key called `key`; without it nobody can read it."""
    return seal_bytes(text.encode(), key=key)


def seal_bytes(data: bytes, *, key: str) -> bytes:
    """The same for a file."""
    return SealedBox(PublicKey(_public(key))).encrypt(data)


def unseal(sealed: bytes | memoryview, *, key: str) -> str:
    """The text that was sealed for `key`. Raises CannotOpen."""
    return unseal_bytes(sealed, key=key).decode()


def unseal_bytes(sealed: bytes | memoryview, *, key: str) -> bytes:
    """The bytes that were sealed for `key`. Raises CannotOpen."""
    try:
        return SealedBox(_private(key)).decrypt(bytes(sealed))
    except (OSError, ValueError, CryptoError) as error:
        raise CannotOpen(f"cannot open what was sealed for {key}") from error


def _private(key: str) -> PrivateKey:
    """From the environment (`SEAL_<KEY>_PRIVATE_KEY`, hex), else from `DATA_DIR/keys`."""
    given = os.environ.get(f"SEAL_{key.upper()}_PRIVATE_KEY", "")
    return PrivateKey(bytes.fromhex(given) or (settings.KEYS_DIR / f"seal-{key}").read_bytes())


def _public(key: str) -> bytes:
    """The public half; a fresh pair is made in `DATA_DIR/keys` on first use."""
    path = settings.KEYS_DIR / f"seal-{key}.public"
    if not path.exists():
        private = secret(settings.KEYS_DIR, f"seal-{key}")  # any 32 random bytes are a key
        draft = path.with_suffix(f".{secrets.token_hex(6)}")
        draft.write_bytes(bytes(PrivateKey(private).public_key))
        draft.replace(path)
    return path.read_bytes()
