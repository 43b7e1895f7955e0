"""Small indexes for tests, with vectors that are made of words instead of by a model."""

import hashlib

import numpy as np

from matching.documents import Document, PartVector
from matching.embeddings import EmbeddingsUnavailable
from matching.lexicon import Lexicon
from matching.text import terms
from matching.writer import IndexWriter

DIMENSION = 32
MODEL = "words"
TITLES = (
    "KPU menunda pemungutan suara sampai bulan Juni",
    "Tujuh kontainer surat suara tercoblos di Tanjung Priok",
    "Petugas KPPS meninggal karena diracun",
    "Masjid di Surabaya dibakar massa pendukung calon",
    "Ijazah wali kota dinyatakan palsu oleh universitas",
)


def vector_of(text: str, dimension: int = DIMENSION) -> np.ndarray:
    """A unit vector that is alike for texts that share words."""
    total = np.zeros(dimension, np.float32)
    for term in terms(text) or ["-"]:
        seed = int.from_bytes(hashlib.sha256(term.encode()).digest()[:4], "little")
        total += np.random.default_rng(seed).normal(size=dimension).astype(np.float32)
    return total / np.linalg.norm(total)


class WordEmbedder:
    """Stands in for the client of an embeddings server; `down` makes it unavailable."""

    model = MODEL

    def __init__(self):
        self.down = False
        self.asked = 0

    def question(self, text: str, timeout: float) -> np.ndarray:
        self.asked += 1
        if self.down:
            raise EmbeddingsUnavailable("down")
        return vector_of(text)

    passage = question

    def is_up(self) -> bool:
        return not self.down


def documents(titles=TITLES) -> list[Document]:
    return [Document(number, title, f"Kabarnya {title}, sebarkan!") for number, title in enumerate(titles, 1)]


def vectors(docs) -> list[PartVector]:
    return [
        PartVector(document.id, part, vector_of(text))
        for document in docs
        for part, text in enumerate((document.title, document.claim))
    ]


def writer(root, version="one", model=MODEL) -> IndexWriter:
    return IndexWriter(root, version, model, DIMENSION)


def build(root, docs=None, cursor=7) -> IndexWriter:
    docs = documents() if docs is None else docs
    index = writer(root)
    index.rebuild(docs, vectors(docs), cursor, Lexicon())
    return index
