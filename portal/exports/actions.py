"""The life of an export: begun, written slice by slice, finished, deleted after a week."""

import fcntl
import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.audit import audit
from core.outbox import outbox
from core.resources import MirrorLost, cursor_now, number_of
from portal.exports.finishing import MANIFEST, finish
from portal.exports.making import go_on
from portal.exports.models import Export

SLICE_SECONDS = 10  # of work for one task: it must end well before the broker gives the task to another
KEPT = timedelta(days=7)
GIVEN_UP = timedelta(hours=12)  # since it was begun
ABANDONED = timedelta(minutes=1)  # since a worker last had it
TASK = "portal.write_export"


@transaction.atomic
def begin(*, actor=None, export: Export | None = None) -> Export:
    """Begin an export of everything public, to be written by a worker. One at a time: raises
    ValidationError while another one is on its way."""
    refuse_second()
    export = export or Export()
    export.name = _free_name()
    export.cursor, export.since = cursor_now(), _last_cursor()
    export.save()
    audit(actor=actor, action="export", subject=export, cursor=export.cursor)
    transaction.on_commit(lambda: send(export.pk))
    return export


def refuse_second() -> None:
    if Export.objects.unfinished().exists():
        raise ValidationError(_("Ekspor lain masih dibuat. Tunggu sampai selesai."))


def begin_first() -> None:
    """Begin the first export of a site that has none."""
    if not Export.objects.exists():
        with suppress(IntegrityError, ValidationError):  # somebody else was faster
            begin()


def _free_name() -> str:
    """The day; with a number behind it for all but its first export."""
    day = timezone.localdate().isoformat()
    taken = set(Export.objects.filter(name__startswith=day).values_list("name", flat=True))
    names = [day, *(f"{day}-{number}" for number in range(2, len(taken) + 2))]
    return next(name for name in names if name not in taken)


def _last_cursor() -> str:
    """The cursor of the export before, if it is of the log of changes as it now is."""
    last = Export.objects.finished().first()
    with suppress(MirrorLost):
        if last and number_of(last.cursor):
            return last.cursor
    return ""


def write(*, pk: int, seconds: float = SLICE_SECONDS) -> bool:
    """Write the next part of an export; whether there is more to write. Killed at any point and begun again,
    or done twice at once, every row stands once in its files."""
    with _alone() as alone:
        export = Export.objects.unfinished().filter(pk=pk).first() if alone else None
        if export is None:
            return False
        Export.objects.filter(pk=pk).update(touched_at=timezone.now())
        if export.folder.exists():  # finished, but killed before it could say so
            return _finished(export, json.loads((export.folder / MANIFEST).read_bytes()))
        written = go_on(export, seconds=seconds)
        Export.objects.filter(pk=pk).update(progress=export.progress, touched_at=timezone.now())
        return _finished(export, finish(export)) if written else True


def _finished(export: Export, manifest: dict) -> bool:
    Export.objects.filter(pk=export.pk).update(finished_at=timezone.now(), manifest=manifest, progress={})
    return False


def send(pk: int) -> None:
    """Ask a worker. What the broker loses, the sweeper finds."""
    outbox.send(TASK, pk)


def make_daily() -> None:
    """Tonight's export, unless one is on its way; what was given up or is old is deleted."""
    now = timezone.now()
    for export in Export.objects.unfinished().filter(begun_at__lt=now - GIVEN_UP):
        forget(export)
    for export in Export.objects.finished()[1:]:  # the newest stays, however old
        if export.finished_at < now - KEPT:
            forget(export)
    with suppress(ValidationError):
        begin()


def forget(export: Export) -> None:
    export.delete()
    for folder in (export.folder, export.workshop):
        shutil.rmtree(folder, ignore_errors=True)


def sweep() -> None:
    """Take up what a worker left, strike off what is gone from the disk, and begin the first export."""
    for export in Export.objects.finished():
        if not export.folder.exists():
            export.delete()
    left = Export.objects.unfinished().filter(touched_at__lt=timezone.now() - ABANDONED)
    for pk in left.values_list("pk", flat=True):
        send(pk)
    begin_first()


@contextmanager
def _alone() -> Iterator[bool]:
    """Whether nobody else writes meanwhile. The system takes the lock from a process that dies."""
    settings.EXPORTS_DIR.mkdir(parents=True, exist_ok=True)
    with (settings.EXPORTS_DIR / ".lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True
