import io

import pytest
from PIL import Image

from core.images import MAX_BYTES, ImageRefused, reencode


def picture(mode="RGB", size=(60, 40), form="JPEG", **options):
    out = io.BytesIO()
    Image.new(mode, size, "red" if mode != "P" else 3).save(out, form, **options)
    return out.getvalue()


def test_metadata_and_what_stands_behind_the_picture_are_gone():
    exif = Image.Exif()
    exif[0x010E] = "secret place"
    data = picture(exif=exif) + b"<script>alert(1)</script>PK\x03\x04"
    clean = reencode(data).read()
    assert b"secret" not in clean and b"script" not in clean and b"PK\x03\x04" not in clean
    assert not Image.open(io.BytesIO(clean)).getexif()


def test_turned_upright_and_made_small_enough():
    exif = Image.Exif()
    exif[0x0112] = 6
    upright = Image.open(reencode(picture(size=(3000, 1000), exif=exif)))
    assert upright.size == (800, 2400)


@pytest.mark.parametrize(
    ("mode", "form", "name"),
    [("RGBA", "PNG", "png"), ("P", "GIF", "jpg"), ("CMYK", "JPEG", "jpg"), ("1", "PNG", "jpg")],
)
def test_every_kind_of_picture_is_taken(mode, form, name):
    data = io.BytesIO()
    Image.new(mode, (30, 30)).save(data, form)
    clean = reencode(data.getvalue())
    assert clean.name.endswith(name) and len(clean.name) == 68
    assert Image.open(clean).size == (30, 30)


def test_the_same_picture_gets_the_same_name():
    assert reencode(picture()).name == reencode(picture()).name


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "format"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "format"),
        (b"%PDF-1.4", "format"),
        (picture()[:200], "format"),
        (b"x" * (MAX_BYTES + 1), "size"),
        (picture("1", (12_000, 12_000), "PNG"), "pixels"),
    ],
)
def test_hostile_files_are_refused_with_the_reason(data, code):
    with pytest.raises(ImageRefused) as refusal:
        reencode(data)
    assert refusal.value.code == code
