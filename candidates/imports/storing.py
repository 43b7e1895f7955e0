"""Doing what a plan says, at once and undoably."""

from collections.abc import Sequence
from itertools import groupby

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Field, ForeignKey
from django.utils import timezone
from django.utils.translation import gettext as _

from candidates.imports.plans import Plan
from candidates.models import Candidacy, District, Fact, Import, ImportedRow, Person, Publication
from core import changes
from core.audit import audit
from core.models import Change, Tracked

MODELS = {model._meta.label_lower: model for model in (District, Person, Candidacy)}
BATCH = 500


@transaction.atomic
def store(*, actor, plan: Plan, file_name: str) -> Import:
    """Store everything a plan holds, all or nothing. Raises ValidationError while it has refused rows."""
    if plan.refusals:
        raise ValidationError(_("Berkas masih memuat baris yang ditolak; tidak ada yang disimpan."))
    batch = Import.objects.create(
        actor=actor,
        file_name=file_name[:200],
        created=len(plan.create),
        updated=len(plan.update),
        unchanged=plan.unchanged,
    )
    befores = [(fact, _plain(before) | links) for fact, before, links in plan.update]
    _create(plan.create, District, Person)
    _change([(fact, list(before)) for fact, before, _links in plan.update])
    _create(plan.create, Candidacy)  # last: a number is free once another's withdrawal is stored
    for fact, name, others in plan.links:
        getattr(fact, name).set(others)
    _note(batch, [*((fact, None) for fact in plan.create), *befores])
    audit(actor=actor, action="import", subject=batch, created=batch.created, updated=batch.updated)
    changes.record(kind=Change.Kind.PUBLISHED, objects=sorted(plan.create, key=_place_of_model))
    changes.record(kind=Change.Kind.UPDATED, objects=[fact for fact, _before, _links in plan.update])
    Import.objects.filter(pk=batch.pk).update(last_change=changes.last_number())
    return batch


@transaction.atomic
def undo(*, actor, batch: Import) -> Import:
    """Take back an import: what it made is withdrawn from the public, what it changed is as before.

    Raises ValidationError when it was undone already, or when somebody has changed its facts since.
    """
    batch = Import.objects.select_for_update().get(pk=batch.pk)
    if batch.undone_at:
        raise ValidationError(_("Impor ini sudah dibatalkan."))
    rows = list(batch.rows.order_by("id"))
    facts = {
        label: model.objects.in_bulk([row.object_id for row in rows if row.model == label])
        for label, model in MODELS.items()
    }
    _refuse_if_touched(batch, [fact for found in facts.values() for fact in found.values()])
    made = [facts[row.model][row.object_id] for row in rows if row.before is None]
    moved = [(facts[row.model][row.object_id], row.before) for row in rows if row.before is not None]
    _withdraw(made)
    for fact, before in moved:
        _restore(fact, before)
    _change([(fact, [name for name in before if not _is_link(fact, name)]) for fact, before in moved])
    batch.undone_at = timezone.now()
    batch.save(update_fields=["undone_at"])
    audit(actor=actor, action="undo_import", subject=batch)
    changes.record(kind=Change.Kind.RETRACTED, objects=made)
    changes.record(kind=Change.Kind.UPDATED, objects=[fact for fact, _before in moved])
    return batch


def _withdraw(facts: Sequence[Fact]) -> None:
    for model in MODELS.values():
        ids = [fact.pk for fact in facts if type(fact) is model]
        for start in range(0, len(ids), BATCH):
            some = model._default_manager.filter(pk__in=ids[start : start + BATCH])
            some.update(publication=Publication.REJECTED)
    for fact in facts:
        fact.publication = Publication.REJECTED


def _create(facts: Sequence[Fact], *models: type[Fact]) -> None:
    """In the order given; places of one level together, since the next level lies in them."""
    for model in models:
        same = [fact for fact in facts if type(fact) is model]
        for _level, wave in groupby(same, lambda fact: getattr(fact, "level", "")):
            model.objects.bulk_create(list(wave), batch_size=BATCH)


def _change(changed: Sequence[tuple[Fact, list[str]]]) -> None:
    """Only the columns that changed: a list imported again mostly changes one or two."""
    alike: dict[tuple, list[Fact]] = {}
    for fact, names in changed:
        if names:
            alike.setdefault((type(fact), *sorted(names)), []).append(fact)
    for (model, *names), facts in alike.items():
        model._default_manager.bulk_update(facts, names, batch_size=200)


def _place_of_model(fact: Tracked) -> int:
    """Rows of one model together, as they were stored: then their numbers are one UPDATE."""
    return list(MODELS).index(fact._meta.label_lower)


def _note(batch: Import, facts: Sequence[tuple[Fact, dict | None]]) -> None:
    rows = (
        ImportedRow(batch=batch, model=fact._meta.label_lower, object_id=fact.pk, before=before)
        for fact, before in facts
    )
    ImportedRow.objects.bulk_create(rows, batch_size=BATCH)


def _plain(before: dict) -> dict:
    """Values as JSON holds them: a fact by its id."""
    return {name: value.pk if isinstance(value, Fact) else value for name, value in before.items()}


def _restore(fact: Fact, before: dict) -> None:
    for name, value in before.items():
        field = fact._meta.get_field(name)
        if field.many_to_many:
            getattr(fact, name).set(value)
        elif isinstance(field, ForeignKey):
            setattr(fact, field.attname, value)
        elif isinstance(field, Field):
            setattr(fact, name, field.to_python(value))


def _is_link(fact: Fact, name: str) -> bool:
    return bool(fact._meta.get_field(name).many_to_many)


def _refuse_if_touched(batch: Import, facts: Sequence[Fact]) -> None:
    """An undo must not wipe out what an editor has done since."""
    last = (
        Change.objects.filter(at__lte=batch.at).order_by("-number").values_list("number", flat=True).first()
        or 0
    )
    block = last + batch.created + batch.updated
    touched = [fact for fact in facts if fact.change_number > block]
    if touched:
        raise ValidationError(
            _("%(count)d fakta sudah diubah sesudah impor ini; impor tidak dapat dibatalkan.")
            % {"count": len(touched)}
        )
