"""The words in a picture. Runs in one worker of its own, which is replaced now and then: it takes 350 MB."""

import importlib
from functools import cache

from factcheck.check import TEXT_LIMIT

SURE = 0.6  # a line that the model is less sure of is noise more often than words


def text_in(picture: bytes) -> str:
    """The lines that stand in a JPEG or PNG, from top to bottom; "" where there are none."""
    found = _reader()(picture)
    lines = zip(found.txts or (), found.scores or (), strict=True)
    return "\n".join(line.strip() for line, score in lines if score >= SURE and line.strip())[:TEXT_LIMIT]


@cache
def _reader():
    """Loaded with the first picture: whoever imports this module to know its tasks need not pay for it."""
    return importlib.import_module("rapidocr").RapidOCR(params={"Global.log_level": "error"})
