"""The real claims in `CLAIMS_DIR`: fact-checkers' items, and questions that people might ask about them."""

import hashlib
import json
import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from matching.documents import Document


@dataclass(frozen=True)
class Item:
    id: str
    title: str
    message: str

    @property
    def early(self) -> bool:
        """Whether it belongs to the half that models may be fitted on."""
        return hashlib.md5(self.id.encode()).digest()[-1] % 2 == 0


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


def documents(titles_only: bool = False) -> list[Document]:
    """The items as debunks, numbered by their place from 1."""
    return [
        Document(place, item.title, item.title if titles_only else item.message)
        for place, item in enumerate(items(), 1)
    ]


def _read(name: str) -> list[dict]:
    path = folder()
    if path is None:
        raise SystemExit("CLAIMS_DIR must name the folder with items.jsonl and natural-dev.jsonl")
    return [json.loads(line) for line in (path / name).read_text(encoding="utf-8").splitlines()]
