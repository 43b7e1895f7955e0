"""What goes to a receiver, and whether it was taken."""

import json
import secrets
import time
from dataclasses import dataclass, field

from django.utils import timezone

from core.fetch import FetchFailed, FetchRefused, Page, post
from core.sealing import CannotOpen
from portal.webhooks import signing
from portal.webhooks.models import Delivery, Webhook

SECONDS = 5
MOST_BYTES = 10_000  # of an answer that is read


@dataclass(frozen=True)
class Outcome:
    """What a receiver answered: the status of HTTP, if any, and why it does not count; "" when it does."""

    status: int | None
    failure: str = ""


@dataclass(frozen=True, eq=False)
class Job:
    """A message to `webhook`: the event of `delivery`, or the challenge `expects`."""

    webhook: Webhook
    body: bytes
    headers: dict[str, str]
    delivery: Delivery | None = None
    expects: str = ""
    deadline: float = field(default_factory=lambda: time.monotonic() + SECONDS)


def message_of(webhook: Webhook, delivery: Delivery) -> Job:
    body = delivery.event.body.encode()
    return Job(webhook, body, _headers(webhook, delivery.event.name, body), delivery=delivery)


def challenge_to(webhook: Webhook) -> Job:
    expects = secrets.token_urlsafe(24)
    body = json.dumps({"type": "challenge", "challenge": expects}).encode()
    name = f"challenge-{secrets.token_hex(8)}"
    return Job(webhook, body, _headers(webhook, name, body), expects=expects)


def _headers(webhook: Webhook, name: str, body: bytes) -> dict[str, str]:
    """The signed headers; none when the secret cannot be opened here: then nothing is sent."""
    now = timezone.now()
    try:
        known = signing.secrets_of(webhook, now)
    except CannotOpen:
        return {}
    return signing.headers(name=name, body=body, at=now, secrets=known)


def send(job: Job) -> Outcome:
    """Send `job`, once. Touches no database."""
    if not job.headers:
        return Outcome(None, "the secret cannot be opened here")
    try:
        page = post(
            job.webhook.url, body=job.body, headers=job.headers, max_bytes=MOST_BYTES, seconds=SECONDS
        )
    except (FetchRefused, FetchFailed) as error:
        return Outcome(None, str(error))
    except Exception as error:  # whatever a receiver's answer breaks, it must not end the run
        return Outcome(None, type(error).__name__)
    return _judged(job, page)


def _judged(job: Job, page: Page) -> Outcome:
    if 300 <= page.status < 400:
        return Outcome(page.status, "redirects are not followed")
    if not 200 <= page.status < 300:
        return Outcome(page.status, f"answered {page.status}")
    if job.expects and not _repeats(page.body, job.expects):
        return Outcome(page.status, "the answer does not repeat the challenge")
    return Outcome(page.status)


def _repeats(body: bytes, challenge: str) -> bool:
    """Whether `body` is the challenge, bare or as `{"challenge": …}`."""
    if body.strip() == challenge.encode():
        return True
    try:
        told = json.loads(body)
    except ValueError:
        return False
    return isinstance(told, dict) and told.get("challenge") == challenge
