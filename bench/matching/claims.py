"""The real claims in `CLAIMS_DIR`: fact-checkers' items, and questions that people might ask about them."""

import hashlib
import json
import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bench.matching.own import rows
from matching.documents import Document


@dataclass(frozen=True)
class Item:
    id: str
    title: str
    message: str

    @property
    def use(self) -> str:
        """Half of the items `judge`, and nothing is fitted on them. Of the others two of three are a `lesson`
        for the encoder; the ranker is `fit` on the rest: what was learnt from is closer than what is new."""
        drawn = hashlib.md5(self.id.encode()).digest()
        if drawn[-1] % 2:
            return "judge"
        return "lesson" if drawn[-2] % 3 else "fit"


@dataclass(frozen=True)
class Asked:
    text: str
    kind: str  # short, forward or english
    target: int | None  # place of the item that answers it


def folder() -> Path | None:
    """Where the real claims are, if they are here."""
    path = Path(os.environ.get("CLAIMS_DIR", ""))
    return path if (path / "items.jsonl").is_file() else None


@cache
def items() -> list[Item]:
    rows = _read("items.jsonl")
    return [Item(row["id"], row["title"], row["message"] or row["title"]) for row in rows]


@cache
def questions() -> list[Asked]:
    places = {item.id: place for place, item in enumerate(items())}
    return [
        Asked(row["q"], row["kind"], places[row["target"]] if row["target"] else None)
        for row in _read("natural-dev.jsonl")
    ]


@cache
def practice() -> list[Asked]:
    """Our own questions, in our own words, about items that nothing is judged by; some have no answer."""
    places = {item.id: place for place, item in enumerate(items())}
    return [Asked(text, kind, places[id] if id else None) for id, kind, text in rows("asked.psv")]


def documents(titles_only: bool = False, first: int = 1) -> list[Document]:
    """The items as debunks, numbered by their place from `first`."""
    return [
        Document(place, item.title, item.title if titles_only else item.message)
        for place, item in enumerate(items(), first)
    ]


def _read(name: str) -> list[dict]:
    path = folder()
    if path is None:
        raise SystemExit("CLAIMS_DIR must name the folder with items.jsonl and natural-dev.jsonl")
    return [json.loads(line) for line in (path / name).read_text(encoding="utf-8").splitlines()]
