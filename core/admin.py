"""The log of public changes and the audit: to read, never to change."""

from django.contrib import admin
from django.core.paginator import Paginator

from core.models import AuditEntry, Change


class KeysFirstPaginator(Paginator):
    """Reads only the rows of its page: those before it are passed over by their keys alone, which an index
    holds. It is the last pages of long lists that need it."""

    def page(self, number):
        page = super().page(number)
        keys = list(page.object_list.values_list("pk", flat=True))
        page.object_list = self.object_list.filter(pk__in=keys)
        return page


class ReadOnlyAdmin(admin.ModelAdmin):
    """To look at: the list and the rows, with no way to add, change or delete one."""

    paginator = KeysFirstPaginator
    show_full_result_count = False
    list_per_page = 50

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(AuditEntry)
class AuditEntryAdmin(ReadOnlyAdmin):
    list_display = ("at", "actor", "action", "model", "object_id")
    list_filter = ("action", "model")
    list_select_related = ("actor",)
    search_fields = ("=object_id", "actor__username")


@admin.register(Change)
class ChangeAdmin(ReadOnlyAdmin):
    list_display = ("number", "at", "kind", "model", "object_id")
    list_filter = ("kind", "model")
    search_fields = ("=object_id",)
    ordering = ("-number",)
