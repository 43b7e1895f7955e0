"""Who reads reports in full: those whom a role allows it, and nobody by being a superuser."""

from django.contrib.auth.models import Permission
from django.db.models import Q


def reads_in_full(user) -> bool:
    """Looked up once for each user object, that is once in a request: pages of the desk ask many times."""
    if not hasattr(user, "reads_reports_in_full"):
        given = Permission.objects.filter(content_type__app_label="reports", codename="see_raw")
        of_user = given.filter(Q(group__user=user) | Q(user=user))
        user.reads_reports_in_full = bool(user.is_active and user.is_staff and of_user.exists())
    return user.reads_reports_in_full
