"""Asking for a key, getting it, revoking it. An address does nothing until its owner answers.

The audit names keys by number and scope only: it is kept for ever, and nothing may be left in it of an
address that was forgotten.
"""

import hashlib
import hmac
import secrets
from collections.abc import Sequence
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from core.audit import audit
from core.keys import secret
from core.sealing import seal
from portal.keys.models import KEPT_LETTERS, KEPT_USES, ApiKey, KeyLetter, KeyUse

SEAL = "keys"
PREFIX = "dmp_"
SHOWN = 12  # characters by which an owner tells keys apart
MOST_KEYS = 5  # of one address
PAUSE = timedelta(hours=1)  # between two letters of one kind to one address


@transaction.atomic
def ask(*, address: str, name: str, scopes: Sequence[str], language: str) -> ApiKey | None:
    """Note the wish and send a letter to confirm it; None when that was done within the hour.

    Whoever has as many keys as one address may have gets the link to manage them instead.
    """
    mark = fingerprint(address)
    if ApiKey.objects.active().filter(fingerprint=mark).count() >= MOST_KEYS:
        send_link(address=address)
        return None
    if _written_lately(mark, KeyLetter.Kind.CONFIRM):
        return None
    ApiKey.objects.waiting().filter(fingerprint=mark).delete()
    wish = ApiKey(name=name, scopes=list(scopes), fingerprint=mark, language=language)
    wish.address = seal(address.strip(), key=SEAL)
    wish.save()
    KeyLetter.objects.create(key=wish, kind=KeyLetter.Kind.CONFIRM)
    return wish


@transaction.atomic
def issue(*, key: ApiKey) -> str | None:
    """The key, which can be had this once; None when it was already given."""
    shown = PREFIX + secrets.token_urlsafe(30)
    issued = ApiKey.objects.waiting().filter(pk=key.pk)
    now = timezone.now()
    if not issued.update(digest=digest(shown), start=shown[:SHOWN], confirmed_at=now):
        return None
    key.refresh_from_db()
    audit(actor=None, action="issue", subject=key, scopes=key.scopes)
    return shown


@transaction.atomic
def revoke(*, key: ApiKey, actor=None) -> None:
    """From now on the key opens nothing. `actor` is the operator, None its owner. Twice does no harm."""
    if ApiKey.objects.active().filter(pk=key.pk).update(revoked_at=timezone.now()):
        audit(actor=actor, action="revoke", subject=key)


@transaction.atomic
def send_link(*, address: str) -> None:
    """Write the owner of keys the link to manage them, once an hour; nothing to anybody else."""
    mark = fingerprint(address)
    newest = ApiKey.objects.filter(fingerprint=mark, confirmed_at__isnull=False).order_by("pk").last()
    if newest and not _written_lately(mark, KeyLetter.Kind.MANAGE):
        KeyLetter.objects.create(key=newest, kind=KeyLetter.Kind.MANAGE)


def forget() -> int:
    """Delete wishes, keys, letters and counts whose time is over; how many keys and wishes."""
    now = timezone.now()
    KeyUse.objects.filter(day__lt=(now - KEPT_USES).date()).delete()
    KeyLetter.objects.filter(created_at__lt=now - KEPT_LETTERS).delete()
    ids = list(ApiKey.objects.forgotten(now).values_list("pk", flat=True))
    ApiKey.objects.filter(pk__in=ids).delete()
    return len(ids)


def find(shown: str) -> ApiKey | None:
    """The active key that was shown as `shown`."""
    return ApiKey.objects.active().filter(digest=digest(shown)).first()


def digest(shown: str) -> str:
    """SHA-256, hex. Of 240 random bits no salt and no slow hash is needed."""
    return hashlib.sha256(shown.encode()).hexdigest()


def fingerprint(address: str) -> str:
    """A keyed hash (HMAC-SHA-256, hex) of an address, however it is capitalised."""
    key = secret(settings.KEYS_DIR, SEAL)
    return hmac.new(key, address.strip().lower().encode(), hashlib.sha256).hexdigest()


def _written_lately(mark: str, kind: str) -> bool:
    lately = KeyLetter.objects.filter(key__fingerprint=mark, kind=kind)
    return lately.filter(created_at__gt=timezone.now() - PAUSE).exists()
