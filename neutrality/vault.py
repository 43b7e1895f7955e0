"""Sealed files in the confidential store, under names that tell nothing."""

import hashlib
import secrets
from dataclasses import dataclass

from django.core.files.base import ContentFile
from django.core.files.storage import storages

from core.sealing import seal_bytes, unseal_bytes
from neutrality.sealed import KEY


@dataclass(frozen=True)
class Stored:
    """A sealed file: its name in the store, and the SHA-256 of its bytes open and sealed."""

    name: str
    size: int
    sha256: str
    sealed_sha256: str


def put(data: bytes) -> Stored:
    sealed = seal_bytes(data, key=KEY)
    name = storages["confidential"].save(f"{secrets.token_hex(16)}.sealed", ContentFile(sealed))
    return Stored(name, len(data), sha256(data), sha256(sealed))


def take(name: str) -> bytes:
    """The open bytes. Raises CannotOpen, and FileNotFoundError."""
    return unseal_bytes(sealed_bytes(name), key=KEY)


def sealed_bytes(name: str) -> bytes:
    """As they lie on the disk. Raises FileNotFoundError."""
    with storages["confidential"].open(name) as file:
        return file.read()


def remove(*names: str) -> None:
    for name in names:
        storages["confidential"].delete(name)


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
