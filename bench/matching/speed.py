"""How fast the engine is as it grows: `python -m bench.matching.speed 10000 100000 1000000`.

Debunks are recombined from the real claims (or our own where `CLAIMS_DIR` is not set): the first half of one
title and message with the second half of another's. Their vectors are real ones with noise.
"""

import random
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from tqdm import tqdm

from bench.matching import claims, own
from bench.matching.vectors import CachedVectors
from matching.documents import Document, PartVector
from matching.engine import Engine
from matching.lexicon import Lexicon
from matching.parts import claim_text, title_text
from matching.writer import IndexWriter

QUESTIONS = 200
_NOISE = 0.02


class Growing:
    """Debunks without end, each the same for the same number."""

    def __init__(self, known: CachedVectors):
        self.parents = claims.documents() if claims.folder() else own.documents()
        self.titles = known.of([title_text(each.title) for each in self.parents])
        self.claims = known.of([claim_text(each.claim) for each in self.parents])

    def document(self, number: int) -> Document:
        left, right = random.Random(number).choices(self.parents, k=2)
        return Document(number, _halves(left.title, right.title), _halves(left.claim, right.claim))

    def documents(self, count: int) -> Iterator[Document]:
        return (self.document(number) for number in range(1, count + 1))

    def vectors(self, count: int) -> Iterator[PartVector]:
        draw = np.random.default_rng(1)
        for number in range(1, count + 1):
            place = random.Random(number).randrange(len(self.parents))
            for part, rows in enumerate((self.titles, self.claims)):
                row = rows[place] + draw.normal(0, _NOISE, rows.shape[1]).astype(np.float32)
                yield PartVector(number, part, row / np.linalg.norm(row))


def _halves(left: str, right: str) -> str:
    return f"{left[: len(left) // 2]} {right[len(right) // 2 :]}"


def measure(count: int, known: CachedVectors) -> str:
    growing = Growing(known)
    with tempfile.TemporaryDirectory(prefix="bench-speed-") as folder:
        writer = IndexWriter(Path(folder), "speed", known.model, 384)
        began = time.perf_counter()
        writer.rebuild(tqdm(growing.documents(count), total=count, desc="words"), [], 0, Lexicon())
        built = count / (time.perf_counter() - began)
        writer.rebase(tqdm(growing.vectors(count), total=2 * count, desc="vectors"))
        writer.close()
        without = _times(Engine(Path(folder), None), growing, count)
        meaning = _times(Engine(Path(folder), known), growing, count)
        exact = _exact(Engine(Path(folder), None), growing, count)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    cells = (*_quantiles(without), *_quantiles(meaning), *_quantiles(exact))
    return (
        f"| {count:,} | {built:,.0f} | " + " | ".join(f"{cell:.1f}" for cell in cells) + f" | {memory:.0f} |"
    )


def _times(engine: Engine, growing: Growing, count: int) -> list[float]:
    """Seconds of each check of 25 words, the model's own time apart: its vectors are there already."""
    texts = [_words_of(growing, number) for number in range(count + 1, count + QUESTIONS + 1)]
    for text in texts:
        engine.search(text, budget=None)
    return [_timed(engine, text) for text in texts]


def _words_of(growing: Growing, number: int) -> str:
    document = growing.document(number)
    return " ".join(f"{document.claim} {document.title} {growing.document(number + 7).claim}".split()[:25])


def _exact(engine: Engine, growing: Growing, count: int) -> list[float]:
    draw = random.Random(5)
    texts = [growing.document(draw.randrange(1, count)).claim for _ in range(QUESTIONS)]
    return [_timed(engine, text) for text in texts]


def _timed(engine: Engine, text: str) -> float:
    began = time.perf_counter()
    engine.search(text, budget=None)
    return time.perf_counter() - began


def _quantiles(seconds: list[float]) -> tuple[float, float]:
    return float(np.quantile(seconds, 0.5) * 1000), float(np.quantile(seconds, 0.95) * 1000)


def main(counts: list[int]) -> None:
    known = CachedVectors()
    print("| debunks | words indexed a second | check without vectors, ms p50 | p95 | with the vector of the")
    print("question at hand, ms p50 | p95 | word for word, ms p50 | p95 | memory of build and reader, MB |")
    for count in counts:
        print(measure(count, known), flush=True)


if __name__ == "__main__":
    main([int(each) for each in sys.argv[1:]] or [10_000, 100_000])
