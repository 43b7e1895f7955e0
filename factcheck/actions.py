"""What an editor does to a debunk. Each verb is one transaction: the rows, the audit, and last the log.

Every action takes the debunk as the editor saw it and refuses when somebody else has changed it since
(`version`). Actions read the row anew and return it; unsaved changes of the instance passed are ignored,
but for `save_draft`, whose purpose they are.
"""

import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core import changes
from core.audit import audit
from core.models import Change
from factcheck.models import Correction, Debunk
from factcheck.slugs import slug_for, slugs_for
from factcheck.versions import forget, keep

# What readers rely on: to change one of these in a published debunk is a correction.
MATERIAL = ("title", "claim", "verdict", "summary", "explanation", "conclusion")
MINOR = ("kind", "language", "source_url")
State = Debunk.State


class ActionRefused(Exception):
    """The action cannot be done; the message tells the editor why, and nothing was changed."""


@transaction.atomic
def save_draft(*, debunk: Debunk, actor) -> Debunk:
    """Store a debunk that is not public yet, new or changed. Its first editor is its author."""
    if debunk.pk:
        current = _current(debunk)
        _require_state(current, State.DRAFT, State.REVIEW)
        debunk.version = current.version + 1
    else:
        debunk.author = actor
        debunk.slug = debunk.slug or _free_slug(debunk.title)
    debunk.save()
    keep(debunk, actor=actor)
    audit(actor=actor, action="save_draft", subject=debunk)
    return debunk


@transaction.atomic
def submit_for_review(*, debunk: Debunk, actor) -> Debunk:
    """Hand a draft to a reviewer."""
    debunk = _current(debunk)
    _require_state(debunk, State.DRAFT)
    debunk.state = State.REVIEW
    _save(debunk, "state", actor=actor)
    audit(actor=actor, action="submit_for_review", subject=debunk)
    return debunk


@transaction.atomic
def publish(*, debunk: Debunk, actor, at: datetime | None = None) -> Debunk:
    """Make a debunk public, dated `at` (default: now). Who publishes it is its reviewer."""
    debunk = _current(debunk)
    _require_state(debunk, State.DRAFT, State.REVIEW)
    debunk.state = State.PUBLISHED
    debunk.published_at = at or timezone.now()
    debunk.reviewer = actor
    debunk.external_id = debunk.external_id or _own_external_id(debunk)
    _save(debunk, "state", "published_at", "reviewer", "external_id", actor=actor)
    audit(actor=actor, action="publish", subject=debunk)
    changes.record(kind=Change.Kind.PUBLISHED, objects=[debunk])
    return debunk


@transaction.atomic
def correct(
    *, debunk: Debunk, actor, reason: str, fields: Mapping[str, object], related: Sequence[str] = ()
) -> Correction:
    """Change a published debunk in the open: it stays published, and `reason` stands on the page.

    `fields` are the new values by name. `related` names lists (sources, topics…) that the caller has
    changed in the same transaction.
    """
    reason = _given(reason, _("Tulis alasan koreksi: apa yang berubah dan mengapa."))
    debunk = _current(debunk)
    _require_state(debunk, State.PUBLISHED)
    old_verdict = debunk.verdict
    changed = _assign(debunk, fields)
    if not changed and not related:
        raise ActionRefused(_("Tidak ada yang berubah, jadi tidak ada yang dikoreksi."))
    _save(debunk, *changed, actor=actor, reason=reason)
    correction = Correction.objects.create(
        debunk=debunk,
        at=timezone.now(),
        text=reason,
        from_verdict=old_verdict,
        to_verdict=debunk.verdict,
        author=actor,
    )
    details = {
        "changed": [*changed, *related],
        "from_verdict": old_verdict,
        "to_verdict": debunk.verdict,
    }
    audit(actor=actor, action="correct", subject=debunk, reason=reason, **details)
    changes.record(kind=Change.Kind.CORRECTED, objects=[debunk], data=details)
    return correction


@transaction.atomic
def update(
    *, debunk: Debunk, actor, fields: Mapping[str, object] | None = None, related: Sequence[str] = ()
) -> Debunk:
    """Change what does not touch the finding of a published debunk: its kind, topics, sources, images."""
    debunk = _current(debunk)
    _require_state(debunk, State.PUBLISHED)
    changed = _assign(debunk, fields or {})
    if set(changed) & set(MATERIAL):
        raise ActionRefused(_("Isi debunk yang sudah terbit hanya diubah lewat koreksi beralasan."))
    _save(debunk, *changed, actor=actor)
    names = [*changed, *related]
    audit(actor=actor, action="update", subject=debunk, changed=names)
    changes.record(kind=Change.Kind.UPDATED, objects=[debunk], data={"changed": names})
    return debunk


@transaction.atomic
def retract(*, debunk: Debunk, actor, reason: str) -> Debunk:
    """Withdraw a published debunk. Its page stays, and says why."""
    reason = _given(reason, _("Tulis alasan penarikan: pembaca akan melihatnya."))
    debunk = _current(debunk)
    _require_state(debunk, State.PUBLISHED)
    debunk.state = State.RETRACTED
    debunk.retracted_at = timezone.now()
    debunk.retraction_reason = reason
    _save(debunk, "state", "retracted_at", "retraction_reason", actor=actor, reason=reason)
    audit(actor=actor, action="retract", subject=debunk, reason=reason)
    changes.record(kind=Change.Kind.RETRACTED, objects=[debunk])
    return debunk


@transaction.atomic
def discard(*, debunk: Debunk, actor) -> None:
    """Delete a debunk that was never public."""
    debunk = _current(debunk)
    _require_state(debunk, State.DRAFT, State.REVIEW)
    audit(actor=actor, action="discard", subject=debunk, title=debunk.title)
    forget(debunk)
    debunk.delete()


def _current(debunk: Debunk) -> Debunk:
    """The row as it is now, locked until the commit; refused when it is not what the editor saw."""
    current = Debunk.objects.select_for_update().filter(pk=debunk.pk).first()
    if current is None:
        raise ActionRefused(_("Debunk ini sudah dihapus."))
    if current.version != debunk.version:
        raise ActionRefused(
            _("Debunk ini baru saja diubah orang lain. Muat ulang halaman, lalu ulangi perubahan Anda.")
        )
    return current


def _require_state(debunk: Debunk, *states: str) -> None:
    if debunk.state not in states:
        raise ActionRefused(
            _("Debunk ini sedang %(state)s; tindakan ini tidak berlaku untuknya.")
            % {"state": debunk.get_state_display()}
        )


def _given(text: str, complaint: str | Promise) -> str:
    text = (text or "").strip()
    if not text:
        raise ActionRefused(complaint)
    return text


def _assign(debunk: Debunk, fields: Mapping[str, object]) -> list[str]:
    """Set the values that differ and check them; the names of those that were changed."""
    if strange := fields.keys() - {*MATERIAL, *MINOR}:
        raise ValueError(f"not for an editor to set: {', '.join(sorted(strange))}")
    changed = [name for name, value in fields.items() if getattr(debunk, name) != value]
    for name in changed:
        setattr(debunk, name, fields[name])
    try:
        debunk.clean_fields(exclude={field.name for field in debunk._meta.fields} - set(changed))
    except ValidationError as error:
        raise ActionRefused(" ".join(error.messages)) from error
    return changed


def _save(debunk: Debunk, *names: str, actor, reason: str = "") -> None:
    """Store the fields `names` as a new version, and keep it."""
    debunk.version += 1
    debunk.save(update_fields=[*names, "version"])
    keep(debunk, actor=actor, reason=reason)


def _free_slug(title: str) -> str:
    key = secrets.token_hex(8)
    taken = Debunk.objects.filter(slug__in=slugs_for(title, key)).values_list("slug", flat=True)
    return slug_for(title, key, taken)


def _own_external_id(debunk: Debunk) -> str:
    """A name for what was written here that no other portal's debunk has (a `tag:` URI, RFC 4151)."""
    host = urlsplit(settings.SITE_URL).hostname
    return f"tag:{host},{debunk.created_at:%Y-%m-%d}:debunk/{debunk.pk}"
