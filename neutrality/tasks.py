"""Celery's door to the actions. A task carries a number, never a word of a report."""

from celery import shared_task

from neutrality import custody, replies, retention
from neutrality.capture import capture
from neutrality.models import Evidence

SWEEP = 50


@shared_task(name="neutrality.capture")
def capture_link(evidence_id: int) -> None:
    capture(evidence_id=evidence_id)


@shared_task(name="neutrality.sweep")
def sweep() -> None:
    """Links wait in the database; this is what brings them to a worker."""
    for pk in Evidence.objects.waiting().values_list("pk", flat=True)[:SWEEP]:
        capture_link.delay(pk)


@shared_task(name="neutrality.verify")
def verify() -> None:
    custody.check()


@shared_task(name="neutrality.forget")
def forget() -> None:
    retention.sweep()
    replies.forget()
