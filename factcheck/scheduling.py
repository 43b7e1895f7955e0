"""Publication at a time that was approved beforehand."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.audit import audit
from factcheck import rows
from factcheck.actions import make_public
from factcheck.approval import STORED, approve
from factcheck.models import Debunk

State = Debunk.State


@transaction.atomic
def schedule(
    *, debunk: Debunk, actor, at: datetime, ticks: Iterable[str] = (), emergency: str | None = None
) -> Debunk:
    """Approve a debunk for publication at `at`. Who schedules it is its reviewer."""
    debunk = rows.current(debunk)
    rows.require_state(debunk, State.REVIEW)
    _need_future(at)
    told = approve(debunk=debunk, actor=actor, ticks=ticks, emergency=emergency)
    debunk.state, debunk.publish_at = State.SCHEDULED, at
    rows.save(debunk, "state", "publish_at", *STORED, actor=actor)
    audit(actor=actor, action="schedule", subject=debunk, at=at.isoformat(), **told)
    return debunk


@transaction.atomic
def reschedule(*, debunk: Debunk, actor, at: datetime) -> Debunk:
    """Another time for what was approved. Its text is the same, so it needs no new approval."""
    debunk = rows.current(debunk)
    rows.require_state(debunk, State.SCHEDULED)
    _need_future(at)
    before = debunk.publish_at and debunk.publish_at.isoformat()
    debunk.publish_at = at
    rows.save(debunk, "publish_at", actor=actor)
    audit(actor=actor, action="reschedule", subject=debunk, at=at.isoformat(), before=before)
    return debunk


@transaction.atomic
def unschedule(*, debunk: Debunk, actor) -> Debunk:
    """Take a debunk off the schedule; it is in review again, and must be approved anew."""
    debunk = rows.current(debunk)
    rows.require_state(debunk, State.SCHEDULED)
    debunk.state, debunk.publish_at, debunk.emergency_reason = State.REVIEW, None, ""
    rows.save(debunk, "state", "publish_at", "emergency_reason", actor=actor)
    audit(actor=actor, action="unschedule", subject=debunk)
    return debunk


def publish_due(now: datetime | None = None) -> int:
    """Publish what is due; how many. Run twice, or by two workers at once, it publishes nothing twice."""
    now = now or timezone.now()
    due = Debunk.objects.due(now).order_by("publish_at", "id").values_list("pk", flat=True)
    return sum(_publish_if_due(pk, now) for pk in due)


@transaction.atomic
def _publish_if_due(pk: int, now: datetime) -> bool:
    """One debunk; its lock makes a second worker wait and then find nothing due."""
    debunk = Debunk.objects.due(now).select_for_update().filter(pk=pk).first()
    if debunk is None:
        return False
    promised, debunk.publish_at = debunk.publish_at, None
    told = {"scheduled_for": promised.isoformat(), "emergency": debunk.emergency_reason}
    make_public(debunk, actor=debunk.reviewer, fields=("publish_at",), **told)
    return True


def _need_future(at: datetime) -> None:
    if at <= timezone.now():
        raise rows.ActionRefused(_("Jadwal terbit harus di masa depan."))
