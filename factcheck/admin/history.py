"""The versions of a debunk on the desk: drafts included, each with who made it."""

from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from factcheck.history import steps
from factcheck.models import Debunk


class HistoryMixin(ModelAdmin):
    """Django's link "History" leads to the versions; Django's own log of the admin is not shown."""

    def history_view(self, request, object_id, extra_context=None):
        debunk = get_object_or_404(Debunk.objects.prefetch_related("corrections"), pk=object_id)
        if not self.has_view_or_change_permission(request, debunk):
            raise PermissionDenied
        versions = Debunk.history.of(debunk).select_related("history_user")
        found, page = steps(debunk, versions, request.GET.get("page", ""))
        context = self.admin_site.each_context(request) | {
            "title": _("Riwayat versi"),
            "opts": self.opts,
            "debunk": debunk,
            "steps": found,
            "newer": page.newer and f"?page={page.newer}",
            "older": page.older and f"?page={page.older}",
        }
        return render(request, "admin/factcheck/debunk/history.html", context)
