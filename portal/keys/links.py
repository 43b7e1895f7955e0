"""The links of letters. Who holds one may act as the owner of the address, for three days."""

from datetime import timedelta

from django.core.signing import BadSignature, TimestampSigner
from django.db.models import QuerySet

from portal.keys.models import TO_CONFIRM, ApiKey

TO_MANAGE = timedelta(hours=72)
_confirming = TimestampSigner(salt="portal.keys.confirm", sep=".")
_managing = TimestampSigner(salt="portal.keys.manage", sep=".")


def confirming(key: ApiKey) -> str:
    return _confirming.sign(str(key.pk))


def to_confirm(token: str) -> ApiKey | None:
    """The key or wish that `token` confirms; None for a wrong or old one."""
    number = _read(_confirming, token, TO_CONFIRM)
    return ApiKey.objects.filter(pk=int(number)).first() if number else None


def managing_all(key: ApiKey) -> str:
    """For the owner of the address: all keys."""
    return _managing.sign(f"o-{key.fingerprint}")


def managing_one(key: ApiKey) -> str:
    """For who holds one key: that one."""
    return _managing.sign(f"k-{key.pk}")


def to_manage(token: str) -> QuerySet[ApiKey] | None:
    """The keys that `token` lets its holder manage, latest first; None for a wrong or old one."""
    whose, _, name = _read(_managing, token, TO_MANAGE).partition("-")
    if not name:
        return None
    chosen = {"fingerprint": name} if whose == "o" else {"pk": int(name)}
    return ApiKey.objects.filter(confirmed_at__isnull=False, **chosen).order_by("-pk")


def _read(signer: TimestampSigner, token: str, max_age: timedelta) -> str:
    try:
        return signer.unsign(token, max_age=max_age)
    except BadSignature:
        return ""
