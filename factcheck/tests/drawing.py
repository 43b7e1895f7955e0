"""Screenshots drawn for tests."""

import io

from PIL import Image, ImageDraw, ImageFont

MESSAGE = (
    "Diteruskan berkali-kali\n\nTujuh kontainer berisi surat suara\ntercoblos ditemukan di pelabuhan\n"
    "Tanjung Priok. Sebarkan!"
)


def screenshot(text: str = MESSAGE, *, size=(720, 900), ground="#efe7dd") -> Image.Image:
    """A chat bubble with `text`, under a dark bar."""
    picture = Image.new("RGB", size, ground)
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 0, size[0], 90), fill="#075e54")
    draw.rounded_rectangle((30, 130, size[0] - 40, 520), 18, fill="white")
    draw.multiline_text((50, 160), text, font=ImageFont.load_default(34), fill="black", spacing=12)
    return picture


def encoded(picture: Image.Image, kind: str = "PNG", **options) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()
