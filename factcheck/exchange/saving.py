"""Storing records: new debunks and changed ones, by their external id.

This is the one action on many debunks at once. It does what `factcheck.actions` does to one, with the same
rules for corrections and retractions, in a fixed number of queries for every few hundred records.
"""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import islice

from django.db import transaction
from django.utils import timezone

from core import changes
from core.audit import audit_many
from core.models import Change
from factcheck.actions import MATERIAL
from factcheck.exchange.lists import changed_lists, make_topics, write_lists
from factcheck.exchange.parsing import Record
from factcheck.exchange.records import fetch_lists, lists_of
from factcheck.models import Debunk
from factcheck.slugs import slug_for, slugs_for
from factcheck.versions import keep_many

CHUNK = 500
BY_THE_PUBLISHER = "Isi diperbarui menurut penerbit aslinya."
State = Debunk.State


@dataclass
class Saved:
    """What became of the records."""

    created: list[Debunk] = field(default_factory=list)
    updated: list[Debunk] = field(default_factory=list)
    unchanged: int = 0


@dataclass
class _Edit:
    """One debunk on its way into the database."""

    debunk: Debunk
    kind: str
    names: list[str]
    lists: dict[str, list[dict]]
    data: dict = field(default_factory=dict)


@transaction.atomic
def save_records(
    records: Sequence[Record], *, actor=None, progress: Callable[[Iterable], Iterable] = iter
) -> Saved:
    """Create, change or leave alone a published debunk for each record; all of them or none.

    A changed finding of a published debunk is a correction, told as the record tells it or, when it tells
    none, as the publisher's. Every register row but topics must exist, as `read_records` makes sure.
    `progress` wraps the records as they are worked through.
    """
    saved, edits = Saved(), []
    each = iter(progress(records))
    while chunk := list(islice(each, CHUNK)):
        make_topics(row for record in chunk for row in record.lists.get("topics", []))
        edits += _save_chunk(chunk, saved, actor)
    debunks = [edit.debunk for edit in edits]
    audit_many(actor=actor, action="import", subjects=debunks, four_eyes="exempt")
    _record_changes(edits)
    return saved


def _save_chunk(chunk: Sequence[Record], saved: Saved, actor) -> list[_Edit]:
    numbers = [record.external_id for record in chunk]
    found = list(Debunk.objects.select_for_update().filter(external_id__in=numbers))
    fetch_lists(found)
    existing = {debunk.external_id: debunk for debunk in found}
    new, changed = [], []
    taken = _taken_slugs(record for record in chunk if record.external_id not in existing)
    for record in chunk:
        if record.external_id not in existing:
            new.append(_new(record, taken))
        elif edit := _changed(existing[record.external_id], record):
            changed.append(edit)
    Debunk.objects.bulk_create([edit.debunk for edit in new], batch_size=CHUNK)
    _update(changed)
    write_lists((edit.debunk, edit.lists) for edit in [*new, *changed])
    keep_many(map(_version, [*new, *changed]), actor=actor)
    saved.created += [edit.debunk for edit in new]
    saved.updated += [edit.debunk for edit in changed]
    saved.unchanged += len(chunk) - len(new) - len(changed)
    return [*new, *changed]


def _new(record: Record, taken: set[str]) -> _Edit:
    values = {name: value for name, value in record.fields.items() if value not in ("", None)}
    debunk = Debunk(external_id=record.external_id, **{"state": State.PUBLISHED, **values})
    debunk.slug = slug_for(values.get("slug") or debunk.title, record.external_id, taken)
    taken.add(debunk.slug)
    _date(debunk)
    kind = Change.Kind.RETRACTED if debunk.state == State.RETRACTED else Change.Kind.PUBLISHED
    return _Edit(debunk, kind, [], dict(record.lists))


def _changed(debunk: Debunk, record: Record) -> _Edit | None:
    """The edit that makes `debunk` say what `record` says; None when it says so already."""
    old = {name: getattr(debunk, name) for name in ("state", *MATERIAL)}
    wanted = _wanted(debunk, record)
    names = [name for name, value in wanted.items() if getattr(debunk, name) != value]
    lists = changed_lists(debunk, record.lists)
    if not names and not lists:
        return None
    for name in names:
        setattr(debunk, name, wanted[name])
    _date(debunk)
    edit = _Edit(debunk, Change.Kind.UPDATED, names, lists, {"changed": [*names, *lists]})
    if old["state"] not in (State.PUBLISHED, State.RETRACTED):
        edit.kind, edit.data = Change.Kind.PUBLISHED, {}
    elif debunk.state == State.RETRACTED != old["state"]:
        edit.kind, edit.data = Change.Kind.RETRACTED, {}
    elif "corrections" in lists or any(name in MATERIAL and old[name] for name in names):
        _correct(edit, old["verdict"])
    return edit


def _wanted(debunk: Debunk, record: Record) -> dict[str, object]:
    """The fields to compare. An address once given is kept, and so is a retraction."""
    wanted = {name: value for name, value in record.fields.items() if name != "slug"}
    if debunk.state not in (State.PUBLISHED, State.RETRACTED) or wanted.get("state") == "":
        wanted["state"] = wanted.get("state") or State.PUBLISHED
    if debunk.state == State.RETRACTED:
        wanted = {name: value for name, value in wanted.items() if not name.startswith(("state", "retract"))}
    for name in ("published_at", "retracted_at", "language"):
        if name in wanted and not wanted[name]:
            del wanted[name]
    return wanted


def _correct(edit: _Edit, old_verdict: str) -> None:
    edit.kind = Change.Kind.CORRECTED
    verdicts = {"from_verdict": old_verdict, "to_verdict": edit.debunk.verdict}
    edit.data |= verdicts
    if "corrections" not in edit.lists:
        edit.lists["corrections"] = [{"at": timezone.now(), "text": BY_THE_PUBLISHER, **verdicts}]


def _version(edit: _Edit) -> tuple[Debunk, dict[str, list[dict]], str]:
    """What is kept of an edit: the lists as they now are, and the last thing that readers were told."""
    before = lists_of(edit.debunk) if edit.debunk.version > 1 else {}
    told = edit.lists.get("corrections", []) if edit.kind == Change.Kind.CORRECTED else []
    latest = max(told, key=lambda row: row["at"], default={"text": edit.debunk.retraction_reason})
    return edit.debunk, before | edit.lists, latest["text"]


def _date(debunk: Debunk) -> None:
    debunk.published_at = debunk.published_at or timezone.now()
    if debunk.state == State.RETRACTED:
        debunk.retracted_at = debunk.retracted_at or timezone.now()


def _update(edits: list[_Edit]) -> None:
    names = {name for edit in edits for name in edit.names}
    for edit in edits:
        edit.debunk.version += 1
    Debunk.objects.bulk_update(
        [edit.debunk for edit in edits], [*names, "version", "published_at", "retracted_at"], batch_size=100
    )


def _taken_slugs(records: Iterable[Record]) -> set[str]:
    wanted = {
        slug
        for record in records
        for slug in slugs_for(record.fields.get("slug") or record.fields["title"], record.external_id)
    }
    return set(Debunk.objects.filter(slug__in=wanted).values_list("slug", flat=True))


def _record_changes(edits: list[_Edit]) -> None:
    """One entry of the log for each debunk, the block of numbers taken last."""
    alike = defaultdict(list)
    for edit in edits:
        alike[edit.kind, json.dumps(edit.data, sort_keys=True)].append(edit.debunk)
    for (kind, data), debunks in alike.items():
        changes.record(kind=kind, objects=debunks, data=json.loads(data))
