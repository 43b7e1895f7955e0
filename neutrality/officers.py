"""Who may read confidential reports: members of one group, and nobody by being a superuser."""

from django.core.exceptions import PermissionDenied

GROUP = "Petugas netralitas"


def is_officer(user) -> bool:
    """Looked up once for each user object, that is once in a request: pages of the desk ask many times."""
    if not hasattr(user, "neutrality_officer"):
        member = user.is_active and user.is_staff and user.groups.filter(name=GROUP).exists()
        user.neutrality_officer = bool(member)
    return user.neutrality_officer


def require_officer(user) -> None:
    if not is_officer(user):
        raise PermissionDenied
