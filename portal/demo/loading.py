"""Loading the demonstration content: as often as you like, with the same outcome."""

from dataclasses import dataclass

from django.db import transaction

from factcheck.exchange.importing import read_records
from factcheck.exchange.saving import save_records
from portal.demo.facts import load_facts
from portal.demo.shelf import Shelf, read, read_folder
from portal.models import Lesson, Question


class DemoBroken(Exception):
    """A file of the demonstration content cannot be loaded; the message says which and why."""


@dataclass(frozen=True)
class Loaded:
    created: int
    updated: int
    unchanged: int


@transaction.atomic
def load_demo(*, only_elections: bool = False) -> Loaded:
    """Make the database hold the demonstration content, all of it or nothing."""
    shelf = Shelf()
    load_facts(shelf)
    if only_elections:
        shelf.tell()
        return Loaded(len(shelf.created), len(shelf.updated), shelf.unchanged)
    for item in read_folder("lessons"):
        shelf.put(Lesson, {"slug": item.pop("slug")}, item | {"published": True, "demo": True})
    for place, item in enumerate(read("examples")):
        shelf.put(Question, {"text": item["text"]}, {"order": place})
    debunks = save_records(_debunk_records())
    shelf.tell()
    return Loaded(
        len(shelf.created) + len(debunks.created),
        len(shelf.updated) + len(debunks.updated),
        shelf.unchanged + debunks.unchanged,
    )


def _debunk_records() -> list:
    topics = read("topics")
    items = [_debunk(item, topics) for item in read_folder("debunks")]
    reading = read_records(enumerate(items))
    problems = [f"{items[number]['external_id']}: {reason}" for number, reason in reading.refused.items()]
    problems += [f"unknown column: {name}" for name in sorted(reading.unknown)]
    if problems:
        raise DemoBroken("; ".join(problems))
    return list(reading.records.values())


def _debunk(item: dict, topics: dict[str, str]) -> dict:
    """A debunk's file as a record."""
    corrections = [{"at": row["date"], **row} for row in item["corrections"]]
    for row in corrections:
        del row["date"]
    named = [{"slug": slug, "name": topics[slug]} for slug in item["topics"]]
    return item | {"corrections": corrections, "topics": named, "demo": True}
