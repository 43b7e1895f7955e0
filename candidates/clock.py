"""The day that pages are made for: today, or the day an editor wants to preview."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date

from django.utils import timezone

_day: ContextVar[date | None] = ContextVar("day", default=None)


def today() -> date:
    """The day in Jakarta, or the one being previewed in this request."""
    return previewed() or timezone.localdate()


def previewed() -> date | None:
    """The day that an editor previews in this request."""
    return _day.get()


@contextmanager
def at(day: date) -> Iterator[None]:
    """Within this block it is `day`."""
    token = _day.set(day)
    try:
        yield
    finally:
        _day.reset(token)
