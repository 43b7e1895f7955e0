"""Writing the lists of many debunks at once: a fixed number of queries, however many debunks."""

import json
from collections.abc import Iterable, Mapping
from urllib.parse import urlsplit

from django.core.files.storage import default_storage

from factcheck.exchange.records import REGISTERS, lists_of
from factcheck.models import Appearance, Correction, Debunk, DebunkImage, Source, Topic

# What is to be written: the debunk, and its new lists by name.
Writing = tuple[Debunk, Mapping[str, list[dict]]]


def changed_lists(debunk: Debunk, lists: Mapping[str, list[dict]]) -> dict[str, list[dict]]:
    """Those of `lists` that differ from what `debunk` has. Of corrections, those it has not yet:
    what was once told to readers is never taken back."""
    current = lists_of(debunk)
    told = {(correction.at, correction.text) for correction in debunk.corrections.all()}
    changed = {
        name: rows
        for name, rows in lists.items()
        if name != "corrections" and _keys(name, rows) != _keys(name, current[name])
    }
    new = [row for row in lists.get("corrections", []) if (row["at"], row["text"]) not in told]
    return changed | ({"corrections": new} if new else {})


def write_lists(writings: Iterable[Writing]) -> None:
    """Replace the lists named in each writing; corrections are added."""
    writings = list(writings)
    for name in REGISTERS:
        _write_links(name, [(debunk, lists[name]) for debunk, lists in writings if name in lists])
    for name, model, make in (
        ("appearances", Appearance, dict),
        ("sources", Source, dict),
        ("images", DebunkImage, _image),
    ):
        _write_rows(name, model, make, [(debunk, lists[name]) for debunk, lists in writings if name in lists])
    Correction.objects.bulk_create(
        [
            Correction(debunk=debunk, **row)
            for debunk, lists in writings
            for row in lists.get("corrections", [])
        ],
        batch_size=500,
    )


def make_topics(rows: Iterable[dict]) -> None:
    """Topics are made as they come; elections, people and parties must be there already."""
    names = {row["slug"]: row["name"] for row in rows}
    known = set(Topic.objects.filter(slug__in=names).values_list("slug", flat=True))
    Topic.objects.bulk_create(
        [Topic(slug=slug, name=name or slug) for slug, name in names.items() if slug not in known]
    )


def stored_name(url: str) -> str:
    """The name in our storage of a picture that stands at `url`; "" when there is none."""
    path, base = urlsplit(url).path, urlsplit(default_storage.url("")).path
    name = path[len(base) :].lstrip("/") if base and path.startswith(base) else ""
    return name if name and ".." not in name and default_storage.exists(name) else ""


def _write_links(name: str, writings: list[tuple[Debunk, list[dict]]]) -> None:
    """Many-to-many rows of one register."""
    if not writings:
        return
    through = getattr(Debunk, name).through
    register = REGISTERS[name]
    column = register._meta.model_name
    slugs = {row["slug"] for _debunk, rows in writings for row in rows}
    ids = dict(register.objects.filter(slug__in=slugs).values_list("slug", "pk"))
    through.objects.filter(debunk__in=[debunk.pk for debunk, _rows in writings]).delete()
    links = {(debunk.pk, ids[row["slug"]]) for debunk, rows in writings for row in rows}
    through.objects.bulk_create(
        [through(**{"debunk_id": debunk, f"{column}_id": row}) for debunk, row in sorted(links)],
        batch_size=500,
    )


def _write_rows(name: str, model, make, writings: list[tuple[Debunk, list[dict]]]) -> None:
    if not writings:
        return
    model.objects.filter(debunk__in=[debunk.pk for debunk, _rows in writings]).delete()
    ordered = {"order"} & {field.name for field in model._meta.fields}
    model.objects.bulk_create(
        [
            model(debunk=debunk, **make(row), **dict.fromkeys(ordered, number))
            for debunk, rows in writings
            for number, row in enumerate(rows, start=1)
        ],
        batch_size=500,
    )


def _image(row: dict) -> dict:
    return {"image": stored_name(row["url"]), "alt": row["alt"], "credit": row["credit"]}


def _keys(name: str, rows: list[dict]) -> list:
    """What makes two lists the same: every value in order; of registers, the slugs in any order. Where a
    claim was seen is ordered by its day, whatever the record's order."""
    if name in REGISTERS:
        return sorted({row["slug"] for row in rows})
    if name == "appearances":
        return sorted(rows, key=lambda row: json.dumps(row, sort_keys=True))
    return [{**row, "url": urlsplit(row["url"]).path} if name == "images" else row for row in rows]
