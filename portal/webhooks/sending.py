"""Telling subscribers. Each message is claimed in the database before it is sent, and settled afterwards.

A receiver has one message at a time on its way, and many receivers are written to at once, each by a thread
that touches no database: one that is slow, or never comes to an end, keeps nobody else waiting.
"""

import logging
import queue
import threading
import time
from collections.abc import Iterator

from django.core.cache import cache
from django.utils import timezone
from redis.exceptions import RedisError

from portal.webhooks import settling
from portal.webhooks.messages import Job, Outcome, challenge_to, message_of, send
from portal.webhooks.models import Delivery, Webhook

log = logging.getLogger(__name__)

State = Delivery.State
AT_ONCE = 16
RUN = 10  # seconds in which new messages are begun; with the last one's time less than a task may take
SLACK = 1  # seconds beyond its own limit before a message is given up that keeps sending bits of an answer
ALONE = "webhooks-sending"


def run() -> int:
    """Send what is due, for a while; how many messages were dealt with. One run at a time."""
    try:
        if not cache.add(ALONE, 1, 30):
            return 0
    except (RedisError, OSError):
        log.warning("no cache: another run may send at the same time, which the claims allow")
    try:
        return _run()
    finally:
        _let_others()


def _let_others() -> None:
    try:
        cache.delete(ALONE)
    except (RedisError, OSError):
        log.warning("no cache: the next run has to wait for half a minute")


def _run() -> int:
    settling.release_abandoned()
    done, until = 0, time.monotonic() + RUN
    results: queue.SimpleQueue = queue.SimpleQueue()
    flying: dict[int, Job] = {}  # by the webhook's key
    while True:
        if time.monotonic() < until:
            for job in _claim(AT_ONCE - len(flying), flying):
                flying[job.webhook.pk] = job
                threading.Thread(target=_fly, args=(job, results), daemon=True).start()
        if not flying:
            return done
        for job, outcome in _landed(flying, results):
            flying.pop(job.webhook.pk)
            settling.settle(job, outcome)
            done += 1


def _fly(job: Job, results: queue.SimpleQueue) -> None:
    results.put((job, send(job)))


def _landed(flying: dict[int, Job], results: queue.SimpleQueue) -> Iterator[tuple[Job, Outcome]]:
    """The next message that came to an end, or those whose time is over. What ends later is not heard."""
    patience = min(job.deadline for job in flying.values()) + SLACK - time.monotonic()
    try:
        job, outcome = results.get(timeout=max(0.01, patience))
    except queue.Empty:
        now = time.monotonic()
        for job in [one for one in flying.values() if one.deadline + SLACK <= now]:
            yield job, Outcome(None, "took too long")
        return
    if flying.get(job.webhook.pk) is job:
        yield job, outcome


def _claim(most: int, flying: dict[int, Job]) -> Iterator[Job]:
    """At most `most` messages that are now ours to send, each to another receiver."""
    now = timezone.now()
    for webhook in Webhook.objects.to_verify(now).exclude(pk__in=flying)[:most]:
        most -= 1
        if settling.claim_challenge(webhook):
            yield challenge_to(webhook)
    if most <= 0:
        return
    for webhook in Webhook.objects.ready(now).exclude(pk__in=flying)[:most]:
        due = Delivery.objects.filter(webhook=webhook).due(now).select_related("event").first()
        if due and settling.claim(due):
            yield message_of(webhook, due)
