"""Subscribing, and what becomes of a subscription: each verb one transaction, with its audit row."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from candidates.models import Election, Party, Person
from core import changes
from core.audit import audit
from core.fetch import FetchRefused, refuse
from factcheck.models import Topic, Verdict
from portal.keys.models import ApiKey, KeyLetter
from portal.webhooks.models import KEPT, Delivery, Event, Kind, Webhook
from portal.webhooks.signing import new_secret, sealed

MOST_WEBHOOKS = 10  # of one key
OVERLAP = timedelta(hours=24)  # in which an old secret still signs
NAMED = {"topic": Topic, "election": Election, "candidate": Person, "party": Party}
FILTERS = ("verdict", *NAMED)
State = Webhook.State


@transaction.atomic
def subscribe(
    *, key: ApiKey, url: str, events: Sequence[str], filters: Mapping[str, object]
) -> tuple[Webhook, str]:
    """A webhook that waits to be verified, and its secret, which can be had this once.

    `filters` may hold `verdict` (a list) and the slugs `topic`, `election`, `candidate`, `party`. Raises
    ValidationError, by field.
    """
    kept = {name: value for name, value in filters.items() if value}
    if errors := _errors(url, events, kept):
        raise ValidationError(errors)
    if key.webhooks.count() >= MOST_WEBHOOKS:
        raise ValidationError(
            {"url": _("paling banyak %(most)d webhook per kunci") % {"most": MOST_WEBHOOKS}}
        )
    secret = new_secret()
    webhook = Webhook.objects.create(
        key=key, url=url, events=list(events), filters=kept, secret=sealed(secret)
    )
    audit(actor=None, action="subscribe", subject=webhook, events=webhook.events)
    return webhook, secret


def _errors(url: str, events: Sequence[str], filters: Mapping[str, object]) -> dict[str, str]:
    """What is wrong, by field."""
    errors = {}
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username or len(url) > 500:
        errors["url"] = _("alamat http atau https, tanpa nama pengguna, paling panjang 500 huruf")
    elif not _may_be_told(url):
        errors["url"] = _("hanya alamat umum di port 80 atau 443 yang kami kirimi")
    if not events or set(events) - set(Kind.values):
        errors["events"] = _("sedikitnya satu dari: %(known)s") % {"known": ", ".join(Kind.values)}
    if unknown := sorted(set(filters) - set(FILTERS)):
        errors[unknown[0]] = _("tidak dikenal; yang dikenal: %(known)s") % {"known": ", ".join(FILTERS)}
    verdicts = filters.get("verdict", [])
    if not isinstance(verdicts, list) or set(map(str, verdicts)) - set(Verdict.values):
        errors["verdict"] = _("daftar dari: %(known)s") % {"known": ", ".join(Verdict.values)}
    for name, model in NAMED.items():
        if name in filters and not model._default_manager.filter(slug=str(filters[name])).exists():
            errors[name] = _("tidak ada yang bernama ini")
    return errors


def _may_be_told(url: str) -> bool:
    try:
        refuse(url)
    except FetchRefused:
        return False
    return True


@transaction.atomic
def verified(*, webhook: Webhook) -> None:
    """The endpoint has answered the challenge: from now on changes are told."""
    first = webhook.from_number is None
    webhook.from_number = changes.last_number() if first else webhook.from_number
    webhook.state, webhook.failure, webhook.failures, webhook.failing_since = State.ACTIVE, "", 0, None
    webhook.retry_at = timezone.now()
    webhook.save()
    audit(actor=None, action="verify", subject=webhook)


@transaction.atomic
def not_verified(*, webhook: Webhook, why: str) -> None:
    """The endpoint has not answered the challenge, several times. Nothing is sent until its owner asks."""
    state = State.UNVERIFIED if webhook.from_number is None else State.PAUSED
    Webhook.objects.filter(pk=webhook.pk).update(state=state, failure=why[:200])
    _give_up(webhook, why)


@transaction.atomic
def resume(*, webhook: Webhook) -> None:
    """Ask the endpoint for the challenge anew; of what is active, try at once what waits."""
    if _try_now(webhook):
        waiting = webhook.deliveries.filter(state=Delivery.State.WAITING).update(retry_at=timezone.now())
        audit(actor=None, action="resume", subject=webhook, count=waiting)
        return
    asked = Webhook.objects.filter(pk=webhook.pk).exclude(state=State.ACTIVE)
    fresh = {"failures": 0, "failing_since": None, "retry_at": timezone.now()}
    if asked.update(state=State.PENDING, failure="", **fresh):
        audit(actor=None, action="resume", subject=webhook)


def _try_now(webhook: Webhook) -> bool:
    """End the pause after failures: its owner says that it works again. Whether it is active."""
    active = Webhook.objects.filter(pk=webhook.pk, state=State.ACTIVE)
    return bool(active.update(failures=0, retry_at=timezone.now()))


@transaction.atomic
def pause(*, webhook: Webhook, why: str) -> None:
    """It has failed for days: what waits is shown as failed, and the owner is told."""
    if not Webhook.objects.filter(pk=webhook.pk, state=State.ACTIVE).update(
        state=State.PAUSED, failure=why[:200]
    ):
        return
    _give_up(webhook, why)
    KeyLetter.objects.create(key=webhook.key, kind=KeyLetter.Kind.PAUSED, about=webhook.url)
    audit(actor=None, action="pause", subject=webhook)


def _give_up(webhook: Webhook, why: str) -> None:
    waiting = webhook.deliveries.filter(state=Delivery.State.WAITING)
    waiting.update(state=Delivery.State.FAILED, failure=why[:200])


@transaction.atomic
def rotate(*, webhook: Webhook) -> str:
    """A new secret, which can be had this once. The one before signs, too, for 24 hours more."""
    secret = new_secret()
    webhook.old_secret, webhook.old_until = webhook.secret, timezone.now() + OVERLAP
    webhook.secret = sealed(secret)
    webhook.save(update_fields=["secret", "old_secret", "old_until"])
    audit(actor=None, action="rotate", subject=webhook)
    return secret


@transaction.atomic
def unsubscribe(*, webhook: Webhook) -> None:
    """Forget the subscription and its log."""
    audit(actor=None, action="unsubscribe", subject=webhook)
    webhook.delete()


@transaction.atomic
def redeliver(*, webhook: Webhook, number: int | None = None) -> int:
    """Send again what failed, or the delivery `number`, whether it arrived or not; how many."""
    State = Delivery.State
    chosen = webhook.deliveries.failed() if number is None else webhook.deliveries.filter(pk=number)
    again = chosen.filter(state__in=[State.FAILED, State.DELIVERED]).update(
        state=State.WAITING,
        attempts=0,
        first_tried_at=None,
        delivered_at=None,
        retry_at=timezone.now(),
        failure="",
    )
    if again:
        _try_now(webhook)
        audit(actor=None, action="redeliver", subject=webhook, count=again)
    return again


def forget() -> int:
    """Delete events, and how their telling went, after 30 days."""
    return Event.objects.filter(at__lt=timezone.now() - KEPT).delete()[0]
