"""A code and a passphrase are all that a reporter keeps, and all that lets them back in.

From the passphrase comes a key pair (Argon2id, then X25519). Only its public half is stored: with it the
officers' questions are sealed so that the reporter alone can open them, and against it a passphrase is
checked. The code itself is stored as a keyed digest.
"""

import hashlib
import hmac
import json
import re
import secrets
from dataclasses import dataclass
from time import time

from django.conf import settings
from nacl import pwhash
from nacl.encoding import URLSafeBase64Encoder
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox
from nacl.secret import SecretBox

from core.keys import secret

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base 32: no I, L, O or U
MISREAD = str.maketrans("OIL", "011")
PREFIX = "NTR"
CODE_LENGTH, PASSPHRASE_LENGTH = 12, 16  # 60 and 80 bits
COST = (pwhash.argon2id.OPSLIMIT_INTERACTIVE, pwhash.argon2id.MEMLIMIT_INTERACTIVE)
STAY = 30 * 60  # seconds for which an opened page may send things


def new_code() -> str:
    return "-".join([PREFIX, *_groups(_letters(CODE_LENGTH))])


def new_passphrase() -> str:
    return "-".join(_groups(_letters(PASSPHRASE_LENGTH)))


def tidy(typed: str) -> str:
    """Letters and digits only, in the form in which they were given, however somebody wrote them down."""
    return re.sub(r"[^0-9A-Z]", "", typed.upper()[:80]).removeprefix(PREFIX).translate(MISREAD)


def digest(code: str) -> str:
    """What the database knows of a code."""
    key = secret(settings.KEYS_DIR, "neutrality-codes")
    return hmac.new(key, tidy(code).encode(), hashlib.sha256).hexdigest()


def key_of(passphrase: str, salt: bytes) -> PrivateKey:
    """The reporter's key pair; slow on purpose (Argon2id, 64 MB)."""
    seed = pwhash.argon2id.kdf(32, tidy(passphrase).encode(), salt, *COST)
    return PrivateKey(seed)


def new_salt() -> bytes:
    return secrets.token_bytes(pwhash.argon2id.SALTBYTES)


def seal_for(public_key: bytes | memoryview | None, words: str) -> bytes:
    return SealedBox(PublicKey(bytes(public_key or b""))).encrypt(words.encode())


@dataclass(frozen=True)
class Stay:
    """That somebody has just proved to hold the passphrase of a report; lives in the page, not with us."""

    report: int
    key: PrivateKey

    def read(self, sealed: bytes | memoryview | None) -> str:
        return SealedBox(self.key).decrypt(bytes(sealed or b"")).decode()

    def ticket(self) -> str:
        """To send along with the next form; opaque, and worthless after half an hour."""
        said = {"report": self.report, "key": bytes(self.key).hex(), "until": int(time()) + STAY}
        return _box().encrypt(json.dumps(said).encode(), encoder=URLSafeBase64Encoder).decode()


def stay_of(ticket: str) -> Stay | None:
    """The stay that `ticket` stands for; None when it is forged or too old."""
    try:
        said = json.loads(_box().decrypt(ticket.encode(), encoder=URLSafeBase64Encoder))
    except (CryptoError, ValueError):
        return None
    return Stay(said["report"], PrivateKey(bytes.fromhex(said["key"]))) if said["until"] >= time() else None


def _box() -> SecretBox:
    return SecretBox(secret(settings.KEYS_DIR, "neutrality-stays"))


def _letters(count: int) -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(count))


def _groups(letters: str) -> list[str]:
    return [letters[start : start + 4] for start in range(0, len(letters), 4)]
