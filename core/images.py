"""Pictures that others send: checked, stripped of everything but their pixels, and named by their content."""

import hashlib
import io
import warnings

from django.core.files.base import ContentFile
from PIL import Image, ImageOps

MAX_BYTES = 10_000_000
MAX_PIXELS = 40_000_000
MAX_SIDE = 2400
FORMATS = ("JPEG", "PNG", "WEBP", "GIF")


class ImageRefused(ValueError):
    """The file is not a picture we take. `code` is `size`, `pixels` or `format`."""

    def __init__(self, code: str, message: str):
        super().__init__(message)
        self.code = code


def reencode(data: bytes, *, max_side: int = MAX_SIDE) -> ContentFile:
    """A fresh JPEG (or PNG where there is transparency) of the picture in `data`, without metadata.

    At most `max_side` pixels a side, turned upright, named by the SHA-256 of its bytes. The original
    bytes are never kept, so nothing that hides behind or inside them survives. Raises ImageRefused.
    """
    if len(data) > MAX_BYTES:
        raise ImageRefused("size", f"more than {MAX_BYTES // 1_000_000} MB")
    picture = _decoded(data)
    picture.thumbnail((max_side, max_side))
    clear = picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info
    out = io.BytesIO()
    if clear:
        picture.convert("RGBA").save(out, "PNG", optimize=True)
    else:
        picture.convert("RGB").save(out, "JPEG", quality=85, optimize=True, progressive=True)
    body = out.getvalue()
    return ContentFile(body, name=f"{hashlib.sha256(body).hexdigest()}.{'png' if clear else 'jpg'}")


def _decoded(data: bytes) -> Image.Image:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            picture = Image.open(io.BytesIO(data), formats=FORMATS)
            if picture.width * picture.height > MAX_PIXELS:
                raise ImageRefused("pixels", f"more than {MAX_PIXELS // 1_000_000} megapixels")
            picture.load()
            upright = ImageOps.exif_transpose(picture)
    except ImageRefused:
        raise
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
        raise ImageRefused("pixels", f"more than {MAX_PIXELS // 1_000_000} megapixels") from error
    except Exception as error:  # Pillow's decoders raise almost anything on a hostile file
        raise ImageRefused("format", "not a JPEG, PNG, WebP or GIF picture") from error
    plain = Image.new(upright.mode, upright.size)
    if upright.mode == "P" and upright.palette:
        upright = upright.convert("RGBA" if "transparency" in upright.info else "RGB")
        return upright
    plain.paste(upright)
    return plain
