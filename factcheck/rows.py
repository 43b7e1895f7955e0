"""What every verb of the desk begins and ends with: the row as it is now, and the row saved."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from factcheck.models import Debunk
from factcheck.versions import keep


class ActionRefused(Exception):
    """The action cannot be done; the message tells the editor why, and nothing was changed."""


def current(debunk: Debunk) -> Debunk:
    """The row as it is now, locked until the commit; refused when it is not what the editor saw."""
    row = Debunk.objects.select_for_update().filter(pk=debunk.pk).first()
    if row is None:
        raise ActionRefused(_("Debunk ini sudah dihapus."))
    if row.version != debunk.version:
        raise ActionRefused(
            _("Debunk ini baru saja diubah orang lain. Muat ulang halaman, lalu ulangi perubahan Anda.")
        )
    return row


def require_state(debunk: Debunk, *states: str) -> None:
    if debunk.state not in states:
        raise ActionRefused(
            _("Debunk ini sedang %(state)s; tindakan ini tidak berlaku untuknya.")
            % {"state": debunk.get_state_display()}
        )


def given(text: str, complaint: str | Promise) -> str:
    """`text` without the blanks around it; refused with `complaint` where nothing is left."""
    text = (text or "").strip()
    if not text:
        raise ActionRefused(complaint)
    return text


def save(debunk: Debunk, *names: str, actor, reason: str = "") -> None:
    """Store the fields `names` as a new version, and keep it."""
    debunk.version += 1
    debunk.save(update_fields=[*names, "version"])
    keep(debunk, actor=actor, reason=reason)
