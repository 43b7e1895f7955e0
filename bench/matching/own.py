"""The project's own questions: invented debunks in three phrasings, and claims that none of them answers."""

from dataclasses import dataclass
from pathlib import Path

from matching.documents import Document

_FOLDER = Path(__file__).parents[1] / "data"
_KINDS = ("short", "forward", "english")


@dataclass(frozen=True)
class Question:
    text: str
    kind: str  # short, forward, english, near or far
    answer: int | None  # id of the debunk that answers it


def documents(titles_only: bool = False) -> list[Document]:
    """All invented debunks, those that the encoder learns from last."""
    return [
        Document(number, title, title if titles_only else claim)
        for number, (title, claim, *_) in enumerate(rows("debunks.psv") + rows("lessons.psv"), 1)
    ]


def questions() -> list[Question]:
    return _asked("debunks.psv", 1) + [Question(text, kind, None) for kind, text in rows("unchecked.psv")]


def lessons() -> list[Question]:
    """What the encoder learns from: no model is judged by these questions."""
    return _asked("lessons.psv", len(rows("debunks.psv")) + 1)


def _asked(name: str, first: int) -> list[Question]:
    return [
        Question(text, kind, number)
        for number, (_, _, *phrasings) in enumerate(rows(name), first)
        for kind, text in zip(_KINDS, phrasings, strict=True)
    ]


def rows(name: str) -> list[list[str]]:
    """The cells of each line of a file of `bench/data` that is no comment."""
    lines = (_FOLDER / name).read_text(encoding="utf-8").splitlines()
    return [[cell.strip() for cell in line.split("|")] for line in lines if line and not line.startswith("#")]
