"""What an editor does to a fact. Each verb is one transaction: the rows, the audit, and last the log."""

from collections.abc import Callable, Sequence
from datetime import date, time

from django.core.exceptions import ValidationError
from django.db import transaction
from django.forms.models import model_to_dict
from django.utils.translation import gettext_lazy as _

from candidates.models import (
    Candidacy,
    Election,
    Fact,
    Party,
    Person,
    PreviousSlug,
    Publication,
    Stage,
)
from candidates.shown import shown_by, shows_the_same
from core import changes
from core.audit import audit
from core.models import Change

ADDRESSED = (Election, Party, Person)  # facts whose slug is an address
NEEDS_A_GROUND = tuple(state for state in Candidacy.State if state != Candidacy.State.LISTED)


@transaction.atomic
def save_fact(*, actor, fact: Fact, save_related: Callable[[], object] | None = None) -> Fact:
    """Store a fact, new or changed, with what belongs to it (`save_related`, run once the row exists).

    Raises ValidationError and stores nothing when the fact is not whole: a published one needs a source.
    A fact nobody has confirmed is no public change, so only the audit knows of it.
    """
    before = type(fact).objects.filter(pk=fact.pk).first()
    fact.full_clean()
    _keep_slug(before, fact)
    fact.save()
    if save_related:
        save_related()
    audit(
        actor=actor, action="change" if before else "create", subject=fact, fields=_difference(before, fact)
    )
    _tell(before, fact)
    return fact


@transaction.atomic
def confirm(*, actor, facts: Sequence[Fact]) -> list[Fact]:
    """Publish suggested facts. Raises ValidationError, and publishes none, when one has no source."""
    return _move(actor=actor, facts=facts, to=Publication.PUBLISHED, action="confirm")


@transaction.atomic
def reject(*, actor, facts: Sequence[Fact]) -> list[Fact]:
    """Take facts back, or decline suggested ones. They stay in the database and leave every page."""
    return _move(actor=actor, facts=facts, to=Publication.REJECTED, action="reject")


@transaction.atomic
def change_state(
    *, actor, candidacy: Candidacy, state: str, on: date | None = None, ground: str = ""
) -> Candidacy:
    """Say that a candidacy was withdrawn, replaced, disqualified, elected or is listed again.

    `ground` names the decision. Raises ValidationError when the date or the ground is missing.
    """
    if state in NEEDS_A_GROUND and not (on and ground):
        raise ValidationError(_("Perubahan status pencalonan memerlukan tanggal dan dasar keputusan."))
    candidacy = Candidacy.objects.with_names().get(pk=candidacy.pk)
    was = candidacy.state
    candidacy.state, candidacy.state_date, candidacy.state_source = state, on, ground
    candidacy.full_clean()
    candidacy.save(update_fields=["state", "state_date", "state_source"])
    audit(actor=actor, action="change_state", subject=candidacy, state=[was, state], ground=ground)
    if candidacy.is_published:
        changes.record(kind=Change.Kind.UPDATED, objects=[candidacy], data={"state": [was, state]})
    return candidacy


@transaction.atomic
def revise_stage(
    *,
    actor,
    stage: Stage,
    starts: date,
    ends: date,
    start_time: time | None = None,
    end_time: time | None = None,
    zone: str = "",
    regulation: str,
    regulation_url: str = "",
) -> Stage:
    """Move a stage to new dates because `regulation` says so; the old ones stay on record, crossed out.

    Raises ValidationError when the regulation is not named or the dates are in the wrong order.
    """
    if not regulation:
        raise ValidationError(_("Sebutkan peraturan yang mengubah jadwal."))
    stage = Stage.objects.select_related("election").get(pk=stage.pk)
    old = {name: getattr(stage, name) for name in ("starts", "ends", "start_time", "end_time")}
    stage.revisions.create(**old, regulation=regulation, regulation_url=regulation_url)
    stage.starts, stage.ends, stage.zone = starts, ends, zone
    stage.start_time, stage.end_time = start_time, end_time
    stage.full_clean()
    stage.save()
    audit(actor=actor, action="revise_stage", subject=stage, regulation=regulation)
    if stage.is_published:
        changes.record(kind=Change.Kind.UPDATED, objects=[stage], data={"regulation": regulation})
    return stage


def _keep_slug(before: Fact | None, fact: Fact) -> None:
    """Remember the slug a public fact had; refuse one that leads to another fact."""
    if not isinstance(fact, ADDRESSED):
        return
    known = PreviousSlug.objects.filter(model=fact._meta.label_lower)
    if known.filter(slug=fact.slug).exclude(object_id=fact.pk or 0).exists():
        raise ValidationError({"slug": _("Slug ini pernah dipakai fakta lain dan masih mengarah ke sana.")})
    if isinstance(before, ADDRESSED) and before.is_published and before.slug != fact.slug:
        known.filter(slug=fact.slug).delete()
        PreviousSlug.objects.create(model=fact._meta.label_lower, slug=before.slug, object_id=fact.pk)


def _move(*, actor, facts: Sequence[Fact], to: Publication, action: str) -> list[Fact]:
    moving = [fact for fact in facts if fact.publication != to]
    was_public = [fact for fact in moving if fact.is_published]
    for fact in moving:
        fact.publication = to
        fact.clean()
        fact.save(update_fields=["publication"])
        audit(actor=actor, action=action, subject=fact)
    if to == Publication.PUBLISHED:
        changes.record(kind=Change.Kind.PUBLISHED, objects=moving)
    else:
        changes.record(kind=Change.Kind.RETRACTED, objects=was_public)
    changes.record(kind=Change.Kind.UPDATED, objects=shown_by(moving))
    return moving


def _tell(before: Fact | None, fact: Fact) -> None:
    was_public = bool(before and before.is_published)
    if fact.is_published:
        kind = Change.Kind.UPDATED if was_public else Change.Kind.PUBLISHED
        changes.record(kind=kind, objects=[fact])
        if before and not shows_the_same(before, fact):
            changes.record(kind=Change.Kind.UPDATED, objects=shown_by([fact]))
    elif was_public:
        changes.record(kind=Change.Kind.RETRACTED, objects=[fact])


def _difference(before: Fact | None, fact: Fact) -> list[str]:
    """Names of the fields that `fact` has otherwise than `before`; none for a new fact."""
    if before is None:
        return []
    concrete = [field.name for field in fact._meta.concrete_fields]
    old, new = model_to_dict(before, concrete), model_to_dict(fact, concrete)
    return [name for name in new if old[name] != new[name]]
