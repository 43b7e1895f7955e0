"""Asking for reminders, confirming, and stopping them. An address does nothing until its owner answers.

No audit row here: the audit is kept for ever, and nothing may be left of a reminder that was stopped.
"""

import hashlib
import hmac
from collections.abc import Sequence
from datetime import timedelta

from django.conf import settings
from django.core.signing import BadSignature, Signer, TimestampSigner
from django.db import IntegrityError, transaction
from django.utils import timezone

from candidates.models import Election, Reminder, ReminderLetter, Stage
from candidates.models.reminders import TO_CONFIRM
from core.keys import secret
from core.outbox import outbox
from core.sealing import seal

KEY = "reminders"
PAUSE = timedelta(hours=1)  # between two letters of confirmation to one address
_confirming = TimestampSigner(salt="candidates.reminders.confirm", sep=".")
_stopping = Signer(salt="candidates.reminders.stop", sep=".")


def ask(
    *, election: Election, stages: Sequence[Stage], days: int, address: str, language: str
) -> Reminder | None:
    """Note the wish and send a letter to confirm it; None when that was done within the hour.

    Whoever asks again before confirming replaces the wish. Confirmed ones stay as they are until they are
    stopped: a stranger who knows the address must not change them.
    """
    mark = fingerprint(address)
    known = Reminder.objects.filter(election=election, fingerprint=mark).first()
    if known and (known.confirmed_at or known.created_at > timezone.now() - PAUSE):
        return None
    if _asked_lately(mark):
        return None
    wish = Reminder(election=election, days=days, fingerprint=mark, language=language)
    wish.address = seal(address, key=KEY)
    try:
        return _store(wish, stages, instead_of=known)
    except IntegrityError:  # the same form was sent twice at once
        return None


def confirm(*, reminder: Reminder) -> None:
    """The owner of the address has answered. Doing it twice does no harm."""
    Reminder.objects.filter(pk=reminder.pk, confirmed_at=None).update(confirmed_at=timezone.now())


def stop(*, reminder: Reminder) -> None:
    """Forget the wish, the address and every letter at once."""
    reminder.delete()


def forget() -> int:
    """Delete what was never confirmed and what belongs to elections that are over; how many wishes."""
    over = Reminder.objects.over(timezone.localdate())
    old = Reminder.objects.forgotten(timezone.now())
    ids = {*over.values_list("pk", flat=True), *old.values_list("pk", flat=True)}
    Reminder.objects.filter(pk__in=ids).delete()
    return len(ids)


def to_confirm(token: str) -> Reminder | None:
    """The reminder that `token` confirms; None for a wrong one, or one that is too old."""
    return _named(_confirming, token, max_age=TO_CONFIRM)


def to_stop(token: str) -> Reminder | None:
    """The reminder that `token` stops; None when there is none any more."""
    return _named(_stopping, token)


def confirming(reminder: Reminder) -> str:
    return _confirming.sign(str(reminder.pk))


def stopping(reminder: Reminder) -> str:
    return _stopping.sign(f"{reminder.pk}-{reminder.fingerprint[:8]}")


def fingerprint(address: str) -> str:
    """A keyed hash (HMAC-SHA-256, hex) of an address, however it is capitalised."""
    key = secret(settings.KEYS_DIR, KEY)
    return hmac.new(key, address.strip().lower().encode(), hashlib.sha256).hexdigest()


@transaction.atomic
def _store(wish: Reminder, stages: Sequence[Stage], *, instead_of: Reminder | None) -> Reminder:
    if instead_of:
        instead_of.delete()
    wish.save()
    wish.stages.set(stages)
    ReminderLetter.objects.create(reminder=wish, kind=ReminderLetter.Kind.CONFIRM, about="confirm")
    transaction.on_commit(lambda: outbox.send("candidates.remind"))
    return wish


def _asked_lately(mark: str) -> bool:
    """Whether this address got a letter to confirm within the hour, for whatever election."""
    lately = Reminder.objects.filter(fingerprint=mark, confirmed_at=None)
    return lately.filter(created_at__gt=timezone.now() - PAUSE).exists()


def _named(signer: Signer, token: str, **limits) -> Reminder | None:
    try:
        number, _, mark = signer.unsign(token, **limits).partition("-")
    except BadSignature:
        return None
    reminder = Reminder.objects.select_related("election").filter(pk=int(number)).first()
    return reminder if reminder and reminder.fingerprint.startswith(mark) else None
