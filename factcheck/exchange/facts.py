"""Elections, people and parties that imported debunks name, from the export that the debunks came with.

An export has them beside its debunks, as `elections.jsonl`, `people.jsonl` and `parties.jsonl`. Only those
that are not here yet are made: what this portal says of a fact is its own. A party's number is not taken,
since it belongs to an election, nor a picture that is not here.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path

from django.core.exceptions import ValidationError

from candidates import registers
from candidates.models import Publication
from factcheck.exchange.files import read_lines
from factcheck.exchange.records import REGISTERS

SOURCED = ("source_title", "source_url")
COLUMNS = {
    "elections": ("name", "kind", "date", "summary", *SOURCED),
    "people": ("name", "aliases", "profile", *SOURCED),
    "parties": ("name", "full_name", "scope", "aliases", *SOURCED),
}


class FactRefused(Exception):
    """A fact that a debunk names cannot be taken; the message names the file, the line and the reason."""


def facts_beside(file: Path, name: str, slugs: Iterable[str]) -> dict[str, dict]:
    """The rows of the register `name` with these slugs, by their slug, from the export that `file` is of.

    Raises FactRefused for one that is not whole, OSError and the like for a file that cannot be read.
    """
    beside = (file.with_name(f"{name}.jsonl{packed}") for packed in ("", ".gz"))
    found = next((path for path in beside if path.exists()), None)
    wanted = set(slugs)
    if not found or not wanted:
        return {}
    lines = ((number, row) for number, row in read_lines(found) if isinstance(row, Mapping))
    return {
        str(row["id"]): _fact(name, row, f"{found.name}: {number}")
        for number, row in lines
        if str(row.get("id")) in wanted
    }


def store_facts(facts: Mapping[str, Iterable[Mapping]], *, actor=None) -> int:
    """Make and publish the facts of each register, as their portal had; how many there are."""
    made = 0
    for name in COLUMNS:
        for demo in (False, True):
            rows = [{**row, "state": Publication.PUBLISHED} for row in facts.get(name, ())]
            same = [row for row in rows if row.pop("demo") == demo]
            if same:
                made += registers.load(name, same, actor=actor, demo=demo).created
    return made


def _fact(name: str, row: Mapping, place: str) -> dict:
    values = {column: row[column] for column in COLUMNS[name] if column in row} | {"slug": str(row["id"])}
    try:
        REGISTERS[name](**values, publication=Publication.PUBLISHED).full_clean()
    except ValidationError as error:
        raise FactRefused(f"{place}: {'; '.join(error.messages)}") from error
    return values | {"demo": row.get("demo") is True}
