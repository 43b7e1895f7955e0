"""While somebody types: who is editing a debunk, and what they typed and have not saved. Never public."""

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from core.audit import audit
from factcheck.models import Autosave, Debunk, EditLock


@transaction.atomic(savepoint=False)  # inside the form's own transaction, too
def take_lock(*, debunk: Debunk, editor, over: bool = False) -> EditLock:
    """Note that `editor` is editing, and tell whose lock it is then.

    It is another's where that one gave a sign of life lately, unless it is taken `over`: that is audited.
    """
    now = timezone.now()
    lock = EditLock.objects.living().select_related("editor").filter(debunk=debunk).first()
    own = lock is not None and lock.editor_id == editor.pk
    if lock and not own:
        if not over:
            return lock
        audit(actor=editor, action="take_over", subject=debunk, from_editor=lock.editor.get_username())
    since = lock.since if lock and own else now
    lock = EditLock(debunk=debunk, editor=editor, since=since, seen_at=now)
    EditLock.objects.bulk_create(
        [lock],
        update_conflicts=True,
        unique_fields=["debunk"],
        update_fields=["editor", "since", "seen_at"],
    )
    return lock


@transaction.atomic
def autosave(*, editor, debunk: Debunk | None, version: int, data: Mapping[str, object]) -> Autosave:
    """Keep what `editor` typed, in place of what was kept before. It is not in the debunk yet."""
    values = {"version": version, "data": dict(data)}
    return Autosave.objects.update_or_create(editor=editor, debunk=debunk, defaults=values)[0]


def autosaved(*, editor, debunk: Debunk | None) -> Autosave | None:
    """What `editor` typed into this form (None: that for a new debunk) and never saved."""
    return Autosave.objects.filter(editor=editor, debunk=debunk).first()


@transaction.atomic
def put_down(*, editor, debunk: Debunk | None) -> None:
    """The editor saved, or wants none of it: nothing is kept for them any more, and others may go on."""
    Autosave.objects.filter(editor=editor, debunk=debunk).delete()
    if debunk is not None:
        EditLock.objects.filter(debunk=debunk, editor=editor).delete()
