"""Who may read confidential reports: members of one group, and nobody by being a superuser."""

from django.core.exceptions import PermissionDenied

GROUP = "Petugas netralitas"


def is_officer(user) -> bool:
    return bool(user.is_active and user.is_staff and user.groups.filter(name=GROUP).exists())


def require_officer(user) -> None:
    if not is_officer(user):
        raise PermissionDenied
