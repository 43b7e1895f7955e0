"""What changed between two texts, word by word, in a form that people can read."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

SAME, ADDED, REMOVED = "same", "added", "removed"
WORDS = re.compile(r"\s+|\S+\s*")
MOST_WORDS = 2_000  # of a paragraph; longer ones are shown as replaced whole
CONTEXT = 12  # words shown beside a change


@dataclass(frozen=True)
class Piece:
    """A stretch of text that stayed, came or went: `kind` is SAME, ADDED or REMOVED."""

    kind: str
    text: str


def pieces(old: str, new: str) -> list[Piece]:
    """The way from `old` to `new`; what stayed is cut down to the words beside a change. [] when equal."""
    if old == new:
        return []
    found = list(_compare(old.splitlines(keepends=True), new.splitlines(keepends=True), _by_word))
    last = len(found) - 1
    return [_shortened(piece, number == 0, number == last) for number, piece in enumerate(found)]


def lines(old: list[str], new: list[str]) -> list[Piece]:
    """The lines that went and those that came; those that stayed are left out."""
    compared = SequenceMatcher(None, old, new).get_opcodes()
    changed = [opcode for opcode in compared if opcode[0] != "equal"]
    gone = [Piece(REMOVED, line) for _tag, start, end, *_rest in changed for line in old[start:end]]
    return gone + [Piece(ADDED, line) for *_rest, start, end in changed for line in new[start:end]]


def _by_word(old: str, new: str) -> Iterator[Piece]:
    before, after = WORDS.findall(old), WORDS.findall(new)
    if max(len(before), len(after)) > MOST_WORDS:
        return iter([Piece(REMOVED, old), Piece(ADDED, new)])
    return _compare(before, after)


def _compare(
    old: list[str], new: list[str], finer: Callable[[str, str], Iterator[Piece]] | None = None
) -> Iterator[Piece]:
    """The pieces of two lists of strings; what was replaced is looked at with `finer`."""
    for tag, start, end, new_start, new_end in SequenceMatcher(None, old, new).get_opcodes():
        before, after = "".join(old[start:end]), "".join(new[new_start:new_end])
        if tag == "equal":
            yield Piece(SAME, before)
        elif finer and before and after:
            yield from finer(before, after)
        else:
            yield from (Piece(kind, text) for kind, text in ((REMOVED, before), (ADDED, after)) if text)


def _shortened(piece: Piece, first: bool, last: bool) -> Piece:
    words = WORDS.findall(piece.text)
    if piece.kind != SAME or len(words) <= 2 * CONTEXT:
        return piece
    head = [] if first else words[:CONTEXT]
    tail = [] if last else words[-CONTEXT:]
    return replace(piece, text="".join([*head, "… ", *tail]))
