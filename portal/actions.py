"""What an editor does to a lesson or a question: each verb one transaction, with its audit row."""

from django.db import transaction

from core import changes
from core.audit import audit
from core.models import Change
from portal.models import Lesson, Question


@transaction.atomic
def save_lesson(*, actor, lesson: Lesson) -> Lesson:
    """Store a lesson, new or changed. Its public life (published, changed, withdrawn) is told in the log.

    Raises ValidationError and stores nothing when it is not whole.
    """
    before = Lesson.objects.filter(pk=lesson.pk).first()
    lesson.full_clean()
    lesson.save()
    audit(actor=actor, action="change" if before else "create", subject=lesson)
    kind = _public_change(was=bool(before and before.published), now=lesson.published)
    if kind:
        changes.record(kind=kind, objects=[lesson])
    return lesson


@transaction.atomic
def save_question(*, actor, question: Question) -> Question:
    """Store a question of the home page, new or changed."""
    existed = question.pk is not None
    question.full_clean()
    question.save()
    audit(actor=actor, action="change" if existed else "create", subject=question)
    return question


def _public_change(*, was: bool, now: bool) -> str | None:
    if now:
        return Change.Kind.UPDATED if was else Change.Kind.PUBLISHED
    return Change.Kind.RETRACTED if was else None
