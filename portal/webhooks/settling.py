"""Claiming messages, and noting what became of them: delivered, to be tried again, or given up."""

from datetime import timedelta

from django.db.models import F
from django.db.models.functions import Coalesce
from django.utils import timezone

from portal.webhooks import actions
from portal.webhooks.messages import Job, Outcome
from portal.webhooks.models import Delivery, Webhook

State = Delivery.State
PAUSES = [timedelta(seconds=seconds) for seconds in (10, 60, 300, 1800, 7200, 21600)]
KEEP_TRYING = timedelta(days=3)
CHALLENGES = 3
LEASE = timedelta(seconds=60)  # of a challenge, and the pause after it


def release_abandoned() -> None:
    """A killed worker's messages are sent again, under the same names: receivers tell them by those."""
    Delivery.objects.abandoned(timezone.now()).update(state=State.WAITING)


def claim(delivery: Delivery) -> bool:
    """Whether this message is ours to send; False when another worker was faster."""
    now = timezone.now()
    ours = Delivery.objects.filter(pk=delivery.pk, state=State.WAITING).update(
        state=State.SENDING,
        claimed_at=now,
        attempts=F("attempts") + 1,
        first_tried_at=Coalesce("first_tried_at", now),
    )
    if ours:
        delivery.refresh_from_db(fields=["attempts", "first_tried_at", "claimed_at", "state"])
    return bool(ours)


def claim_challenge(webhook: Webhook) -> bool:
    now = timezone.now()
    waiting = Webhook.objects.filter(pk=webhook.pk, state=Webhook.State.PENDING, retry_at__lte=now)
    ours = waiting.update(retry_at=now + LEASE, failures=F("failures") + 1, tried_at=now)
    return bool(ours)


def settle(job: Job, outcome: Outcome) -> None:
    if job.delivery is None:
        _settle_challenge(job.webhook, outcome)
    elif outcome.failure:
        _failed(job.webhook, job.delivery, outcome)
    else:
        _delivered(job.webhook, job.delivery, outcome)


def _settle_challenge(webhook: Webhook, outcome: Outcome) -> None:
    asked = Webhook.objects.filter(pk=webhook.pk, state=Webhook.State.PENDING).first()
    if asked is None:
        return
    if not outcome.failure:
        actions.verified(webhook=asked)
    elif asked.failures >= CHALLENGES:
        actions.not_verified(webhook=asked, why=outcome.failure)
    else:
        Webhook.objects.filter(pk=webhook.pk).update(failure=outcome.failure[:200])


def _delivered(webhook: Webhook, delivery: Delivery, outcome: Outcome) -> None:
    now = timezone.now()
    _held(delivery).update(state=State.DELIVERED, delivered_at=now, status=outcome.status, failure="")
    Webhook.objects.filter(pk=webhook.pk).update(failures=0, failing_since=None, tried_at=now)


def _failed(webhook: Webhook, delivery: Delivery, outcome: Outcome) -> None:
    now = timezone.now()
    over = now - (delivery.first_tried_at or now) >= KEEP_TRYING
    _held(delivery).update(
        state=State.FAILED if over else State.WAITING,
        retry_at=now + _pause(delivery.attempts),
        status=outcome.status,
        failure=outcome.failure[:200],
    )
    tried = Webhook.objects.filter(pk=webhook.pk)
    tried.update(
        failures=F("failures") + 1,
        failing_since=Coalesce("failing_since", now),
        tried_at=now,
        retry_at=now + _pause(webhook.failures + 1),
    )
    if tried.filter(failing_since__lte=now - KEEP_TRYING).exists():
        actions.pause(webhook=webhook, why=outcome.failure)


def _pause(failures: int):
    return PAUSES[min(max(failures, 1), len(PAUSES)) - 1]


def _held(delivery: Delivery):
    """The row, as long as it is ours: not taken away as abandoned, nor sent again by its owner."""
    return Delivery.objects.filter(pk=delivery.pk, state=State.SENDING, claimed_at=delivery.claimed_at)
