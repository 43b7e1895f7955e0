"""What the pages of keys show besides the keys."""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from portal.keys.models import ApiKey, Scope
from portal.statistics.tables import Row, Table

DAYS = 14


def limits_shown() -> list[tuple[str, int | None, int | None]]:
    """What for, the limit a minute without a key, and with one; None for no limit."""
    return [
        (str(scope.label), settings.RATE_LIMITS[scope.value], settings.RATE_KEY_LIMITS[scope.value])
        for scope in Scope
    ]


def uses_of(key: ApiKey) -> Table | None:
    """How often `key` was used on each of the last days; None when it was not."""
    since = timezone.localdate() - timedelta(days=DAYS - 1)
    days: dict = {}
    for use in key.uses.filter(day__gte=since):
        days.setdefault(use.day, dict.fromkeys(Scope.values, 0))[use.kind] = use.count
    rows = [Row(date_format(day, "j M Y"), list(days[day].values())) for day in sorted(days, reverse=True)]
    columns = [_("Tanggal"), *(str(scope.label) for scope in Scope)]
    title = _("Pemakaian per hari")
    return Table(name="uses", title=title, columns=columns, rows=rows, note="") if rows else None
