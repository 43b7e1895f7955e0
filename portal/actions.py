"""What an editor does to a lesson or a question: each verb one transaction, with its audit row."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core import changes
from core.audit import audit
from core.models import Change
from portal.models import Lesson, Question

READ = ("title", "summary", "body", "sources", "drawing")  # what a reviewer vouches for


@transaction.atomic
def save_lesson(*, actor, lesson: Lesson) -> Lesson:
    """Store a lesson, new or changed. Its public life (published, changed, withdrawn) is told in the log.

    As with debunks, somebody else than its writer publishes it; who corrects a published one is named in
    the audit. Raises ValidationError and stores nothing when it is not whole or not reviewed.
    """
    before = Lesson.objects.filter(pk=lesson.pk).first()
    rewritten = _rewritten(before, lesson)
    if _is_approval(before, lesson):
        refuse_unreviewed(actor=actor, lesson=lesson)
        lesson.reviewer, lesson.in_review = actor, False
    elif rewritten:
        lesson.author = actor
    lesson.full_clean()
    lesson.save()
    audit(actor=actor, action="change" if before else "create", subject=lesson, fields=rewritten)
    kind = _public_change(was=bool(before and before.published), now=lesson.published)
    if kind:
        changes.record(kind=kind, objects=[lesson])
    return lesson


def refuse_unreviewed(*, actor, lesson: Lesson) -> None:
    """Raises ValidationError unless `actor` may store `lesson` as it is.

    A text is published as its reviewer read it: ready for review, unchanged since, and another one's.
    """
    before = Lesson.objects.filter(pk=lesson.pk).first()
    if not _is_approval(before, lesson):
        return
    if before is None or not before.in_review or _rewritten(before, lesson):
        words = _("Simpan dulu sebagai siap ditinjau, lalu minta editor lain menerbitkannya.")
        raise ValidationError({"published": words})
    if before.author == actor:
        raise ValidationError({"published": _("Yang menulis tidak menerbitkan: minta editor lain meninjau.")})


def _is_approval(before: Lesson | None, lesson: Lesson) -> bool:
    return lesson.published and not (before and before.published)


def _rewritten(before: Lesson | None, lesson: Lesson) -> list[str]:
    return [name for name in READ if before is None or getattr(before, name) != getattr(lesson, name)]


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
