"""Moments as programs read them."""

from datetime import datetime

from django.utils import timezone


def moment(at: datetime | None) -> str | None:
    """ISO 8601 in the site's time zone, as everywhere in the API; None for nothing."""
    return at.astimezone(timezone.get_default_timezone()).isoformat() if at else None
