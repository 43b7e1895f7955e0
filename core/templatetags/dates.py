"""Dates as the reader says them, always inside `<time datetime>`; hours always with their zone."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django import template
from django.utils import formats, timezone
from django.utils.html import format_html
from django.utils.translation import get_language

register = template.Library()
ZONE_BY_HOURS = {7: "WIB", 8: "WITA", 9: "WIT"}


@register.filter
def day(value):
    """`5 Februari 2024` of a date, an aware datetime (its day here) or an ISO date; empty for nothing."""
    if not value:
        return ""
    value = as_date(value)
    return _time(value.isoformat(), formats.date_format(value, "j F Y"))


@register.filter
def weekday(value):
    """`Rabu, 14 Februari 2024`."""
    value = as_date(value)
    return _time(value.isoformat(), formats.date_format(value, "l, j F Y"))


@register.filter
def moment(value, zone=None):
    """`5 Februari 2024, 09.12 WIB` of an aware datetime; `zone` is a ZoneInfo or its name."""
    if not value:
        return ""
    value = timezone.localtime(value, ZoneInfo(str(zone)) if zone else None)
    return _time(
        value.isoformat(timespec="minutes"), f"{formats.date_format(value, 'j F Y')}, {clock(value)}"
    )


@register.simple_tag
def span(starts, ends, short=False):
    """`11–13 Februari 2024`: two days with nothing said twice; `short` gives `11–13 Feb 2024`."""
    month = "M" if short else "F"
    last = _time(ends.isoformat(), formats.date_format(ends, f"j {month} Y"))
    if starts == ends:
        return last
    form, dash = _first_of_span(starts, ends, month)
    return format_html("{}{}{}", _time(starts.isoformat(), formats.date_format(starts, form)), dash, last)


def clock(value: datetime) -> str:
    """`09.12 WIB` (`09:12 WIB` in English) of an aware datetime in one of Indonesia's zones."""
    separator = "." if get_language() == "id" else ":"
    ahead = value.utcoffset()
    zone = ZONE_BY_HOURS.get(int(ahead.total_seconds() // 3600)) if ahead is not None else None
    return f"{value:%H}{separator}{value:%M} {zone or value.tzname()}"


def as_date(value) -> date:
    if isinstance(value, str):
        return date.fromisoformat(value[:10])
    return timezone.localdate(value) if isinstance(value, datetime) else value


def _first_of_span(starts, ends, month: str) -> tuple[str, str]:
    """The form of the first day, and the dash after it."""
    if starts.year != ends.year:
        return f"j {month} Y", " – "
    if starts.month != ends.month:
        return f"j {month}", " – "
    return "j", "–"


def _time(machine: str, human: str):
    return format_html('<time datetime="{}">{}</time>', machine, human)
