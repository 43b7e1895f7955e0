"""Files that mean harm are refused, or robbed of everything but their pixels. None is stored as sent."""

import gzip
import io
import random
import struct
import zipfile
import zlib

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from reports.intake import checked

SCRIPT = b"<script>alert(document.domain)</script><?php system($_GET['c']); ?>"


def picture(kind="PNG", size=(40, 30)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "white").save(out, kind)
    return out.getvalue()


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def bomb(width: int, height: int) -> bytes:
    """A PNG of a few hundred bytes that claims to be enormous."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    pixels = zlib.compress(b"\0" * 100_000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def archive() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        file.writestr("a.png", picture())
    return out.getvalue()


def cut(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(1, len(data) * 3 // 4)]


def hostile():
    """More than five hundred files, the same each time."""
    chance = random.Random(5)
    yield from (bomb(side, side) for side in (7_000, 20_000, 65_000, 2**31 - 1))
    yield from (b"", b"\0" * 100, b"MZ" + b"\0" * 500, b"%PDF-1.7\n%%EOF", b"\x7fELF" + b"\0" * 99)
    yield from (SCRIPT, b"GIF89a" + SCRIPT, b"\xff\xd8\xff\xe0" + SCRIPT, b"\x89PNG\r\n\x1a\n" + SCRIPT)
    yield from (archive(), gzip.compress(picture()), zlib.compress(picture()))
    yield b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'
    yield b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><svg>&b;</svg>'
    for kind in ("PNG", "GIF", "WEBP"):
        yield from (cut(picture(kind, (300, 200)), chance) for _ in range(100))
    for kind in ("BMP", "TIFF", "ICO", "PPM"):
        yield picture(kind)
    yield from (chance.randbytes(chance.randrange(1, 5_000)) for _ in range(200))


def test_hostile_files_are_refused():
    files = list(hostile())
    assert len(files) >= 500
    for data in files:
        with pytest.raises(ValidationError) as caught:
            checked(text="halo", images=[SimpleUploadedFile("foto.png", data or b" ")])
        assert set(caught.value.message_dict) == {"images"}


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP"])
def test_what_hides_behind_a_picture_is_gone(kind):
    data = picture(kind) + SCRIPT + archive()
    [stored] = checked(images=[SimpleUploadedFile("foto.php", data)]).images
    body = stored.read()
    assert b"script" not in body and b"PK\x03\x04" not in body
    assert stored.name.endswith((".jpg", ".png")) and "foto" not in stored.name
