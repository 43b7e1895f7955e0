"""Reading records that others send: every value is checked before the first row is written."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.text import slugify
from django.utils.translation import gettext as _

from factcheck.exchange.records import CHILDREN, REGISTERS
from factcheck.exchange.values import ValueRefused, choice, day, flag, line, moment, text, url
from factcheck.models import Appearance, Debunk, Kind, Verdict

LONGEST_ARTICLE = 200_000
MOST_ROWS = 200


class RecordRefused(ValueRefused):
    """A record cannot be taken; the message names the field and the limit."""


@dataclass(frozen=True)
class Record:
    """What a record says. A field or list that it leaves out is not in `fields` or `lists`."""

    external_id: str
    fields: Mapping[str, Any]
    lists: Mapping[str, list[dict]] = field(default_factory=dict)
    unknown: frozenset[str] = frozenset()


def parse(raw: object) -> Record:
    """The record in `raw`, an object as in `factcheck.exchange.records`. Raises RecordRefused.

    Only `external_id`, `title`, `claim` and `verdict` must be there. `url` stands in for a missing
    `source_url`. A register's rows may be given as bare slugs.
    """
    if not isinstance(raw, Mapping):
        raise RecordRefused(_("bukan objek dengan nama kolom"))
    given = {str(key): value for key, value in raw.items()}
    if "url" in given:
        given.setdefault("source_url", given["url"])
    fields = {name: _read(name, reader, given[name]) for name, reader in FIELDS.items() if name in given}
    for name in REQUIRED:
        if not fields.get(name):
            raise RecordRefused(_("%(field)s wajib diisi") % {"field": name})
    lists = {name: _rows(name, given[name]) for name in (*REGISTERS, *CHILDREN) if name in given}
    _check_state(fields)
    return Record(fields.pop("external_id"), fields, lists, frozenset(given) - KNOWN)


FIELDS = {
    "external_id": line(120),
    "title": line(300),
    "claim": text(20_000),
    "verdict": choice(Verdict.values),
    "kind": choice(Kind.values),
    "summary": line(280),
    "explanation": text(LONGEST_ARTICLE),
    "conclusion": text(LONGEST_ARTICLE),
    "language": line(8),
    "source_url": url(500),
    "slug": line(120),
    "state": choice([Debunk.State.PUBLISHED, Debunk.State.RETRACTED]),
    "published_at": moment,
    "retracted_at": moment,
    "retraction_reason": text(5_000),
    "demo": flag,
}
REQUIRED = ("external_id", "title", "claim", "verdict")
IGNORED = frozenset({"id", "url", "updated_at"})
KNOWN = IGNORED | set(FIELDS) | set(REGISTERS) | set(CHILDREN)
ROWS: dict[str, dict[str, Callable]] = {
    **{name: {"slug": line(80), "name": line(160)} for name in REGISTERS},
    "appearances": {
        "platform": choice(Appearance.Platform.values),
        "url": url(1000),
        "archived_url": url(1000),
        "first_seen": day,
        "note": line(200),
    },
    "sources": {
        "title": line(300),
        "url": url(1000),
        "archived_url": url(1000),
        "publisher": line(160),
        "date": day,
    },
    "corrections": {
        "at": moment,
        "text": text(20_000),
        "from_verdict": choice(Verdict.values),
        "to_verdict": choice(Verdict.values),
    },
    "images": {"url": url(1000), "alt": line(300), "credit": line(160)},
}
NEEDED = {
    **dict.fromkeys(REGISTERS, ("slug",)),
    "appearances": ("platform",),
    "sources": ("title",),
    "corrections": ("at", "text", "from_verdict", "to_verdict"),
    "images": ("url", "alt", "credit"),
}


def _rows(name: str, value: object) -> list[dict]:
    rows = value or []
    if not isinstance(rows, list):
        raise RecordRefused(_("%(field)s: harus berupa daftar") % {"field": name})
    if len(rows) > MOST_ROWS:
        raise RecordRefused(
            _("%(field)s: %(count)d baris, batasnya %(limit)d")
            % {"field": name, "count": len(rows), "limit": MOST_ROWS}
        )
    return [_row(name, row) for row in rows]


def _row(name: str, item: object) -> dict:
    if name in REGISTERS and isinstance(item, str):
        item = {"slug": slugify(item), "name": item}
    if not isinstance(item, Mapping):
        raise RecordRefused(_("%(field)s: setiap baris harus objek") % {"field": name})
    row = {key: _read(f"{name}.{key}", read, item.get(key)) for key, read in ROWS[name].items()}
    for key in NEEDED[name]:
        if not row[key]:
            raise RecordRefused(_("%(field)s wajib diisi") % {"field": f"{name}.{key}"})
    return row


def _check_state(fields: dict) -> None:
    if fields.get("state") == Debunk.State.RETRACTED:
        if not fields.get("retraction_reason"):
            raise RecordRefused(_("retraction_reason wajib diisi untuk debunk yang ditarik"))
    elif fields.get("retraction_reason") or fields.get("retracted_at"):
        raise RecordRefused(_("retraction_reason dan retracted_at hanya untuk state retracted"))


def _read(name: str, reader: Callable, value: object):
    try:
        return reader(value)
    except ValueRefused as error:
        raise RecordRefused(f"{name}: {error}") from error
