"""Noticing a damaged lexical index: tantivy writes a checksum at the end of each file, and this reads it."""

import json
import struct
import zlib
from pathlib import Path

_MAGIC = 1337
_CHUNK = 1 << 20


def is_sound(folder: Path) -> bool:
    """Whether every segment that `meta.json` names is there, whole, and has the bytes that were written."""
    try:
        meta = json.loads((folder / "meta.json").read_bytes())
        names = [each["segment_id"].replace("-", "") for each in meta["segments"]]
        return all(_segment_is_sound(folder, name) for name in names)
    except (OSError, ValueError, KeyError, struct.error):
        return False


def _segment_is_sound(folder: Path, name: str) -> bool:
    files = sorted(folder.glob(f"{name}.*"))
    return len(files) >= 5 and all(_file_is_sound(file) for file in files)


def _file_is_sound(path: Path) -> bool:
    """A file: its body, a JSON footer with the CRC-32 of the body, the footer's length, a magic number."""
    size = path.stat().st_size
    with path.open("rb") as file:
        file.seek(size - 8)
        length, magic = struct.unpack("<II", file.read(8))
        file.seek(size - 8 - length)
        footer = json.loads(file.read(length))
        file.seek(0)
        return magic == _MAGIC and _crc(file, size - 8 - length) == footer["crc"]


def _crc(file, length: int) -> int:
    crc = 0
    while length:
        chunk = file.read(min(_CHUNK, length))
        if not chunk:
            return -1
        crc, length = zlib.crc32(chunk, crc), length - len(chunk)
    return crc
