"""What keys were used for. Counted in the cache, so that no answer costs a write, and noted every minute."""

import contextlib
from datetime import timedelta

from django.core.cache import cache
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from portal.keys.models import ApiKey, KeyUse, Scope

KEPT = 2 * 86400  # seconds


def count(key_id: int, kind: str, more: int = 1) -> None:
    """Note one more use today. Raises what the cache raises when it is down."""
    name = _name(key_id, timezone.localdate(), kind)
    if not cache.add(name, more, KEPT):
        try:
            cache.incr(name, more)
        except ValueError:  # it ran out between the two calls
            cache.add(name, more, KEPT)


def note_uses() -> int:
    """Move the counts of today and yesterday into the database; how many uses were moved."""
    today = timezone.localdate()
    days = (today, today - timedelta(days=1))
    keys = ApiKey.objects.filter(confirmed_at__isnull=False).values_list("pk", flat=True)
    names = {_name(key, day, kind): (key, day, kind) for key in keys for day in days for kind in Scope.values}
    found = {name: number for name, number in cache.get_many(names).items() if number > 0}
    for name, number in found.items():
        with contextlib.suppress(ValueError):  # it ran out between the two calls
            cache.decr(name, number)
        _note(*names[name], number)
    return sum(found.values())


@transaction.atomic
def _note(key_id: int, day, kind: str, number: int) -> None:
    use, _ = KeyUse.objects.get_or_create(key_id=key_id, day=day, kind=kind)
    KeyUse.objects.filter(pk=use.pk).update(count=F("count") + number)
    ApiKey.objects.filter(pk=key_id).update(last_used_on=day)


def _name(key_id: int, day, kind: str) -> str:
    return f"key-use:{day}:{key_id}:{kind}"
