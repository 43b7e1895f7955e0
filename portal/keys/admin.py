"""What the operator sees of keys: enough to stop one that does harm, and no address."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from portal.keys import actions
from portal.keys.models import ApiKey


@admin.register(ApiKey)
class ApiKeyAdmin(admin.ModelAdmin):
    list_display = ["start", "name", "scopes", "confirmed_at", "revoked_at", "last_used_on"]
    list_filter = ["revoked_at"]
    search_fields = ["start", "name"]
    ordering = ["-id"]
    fields = readonly_fields = (
        *("start", "name", "scopes", "created_at", "confirmed_at", "revoked_at", "last_used_on"),
    )
    actions = ["revoke"]

    def get_queryset(self, request):
        return super().get_queryset(request).filter(confirmed_at__isnull=False)

    def has_view_permission(self, request, obj=None):
        """Editors have no business with the keys of others."""
        return self.has_change_permission(request, obj)

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    @admin.action(description=_("Cabut kunci yang dipilih"), permissions=["change"])
    def revoke(self, request, keys):
        for key in keys:
            actions.revoke(key=key, actor=request.user)
