"""The words in a picture. Runs in one worker of its own, which is replaced now and then: it takes 450 MB."""

import importlib
from functools import cache

from factcheck.check import TEXT_LIMIT

SURE = 0.6  # a line that the model is less sure of is noise more often than words
LONGEST_SIDE = 1800  # pixels; more of a screenshot takes longer and is read no better

# Measured on a full screenshot of 44 lines (308 words, 307 read rightly): 4 s of one core and 450 MB, where
# the defaults take 7 to 8 s of two cores and 760 MB. A usual screenshot takes a quarter of that.
CARE = {
    "Global.log_level": "error",
    "Global.use_cls": False,  # screenshots stand upright
    "Det.limit_type": "max",
    "Det.limit_side_len": 1280,
    "Rec.rec_batch_num": 1,
    "EngineConfig.onnxruntime.intra_op_num_threads": 1,
}


def text_in(picture: bytes) -> str:
    """The lines that stand in a JPEG or PNG, from top to bottom; "" where there are none."""
    found = _reader()(picture)
    lines = zip(found.txts or (), found.scores or (), strict=True)
    return "\n".join(line.strip() for line, score in lines if score >= SURE and line.strip())[:TEXT_LIMIT]


@cache
def _reader():
    """Loaded with the first picture: whoever imports this module to know its tasks need not pay for it."""
    return importlib.import_module("rapidocr").RapidOCR(params=CARE)
