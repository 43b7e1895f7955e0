"""The history of a debunk as people read it: what each version changed, when, and why."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.paging import KeyPage, key_page
from factcheck.difference import Piece, lines, pieces
from factcheck.models import Debunk

ORDER = ("-history_id",)
SIZE = 10
State = Debunk.State
TEXTS = ("title", "claim", "summary", "explanation", "conclusion", "source_url")
LISTS: dict[str, str | Promise] = {
    "sources": _("rujukan"),
    "appearances": _("kemunculan"),
    "images": _("gambar"),
    "topics": _("tema"),
    "elections": _("pemilu"),
    "people": _("orang yang disebut"),
    "parties": _("partai yang disebut"),
}


@dataclass(frozen=True)
class Difference:
    """What changed in one field or list; `listed` ones are lines, the others running text."""

    label: str | Promise
    pieces: Sequence[Piece]
    listed: bool = False


@dataclass(frozen=True)
class Step:
    """One version: what it is, and what it changed against the version before it (None: there is none)."""

    version: Any
    before: Any
    at: datetime
    event: str | Promise
    differences: Sequence[Difference]

    @property
    def reason(self) -> str:
        return self.version.history_change_reason

    @property
    def changes_verdict(self) -> bool:
        return self.before is not None and self.before.verdict != self.version.verdict


def steps(debunk: Debunk, versions: QuerySet, token: str) -> tuple[list[Step], KeyPage]:
    """A page of the history that `versions` (a debunk's, or its public ones) tell, the latest first."""
    page = key_page(versions, token=token, order=ORDER, size=SIZE)
    earlier = versions.filter(history_id__lt=page.rows[-1].history_id).first() if page.rows else None
    befores = [*page.rows[1:], earlier]
    return [_step(debunk, version, before) for version, before in zip(page.rows, befores, strict=True)], page


def _step(debunk: Debunk, version, before) -> Step:
    event = _event(debunk, version, before)
    at = version.published_at if event == PUBLISHED else version.history_date
    return Step(version, before, at, event, list(_differences(before, version)) if before else [])


PUBLISHED = _("Terbit")
PUBLISHED_EVENT = "published"
EVENTS = {
    PUBLISHED_EVENT: PUBLISHED,
    "oldest": _("Versi tertua yang kami simpan"),
    "retracted": _("Ditarik"),
    "corrected": _("Dikoreksi"),
    "updated": _("Diperbarui"),
}


def _event(debunk: Debunk, version, before) -> str | Promise:
    if version.state not in (State.PUBLISHED, State.RETRACTED):
        return version.get_state_display()
    return EVENTS[event_of(debunk, version, before)]


def event_of(debunk: Debunk, version, before) -> str:
    """What a public version is against the one before it, one of `EVENTS`."""
    if before is None or before.state not in (State.PUBLISHED, State.RETRACTED):
        return "oldest" if _was_corrected_before(debunk, version) else PUBLISHED_EVENT
    if version.state != before.state:
        return "retracted"
    return "corrected" if version.history_change_reason else "updated"


def _was_corrected_before(debunk: Debunk, version) -> bool:
    """Imported with the corrections that its publisher made, or older than the keeping of versions."""
    return any(correction.at < version.history_date for correction in debunk.corrections.all())


def _differences(old, new) -> Iterable[Difference]:
    for name in TEXTS:
        if found := pieces(getattr(old, name), getattr(new, name)):
            yield Difference(old._meta.get_field(name).verbose_name, found)
    if found := pieces(old.get_kind_display(), new.get_kind_display()):
        yield Difference(old._meta.get_field("kind").verbose_name, found)
    for name, label in LISTS.items():
        if found := lines(_told(old.lists, name), _told(new.lists, name)):
            yield Difference(label, found, listed=True)


def _told(lists: Mapping[str, list[dict]], name: str) -> list[str]:
    """Each row of a list as a line of text."""
    rows = lists.get(name, [])
    if name in ("sources", "appearances"):
        return [" · ".join(str(value) for value in row.values() if value) for row in rows]
    return [row.get("name") or row.get("alt") or row["slug"] for row in rows]
