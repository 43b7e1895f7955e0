"""Stages as iCalendar (RFC 5545), as Google, Apple and Outlook calendars read it."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from icalendar import Calendar, Event

from candidates.models import Stage

REFRESH = timedelta(hours=12)


def calendar_of(name: str, stages: Iterable[Stage]) -> bytes:
    """A calendar called `name` with one event for each of `stages` (their elections selected)."""
    calendar = Calendar()
    calendar.add("prodid", "-//Damaipedia//Jadwal pemilu//ID")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", REFRESH, {"value": "DURATION"})
    for stage in stages:
        calendar.add_component(_event(stage))
    calendar.add_missing_timezones()
    return calendar.to_ical()


def uid_of(stage: Stage) -> str:
    """What identifies the stage's event for ever, whatever its name and dates become."""
    return f"stage-{stage.pk}@{urlsplit(settings.SITE_URL).hostname}"


def _event(stage: Stage) -> Event:
    """One event. Every public change of a stage raises its change number, hence the event's SEQUENCE."""
    event = Event()
    event.add("uid", uid_of(stage))
    event.add("dtstamp", stage.updated_at or datetime(2024, 1, 1, tzinfo=UTC))
    event.add("sequence", stage.change_number)
    event.add("status", "CANCELLED" if stage.is_cancelled else "CONFIRMED")
    event.add("summary", f"{stage.name} · {stage.election.name}")
    starts, ends = _times(stage)
    event.add("dtstart", starts)
    event.add("dtend", ends)
    texts = (stage.note, stage.source_title, stage.cancelled_by)
    event.add("description", "\n".join(text for text in texts if text))
    event.add("url", f"{settings.SITE_URL}{stage.get_absolute_url()}")
    event.add("transp", "TRANSPARENT")
    return event


def _times(stage: Stage):
    """First and last moment. A whole day ends before the next one; hours in local time belong to no zone."""
    if stage.start_time is None or stage.end_time is None:
        return stage.starts, stage.ends + timedelta(days=1)
    zone = stage.timezone if stage.zone else None
    return (
        datetime.combine(stage.starts, stage.start_time, zone),
        datetime.combine(stage.ends, stage.end_time, zone),
    )
