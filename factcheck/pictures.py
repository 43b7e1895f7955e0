"""Pictures that look the same: copies made smaller or compressed again are near each other.

The hash is a perceptual one of 256 bits. Measured on 60 drawn screenshots of chats and 12 pages: copies
at a quarter of the size and JPEG quality 25, or at quality 15, are at most 22 bits from the original; two
different screenshots at least 52. A copy with one line of its text changed is only 10 bits away: a picture
alone never says that a claim is the same one, so what is found here is offered, not promised.
"""

from typing import IO

import imagehash
from PIL import Image

from core.images import FORMATS

SIDE = 16  # 256 bits
NEAR = 24  # bits
LEAST_SET, MOST_SET = 64, 192  # a picture of one colour has a hash that says nothing


def hash_of(picture: IO[bytes]) -> str:
    """64 hexadecimal digits; "" where the picture is too plain to be told from others.

    Raises ValueError or OSError for what is no picture.
    """
    image = Image.open(picture, formats=FORMATS)
    image.draft("L", (512, 512))  # a JPEG is decoded no larger than needed
    bits = imagehash.phash(image.convert("L"), hash_size=SIDE)
    return str(bits) if LEAST_SET <= int(bits.hash.sum()) <= MOST_SET else ""


def distance(one: str, other: str) -> int:
    """In how many of the 256 bits two hashes differ."""
    return (int(one, 16) ^ int(other, 16)).bit_count()
