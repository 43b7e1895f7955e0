"""Whether the keys that are here are those with which this database was written.

They lie outside of database and backups: after a restore they may be missing, and new ones are then made on
first use. Nothing old can be opened with those, which officers, reporters and operators must be told.
"""

from core.sealing import CannotOpen
from neutrality import custody, sealed
from neutrality.models import ConfidentialReport


def missing() -> list[str]:
    """The names of keys in `DATA_DIR/keys` that do not fit what is stored; empty where all do."""
    found = [] if _opens() else [f"seal-{sealed.KEY}"]
    return found if custody.key_fits() else [*found, "custody"]


def _opens() -> bool:
    """Judged by the oldest report that is still kept: newer ones may be sealed for a newer key."""
    kept = ConfidentialReport.objects.filter(content__isnull=False).order_by("pk").first()
    try:
        sealed.open_(kept.content if kept else None)
    except CannotOpen:
        return False
    return True
