"""Secrets made on first use, in `DATA_DIR/keys`: mode 600, outside database and backups."""

import contextlib
import os
import secrets
from pathlib import Path


def secret(folder: Path, name: str, length: int = 32) -> bytes:
    """The `length` random bytes kept under `name` in `folder`; made when they are not there yet.

    Two processes may ask at once: the first link wins and both read the same bytes.
    """
    path = folder / name
    if not path.exists():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = folder / f".{name}.{os.getpid()}.{secrets.token_hex(4)}"
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(secrets.token_bytes(length))
        with contextlib.suppress(FileExistsError):
            os.link(draft, path)
        draft.unlink()
    return path.read_bytes()
