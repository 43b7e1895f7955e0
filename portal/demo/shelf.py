"""Putting rows where they belong: made when they are missing, changed when they differ, else left alone."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import yaml
from django.db.models import Model

from core import changes
from core.audit import audit_many
from core.models import Change, Tracked

FOLDER = Path(__file__).parent
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # ten times faster where it was built


def read(name: str):
    """What stands in one of the files beside this one."""
    return _load(FOLDER / f"{name}.yaml")


def read_folder(name: str) -> list[dict]:
    """The items of a folder with a file for each."""
    return [_load(file) for file in sorted((FOLDER / name).glob("*.yaml"))]


def _load(file: Path):
    return yaml.load(file.read_text(encoding="utf-8"), Loader=LOADER)


class Shelf:
    """Rows of any model, and which of them were made or changed on the way."""

    def __init__(self):
        self.created: dict[tuple, Model] = {}
        self.updated: dict[tuple, Model] = {}
        self.unchanged = 0

    def put(self, model: type[Model], key: dict, values: dict, *, belongs_to: Model | None = None) -> Model:
        """The row of `model` with `key`, having `values`. A part that differs changes what it belongs to."""
        row = model.objects.filter(**key).first() or model(**key)
        wanted = {name: _clean(model, name, value) for name, value in values.items()}
        if row.pk and all(getattr(row, name) == value for name, value in wanted.items()):
            self.unchanged += 1
            return row
        made = row.pk is None
        for name, value in wanted.items():
            setattr(row, name, value)
        row.full_clean()
        row.save()
        if made and belongs_to is None:
            self.created[_name(row)] = row
        else:
            self._touch(belongs_to or row)
        return row

    def link(self, row: Model, name: str, others: Sequence[Model]) -> None:
        """Make a many-to-many field hold exactly `others`."""
        field = getattr(row, name)
        if set(field.all()) != set(others):
            field.set(others)
            self._touch(row)

    def tell(self) -> None:
        """Audit what was made and changed, and log what of it is public: the last thing in a transaction."""
        audit_many(actor=None, action="load_demo", subjects=[*self.created.values(), *self.updated.values()])
        for kind, rows in ((Change.Kind.PUBLISHED, self.created), (Change.Kind.UPDATED, self.updated)):
            changes.record(kind=kind, objects=[row for row in rows.values() if _is_public(row)])

    def _touch(self, row: Model) -> None:
        if _name(row) not in self.created:
            self.updated[_name(row)] = row


def _name(row: Model) -> tuple:
    return row._meta.label, row.pk


def _is_public(row: Model) -> bool:
    return isinstance(row, Tracked) and bool(getattr(row, "is_published", getattr(row, "published", False)))


def _clean(model: type[Model], name: str, value):
    field = model._meta.get_field(name)
    if field.is_relation:
        return value
    return field.to_python(_plain(value) if field.get_internal_type() == "JSONField" else value)


def _plain(value):
    """`value` without the dates that YAML makes and JSON does not know."""
    if isinstance(value, dict):
        return {name: _plain(item) for name, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value
