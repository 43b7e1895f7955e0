"""Reading single values that others send. Each reader returns the clean value or raises ValueRefused."""

import datetime
from collections.abc import Callable
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.text import slugify
from django.utils.translation import gettext as _

OLDEST = datetime.timedelta(days=365 * 200)
_check_url = URLValidator(schemes=["http", "https"])


class ValueRefused(ValueError):
    """The value cannot be taken; the message states the limit."""


def text(longest: int) -> Callable[[object], str]:
    def read(value):
        if value is None:
            return ""
        if isinstance(value, bool | list | dict | float):
            raise ValueRefused(_("harus teks"))
        value = str(value)
        if len(value) > longest:
            raise ValueRefused(
                _("panjangnya %(length)d karakter, batasnya %(limit)d")
                % {"length": len(value), "limit": longest}
            )
        if any(letter == "\0" or "\ud800" <= letter <= "\udfff" for letter in value):
            raise ValueRefused(_("berisi karakter rusak (NUL atau bukan UTF-8)"))
        return value if value.strip() else ""

    return read


def line(longest: int) -> Callable[[object], str]:
    """A text of one line: spaces around it do not count."""
    read_text = text(longest)
    return lambda value: read_text(value.strip() if isinstance(value, str) else value)


def url(longest: int) -> Callable[[object], str]:
    read_line = line(longest)

    def read(value):
        value = read_line(value)
        try:
            if value:
                _check_url(value)
        except ValidationError as error:
            raise ValueRefused(_("bukan alamat http atau https")) from error
        return value

    return read


def choice(values: list[str]) -> Callable[[object], str]:
    """One of `values`, or the label that reads the same: `Sebagian Benar` for `sebagian-benar`."""

    def read(value):
        value = slugify(str(value or ""))
        if value and value not in values:
            raise ValueRefused(_("harus salah satu dari: %(values)s") % {"values": ", ".join(values)})
        return value

    return read


def moment(value: object) -> datetime.datetime | None:
    """A time; one without a zone is in the site's, a bare day begins at midnight. Not in the future."""
    if value in (None, ""):
        return None
    if isinstance(value, str):
        value = _parsed(parse_datetime, value) or _parsed(parse_date, value)
    if isinstance(value, datetime.date) and not isinstance(value, datetime.datetime):
        value = datetime.datetime.combine(value, datetime.time())
    if not isinstance(value, datetime.datetime):
        raise ValueRefused(_("bukan waktu ISO 8601, misalnya 2024-02-14T07:00:00+07:00"))
    if value.tzinfo is None:
        value = value.replace(tzinfo=ZoneInfo(settings.TIME_ZONE))
    if not datetime.timedelta(0) <= timezone.now() - value < OLDEST:
        raise ValueRefused(_("waktunya di masa depan atau terlalu lampau"))
    return value


def day(value: object) -> str | None:
    """A day, as `YYYY-MM-DD`."""
    if value in (None, ""):
        return None
    if isinstance(value, str):
        value = _parsed(parse_date, value)
    if isinstance(value, datetime.datetime):
        value = value.date()
    if not isinstance(value, datetime.date):
        raise ValueRefused(_("bukan tanggal TTTT-BB-HH"))
    return value.isoformat()


def flag(value: object) -> bool:
    if isinstance(value, bool):
        return value
    if str(value).lower() in ("", "none", "0", "false"):
        return False
    if str(value).lower() in ("1", "true"):
        return True
    raise ValueRefused(_("harus true atau false"))


def _parsed(parser: Callable, value: str):
    """What Django's `parser` makes of `value`; None also for dates that no calendar has."""
    try:
        return parser(value.strip())
    except ValueError:
        return None
