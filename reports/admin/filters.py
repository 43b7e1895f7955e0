"""How the desk is narrowed down."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _


class MineFilter(admin.SimpleListFilter):
    title = _("dikerjakan oleh")
    parameter_name = "oleh"

    def lookups(self, request, model_admin):
        return [("saya", _("saya")), ("belum", _("belum ada"))]

    def queryset(self, request, queryset):
        if self.value() == "saya":
            return queryset.filter(assignee=request.user)
        if self.value() == "belum":
            return queryset.filter(assignee=None)
        return queryset


class NarrowingFilter(admin.SimpleListFilter):
    """All rows, or those of one named queryset method only."""

    method = ""

    def lookups(self, request, model_admin):
        return [("ya", _("ya"))]

    def queryset(self, request, queryset):
        return getattr(queryset, self.method)() if self.value() else queryset
