"""How fast the engine is as it grows: `python -m bench.matching.speed [--million] [COUNT …]`.

Debunks are synthetic (see `bench/matching/growing.py`). One process builds the index, another one serves
checks from it; what is plain is tantivy alone, any word of the message, the ten best, over the same index.
"""

import argparse
import multiprocessing
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from tqdm import tqdm

from bench.matching import claims
from bench.matching.growing import Growing
from bench.matching.serving import Figures, measure
from bench.matching.vectors import CachedVectors
from bench.report import write
from matching.embeddings import BUNDLED_MODEL
from matching.lexicon import Lexicon
from matching.text import terms
from matching.writer import IndexWriter

QUESTIONS = 220  # the first 20 are not timed
WORDS = 25
_COPIED_TERMS = 4  # content words that a claim has at least to be known word for word
_SIZES = (10_000, 100_000)
_MILLION = 1_000_000
_ROWS = (
    ("plain", "plain tantivy, any word, ten best", ""),
    ("words", "check by words alone", ""),
    ("meaning", "check, its vector at hand", "p50 ≤ 6, p95 ≤ 20 at 100,000; p95 ≤ 50 at 1,000,000"),
    ("embedding", "check, embedding included", "p95 ≤ 80"),
    ("copy", "copy of a claim, word for word", "≤ 1"),
)


@dataclass(frozen=True)
class Measured:
    count: int
    words_a_second: float
    vectors_a_second: float
    megabytes: float  # of the index on disk
    figures: Figures


def measure_all(counts: Sequence[int]) -> list[Measured]:
    growing = Growing(CachedVectors())
    with _embeddings_server() as address:
        return [_measured(count, growing, address) for count in counts]


def _measured(count: int, growing: Growing, address: str) -> Measured:
    messages = [growing.message(count + number, WORDS) for number in range(1, QUESTIONS + 1)]
    with tempfile.TemporaryDirectory(prefix="bench-speed-") as folder:
        root = Path(folder)
        words, vectors = _build(root, count, growing)
        megabytes = sum(path.stat().st_size for path in root.rglob("*") if path.is_file()) / 1e6
        figures = _in_fresh_process(root, address, messages, _copies(growing, count))
    return Measured(count, words, vectors, megabytes, figures)


def _build(root: Path, count: int, growing: Growing) -> tuple[float, float]:
    """Build an index of `count` debunks at `root`: (debunks a second, vectors a second)."""
    documents = growing.documents(count) if count > _SIZES[-1] else list(growing.documents(count))
    writer = IndexWriter(root, "speed", BUNDLED_MODEL, 384)
    began = time.perf_counter()
    writer.rebuild(tqdm(documents, total=count, desc=f"{count:,} debunks", mininterval=1), [], 0, Lexicon())
    indexed = time.perf_counter()
    vectors = growing.vectors(count)
    writer.rebase(tqdm(vectors, total=2 * count, desc=f"{count:,} debunks, vectors", mininterval=1))
    ended = time.perf_counter()
    writer.close()
    return count / (indexed - began), 2 * count / (ended - indexed)


def _copies(growing: Growing, count: int) -> list[str]:
    """Claims that stand in the index, long enough to be known by their wording."""
    numbers = np.random.default_rng(5).integers(1, count + 1, 2 * QUESTIONS).tolist()
    found = (growing.document(number).claim for number in numbers)
    return [claim for claim in found if len(set(terms(claim))) >= _COPIED_TERMS][:QUESTIONS]


def _in_fresh_process(root: Path, address: str, messages: list[str], copies: list[str]) -> Figures:
    print(f"checking {len(messages)} messages in five ways", file=sys.stderr, flush=True)
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        return pool.submit(measure, root, address, messages, copies).result()


@contextmanager
def _embeddings_server() -> Iterator[str]:
    """The address of the bundled server, started for the time being."""
    command = [sys.executable, "-m", "matching.embedder", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        try:
            line = server.stdout.readline() if server.stdout else ""
            yield line[line.index("http://") :].strip()
        finally:
            server.terminate()


def table(measured: Sequence[Measured]) -> str:
    """A column per size, a row per figure; milliseconds as p50 / p95."""
    head = "| | " + " | ".join(f"{each.count:,} debunks" for each in measured) + " | asked |\n"
    lines = [head, "|---" * (len(measured) + 2) + "|\n"]
    for name, title, asked in _ROWS:
        cells = [_quantiles(each.figures.milliseconds[name]) for each in measured]
        lines.append(f"| {title}, ms p50 / p95 | {' | '.join(cells)} | {asked} |\n")
    plain = (
        ("debunks indexed a second, without vectors", "{0.words_a_second:,.0f}", "≥ 5,000"),
        ("vectors indexed a second", "{0.vectors_a_second:,.0f}", ""),
        ("index on disk, MB", "{0.megabytes:,.0f}", ""),
        ("memory of a web process, MB", "{0.figures.resident:,}", "≤ 250 at 100,000"),
        ("of that its own, not shared files, MB", "{0.figures.private:,}", ""),
    )
    for title, form, asked in plain:
        lines.append(f"| {title} | {' | '.join(form.format(each) for each in measured)} | {asked} |\n")
    return "".join(lines)


def _quantiles(milliseconds: Sequence[float]) -> str:
    middle, slow = np.quantile(milliseconds, [0.5, 0.95])
    return f"{middle:.1f} / {slow:.1f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("counts", nargs="*", type=int, default=list(_SIZES), metavar="COUNT")
    parser.add_argument("--million", action="store_true", help="also a million: about half an hour, 3 GB")
    options = parser.parse_args()
    before = os.getloadavg()[0]
    found = table(measure_all([*options.counts, *([_MILLION] if options.million else [])]))
    parents = "real claims" if claims.folder() else "our invented debunks"
    told = (
        f"### Speed\n\nChecks of {WORDS} words among debunks recombined from {parents}, in one process on "
        f"{os.cpu_count()} cores; load before the start {before:.1f}.\n\n"
    )
    write("matching speed", told + found)
    print(told + found)


if __name__ == "__main__":
    main()
