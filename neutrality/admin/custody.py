"""The log of custody, to read: numbers and hashes only."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from neutrality.models import CustodyCheck, CustodyEntry
from neutrality.officers import is_officer


class OfficersOnly(admin.ModelAdmin):
    """For members of the officers' group. A superuser who is none sees nothing."""

    show_full_result_count = False

    def has_module_permission(self, request):
        return is_officer(request.user)

    def has_view_permission(self, request, obj=None):
        return is_officer(request.user)

    def has_change_permission(self, request, obj=None):
        return False

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(CustodyEntry)
class CustodyEntryAdmin(OfficersOnly):
    list_display = ["number", "at", "event", "case_number", "evidence_number", "actor_number", "sha256"]
    list_filter = ["event"]
    search_fields = ["=case_number", "=evidence_number"]
    actions = None


@admin.register(CustodyCheck)
class CustodyCheckAdmin(OfficersOnly):
    list_display = ["at", "found"]
    fields = ["at", "problems"]
    actions = None

    @admin.display(description=_("yang berubah"))
    def found(self, check):
        return len(check.problems)
