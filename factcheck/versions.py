"""Every version of a debunk, with everything that belongs to it and with who made it and why."""

from collections.abc import Iterable

from django.utils import timezone

from factcheck.exchange.records import lists_of
from factcheck.models import Debunk

TOLD_APART = "corrections"  # they have a history of their own
# A debunk as it now is, its lists, and why it was changed.
Kept = tuple[Debunk, dict[str, list[dict]], str]


def keep(debunk: Debunk, *, actor, reason: str = "") -> None:
    """Keep `debunk` as it now stands in the database; inside the transaction of the action."""
    keep_many([(debunk, lists_of(Debunk(pk=debunk.pk)), reason)], actor=actor)


def keep_many(versions: Iterable[Kept], *, actor) -> None:
    """The same for many debunks at once, whose lists the caller knows."""
    model, at = Debunk.history.model, timezone.now()
    model.objects.bulk_create(
        [
            model(
                **{field.attname: getattr(debunk, field.attname) for field in model.tracked_fields},
                lists={name: rows for name, rows in lists.items() if name != TOLD_APART},
                history_date=at,
                history_type="+" if debunk.version == 1 else "~",
                history_user=actor,
                history_change_reason=reason,
            )
            for debunk, lists, reason in versions
        ],
        batch_size=200,
    )


def forget(debunk: Debunk) -> None:
    """Delete the versions of a debunk that was never public."""
    Debunk.history.of(debunk).delete()
