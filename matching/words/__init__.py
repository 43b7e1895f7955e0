"""The word lists of the analyser, kept as plain text beside this file."""

from collections.abc import Iterator
from pathlib import Path

FOLDER = Path(__file__).parent


def _lines(name: str) -> Iterator[str]:
    for line in (FOLDER / name).read_text(encoding="utf-8").splitlines():
        line = line.partition("#")[0].strip()
        if line:
            yield line


def read_words(name: str) -> list[str]:
    """Every word of a file of words separated by white space."""
    return [word for line in _lines(name) for word in line.split()]


def read_groups(name: str) -> Iterator[tuple[str, list[str]]]:
    """(`meant`, [`written`, …]) for each line `meant: written written …`."""
    for line in _lines(name):
        meant, _, written = line.partition(":")
        yield meant.strip(), written.split()


def read_pairs(name: str) -> Iterator[tuple[str, str]]:
    """(`word`, `stem`) for each entry: `word=stem`, or a word that stays as it is."""
    for entry in read_words(name):
        word, _, stem = entry.partition("=")
        yield word, stem or word


def read_sides(name: str) -> Iterator[tuple[list[str], list[str]]]:
    """The words left and right of the colon of each line."""
    for line in _lines(name):
        left, _, right = line.partition(":")
        yield left.split(), right.split()
