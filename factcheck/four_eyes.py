"""Nobody approves a text of their own: who had a hand in a debunk, and who may approve it instead."""

from django.contrib.auth import get_user_model
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from factcheck.models import Contribution, Debunk

APPROVE = "factcheck.publish_debunk"
BACKEND = "django.contrib.auth.backends.ModelBackend"
NAMED = 5  # colleagues that a refusal names


def note_hand(debunk: Debunk, editor) -> None:
    """Remember that `editor` (None: the machine) changed the text."""
    if editor is not None:
        in_review = debunk.state == Debunk.State.REVIEW
        Contribution.objects.update_or_create(debunk=debunk, editor=editor, in_review=in_review)


def hands(debunk: Debunk) -> set[int]:
    """The ids of those who wrote the text: the author, and everyone who changed it since."""
    found = set(debunk.contributions.values_list("editor_id", flat=True))
    return found if debunk.author_id is None else found | {debunk.author_id}


def objection(debunk: Debunk, actor) -> str:
    """Why `actor` may not approve the debunk, and who may; empty where nothing speaks against it."""
    wrote = hands(debunk)
    if actor.pk not in wrote:
        return ""
    others = [user.get_username() for user in approvers().exclude(pk__in=wrote)[:NAMED]]
    why = _("Anda ikut menulis debunk ini, jadi orang lain yang harus menyetujuinya.")
    if not others:
        return why + " " + _("Saat ini tidak ada akun lain yang boleh; mintalah administrator.")
    return why + " " + _("Yang boleh: %(names)s.") % {"names": ", ".join(others)}


def approvers() -> QuerySet:
    """Those whose rights let them approve debunks."""
    return get_user_model().objects.with_perm(APPROVE, backend=BACKEND).order_by("username")


def holds_emergency_role(user) -> bool:
    """Whether a group gives `user` the emergency right. Being a superuser is not enough: it must be named."""
    return user.groups.filter(
        permissions__codename="override_four_eyes", permissions__content_type__app_label="factcheck"
    ).exists()
