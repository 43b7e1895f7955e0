"""The stamp of the engine: it changes with the analyser, the weights and the layout of the index."""

import hashlib
from functools import cache
from pathlib import Path

_HERE = Path(__file__).parent
_CODE = (
    "fold stem numbers text lexical vectors grams parts meanings wordvectors alignment "
    "features difference ranker index engine"
)
_DATA = ("weights.json", "projection.npz", "wordvectors.npz", "background.json")


@cache
def engine_version() -> str:
    """Ten hexadecimal digits over everything that an index or a result depends on, the model apart."""
    digest = hashlib.sha256()
    files = [f"{name}.py" for name in _CODE.split()] + list(_DATA)
    for path in [_HERE / name for name in files] + sorted((_HERE / "words").glob("*.txt")):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:10]


def index_version(model: str) -> str:
    """The stamp of an index that holds vectors of `model`."""
    return hashlib.sha256(f"{engine_version()} {model}".encode()).hexdigest()[:10]
