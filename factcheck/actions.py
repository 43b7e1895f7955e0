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
from django.utils.translation import gettext_lazy as _

from core import changes
from core.audit import audit
from core.models import Change
from factcheck import approval, checklist, rows
from factcheck.four_eyes import note_hand
from factcheck.models import Correction, Debunk
from factcheck.rows import ActionRefused
from factcheck.slugs import slug_for, slugs_for
from factcheck.versions import forget, keep

# What readers rely on: to change one of these in a published debunk is a correction.
MATERIAL = ("title", "claim", "verdict", "summary", "explanation", "conclusion")
MINOR = ("kind", "language", "source_url")
TEXT = (*MATERIAL, "kind")  # whoever changes one of these, or one of the lists, has a hand in the article
EVIDENCE = {"appearances", "sources", "images"}
State = Debunk.State


@transaction.atomic
def save_draft(*, debunk: Debunk, actor) -> Debunk:
    """Store a debunk that is not public yet, new or changed. Its first editor is its author.

    A new title gives it a new address: one that was started from a rumour must not be named after it.
    """
    if debunk.pk:
        current = rows.current(debunk)
        rows.require_state(current, State.DRAFT, State.REVIEW)
        debunk.version = current.version + 1
        if debunk.title != current.title:
            debunk.slug = _free_slug(debunk.title, pk=debunk.pk)
        rewritten = any(getattr(current, name) != getattr(debunk, name) for name in TEXT)
    else:
        debunk.author = actor
        debunk.slug = debunk.slug or _free_slug(debunk.title)
        rewritten = True
    debunk.save()
    keep(debunk, actor=actor)
    if rewritten:
        _sign(debunk, actor)
    audit(actor=actor, action="save_draft", subject=debunk)
    return debunk


@transaction.atomic
def change_evidence(*, debunk: Debunk, actor, related: Sequence[str]) -> Debunk:
    """Note that the lists `related` of what is not public yet were changed in the same transaction."""
    debunk = rows.current(debunk)
    rows.require_state(debunk, State.DRAFT, State.REVIEW)
    if set(related) & EVIDENCE:
        _sign(debunk, actor)
    rows.save(debunk, actor=actor)
    audit(actor=actor, action="change_evidence", subject=debunk, changed=list(related))
    return debunk


@transaction.atomic
def submit_for_review(*, debunk: Debunk, actor) -> Debunk:
    """Hand a draft to a reviewer; refused while something is missing that needs no judgement."""
    debunk = rows.current(debunk)
    rows.require_state(debunk, State.DRAFT)
    lacking = checklist.missing(checklist.computed(debunk))
    if lacking and actor is not None:
        raise ActionRefused(_("Belum bisa diperiksa. Kurang: %(points)s.") % {"points": "; ".join(lacking)})
    debunk.contributions.filter(in_review=True).delete()
    debunk.state, debunk.note = State.REVIEW, ""
    rows.save(debunk, "state", "note", actor=actor)
    audit(actor=actor, action="submit_for_review", subject=debunk)
    return debunk


@transaction.atomic
def send_back(*, debunk: Debunk, actor, note: str) -> Debunk:
    """Give what is in review back to its writer, with a note that says what to do."""
    note = rows.given(note, _("Tulis catatan untuk penulis: apa yang perlu diperbaiki."))
    debunk = rows.current(debunk)
    rows.require_state(debunk, State.REVIEW)
    debunk.state, debunk.note = State.DRAFT, note
    rows.save(debunk, "state", "note", actor=actor)
    audit(actor=actor, action="send_back", subject=debunk, note=note)
    return debunk


@transaction.atomic
def publish(
    *,
    debunk: Debunk,
    actor,
    at: datetime | None = None,
    ticks: Sequence[str] = (),
    emergency: str | None = None,
) -> Debunk:
    """Make a debunk public, dated `at` (default: now). Who publishes it is its reviewer.

    A person approves what another one wrote (`approval.approve` tells the rules and what `ticks` and
    `emergency` are). The machine (`actor` None) is exempt, and the audit says so.
    """
    debunk = rows.current(debunk)
    if actor is None:
        rows.require_state(debunk, State.DRAFT, State.REVIEW)
        told: dict = {"four_eyes": "exempt"}
    else:
        rows.require_state(debunk, State.REVIEW)
        told = approval.approve(debunk=debunk, actor=actor, ticks=ticks, emergency=emergency)
    make_public(debunk, actor=actor, at=at, fields=approval.STORED, **told)
    return debunk


def make_public(debunk: Debunk, *, actor, at: datetime | None = None, fields: Sequence[str], **told) -> None:
    """Publish a row that was approved, in its action's transaction; `fields` are saved with it."""
    debunk.state = State.PUBLISHED
    debunk.published_at = at or timezone.now()
    debunk.external_id = debunk.external_id or _own_external_id(debunk)
    rows.save(debunk, "state", "published_at", "external_id", *fields, actor=actor)
    audit(actor=actor, action="publish", subject=debunk, **told)
    changes.record(kind=Change.Kind.PUBLISHED, objects=[debunk])


@transaction.atomic
def correct(
    *, debunk: Debunk, actor, reason: str, fields: Mapping[str, object], related: Sequence[str] = ()
) -> Correction:
    """Change a published debunk in the open: it stays published, and `reason` stands on the page.

    `fields` are the new values by name. `related` names lists (sources, topics…) that the caller has
    changed in the same transaction.
    """
    reason = rows.given(reason, _("Tulis alasan koreksi: apa yang berubah dan mengapa."))
    debunk = rows.current(debunk)
    rows.require_state(debunk, State.PUBLISHED)
    old_verdict = debunk.verdict
    changed = _assign(debunk, fields)
    if not changed and not related:
        raise ActionRefused(_("Tidak ada yang berubah, jadi tidak ada yang dikoreksi."))
    rows.save(debunk, *changed, actor=actor, reason=reason)
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
    debunk = rows.current(debunk)
    rows.require_state(debunk, State.PUBLISHED)
    changed = _assign(debunk, fields or {})
    if set(changed) & set(MATERIAL):
        raise ActionRefused(_("Isi debunk yang sudah terbit hanya diubah lewat koreksi beralasan."))
    rows.save(debunk, *changed, actor=actor)
    names = [*changed, *related]
    audit(actor=actor, action="update", subject=debunk, changed=names)
    changes.record(kind=Change.Kind.UPDATED, objects=[debunk], data={"changed": names})
    return debunk


@transaction.atomic
def retract(*, debunk: Debunk, actor, reason: str) -> Debunk:
    """Withdraw a published debunk. Its page stays, and says why."""
    reason = rows.given(reason, _("Tulis alasan penarikan: pembaca akan melihatnya."))
    debunk = rows.current(debunk)
    rows.require_state(debunk, State.PUBLISHED)
    debunk.state = State.RETRACTED
    debunk.retracted_at = timezone.now()
    debunk.retraction_reason = reason
    rows.save(debunk, "state", "retracted_at", "retraction_reason", actor=actor, reason=reason)
    audit(actor=actor, action="retract", subject=debunk, reason=reason)
    changes.record(kind=Change.Kind.RETRACTED, objects=[debunk])
    return debunk


@transaction.atomic
def discard(*, debunk: Debunk, actor) -> None:
    """Delete a debunk that was never public."""
    debunk = rows.current(debunk)
    rows.require_state(debunk, State.DRAFT, State.REVIEW)
    audit(actor=actor, action="discard", subject=debunk, title=debunk.title)
    forget(debunk)
    debunk.delete()


def _sign(debunk: Debunk, actor) -> None:
    """The text is another one now: `actor` had a hand in it, and what was vouched for is to be read anew."""
    note_hand(debunk, actor)
    debunk.ticks.all().delete()


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


def _free_slug(title: str, pk: int | None = None) -> str:
    """A slug that no debunk has, but for that of `pk`."""
    key = secrets.token_hex(8)
    taken = (
        Debunk.objects.exclude(pk=pk).filter(slug__in=slugs_for(title, key)).values_list("slug", flat=True)
    )
    return slug_for(title, key, taken)


def _own_external_id(debunk: Debunk) -> str:
    """A name for what was written here that no other portal's debunk has (a `tag:` URI, RFC 4151)."""
    host = urlsplit(settings.SITE_URL).hostname
    return f"tag:{host},{debunk.created_at:%Y-%m-%d}:debunk/{debunk.pk}"
