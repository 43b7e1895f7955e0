"""The second pair of eyes: what every publication by a person must pass, now or on a schedule."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from factcheck import checklist
from factcheck.four_eyes import holds_emergency_role, objection
from factcheck.models import Debunk, Tick
from factcheck.rows import ActionRefused, given

STORED = ("reviewer", "emergency_reason")  # what `approve` sets on the debunk


def approve(*, debunk: Debunk, actor, ticks: Iterable[str] = (), emergency: str | None = None) -> dict:
    """Let `actor` vouch for `debunk`; what the audit is to say of it. Part of an action's transaction.

    `ticks` are the points of the checklist that the actor vouches for now. `emergency` is the reason for
    which a holder of the emergency role approves a text of their own; None asks for no exception. Sets
    the fields `STORED` without saving them. Raises ActionRefused.
    """
    told: dict[str, object] = {}
    if why := objection(debunk, actor):
        debunk.emergency_reason = _excused(actor, emergency, why)
        told["emergency"] = debunk.emergency_reason
    tick(debunk=debunk, actor=actor, items=ticks)
    if lacking := checklist.missing(checklist.points(debunk)):
        raise ActionRefused(_("Belum lengkap: %(points)s.") % {"points": "; ".join(lacking)})
    debunk.reviewer = actor
    told["ticks"] = {row.item: row.by.get_username() for row in debunk.ticks.select_related("by")}
    return told


def tick(*, debunk: Debunk, actor, items: Iterable[str]) -> None:
    """Note who vouches for the points `items`; a point that somebody ticked keeps its name."""
    for item in items:
        Tick.objects.get_or_create(debunk=debunk, item=Tick.Item(item), defaults={"by": actor})


def _excused(actor, emergency: str | None, why: str) -> str:
    if emergency is None or not holds_emergency_role(actor):
        raise ActionRefused(why)
    return given(emergency, _("Tulis alasan darurat: publik akan melihatnya."))
