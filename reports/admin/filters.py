"""How the desk is narrowed down."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from core.admin_filters import OpenFirstFilter
from reports.models import Kind

TABS = "admin/reports/tabs.html"


class StateFilter(OpenFirstFilter):
    template = TABS


class KindFilter(admin.SimpleListFilter):
    """Hoaxes first: attacks and violations wait in queues of their own."""

    title = _("jenis")
    parameter_name = "jenis"
    template = TABS

    def lookups(self, request, model_admin):
        return [
            (None, _("hoaks")),
            (Kind.SARA, _("serangan SARA")),
            (Kind.VIOLATION, _("pelanggaran")),
            ("all", _("semua")),
        ]

    def choices(self, changelist):
        for value, title in self.lookup_choices:
            asked = {self.parameter_name: value} if value else {}
            query = changelist.get_query_string(asked, [self.parameter_name])
            yield {"selected": self.value() == value, "query_string": query, "display": title}

    def queryset(self, request, queryset):
        if self.value() == "all":
            return queryset
        return queryset.filter(kind=self.value() or Kind.HOAX)


class MineFilter(admin.SimpleListFilter):
    title = _("dikerjakan oleh")
    parameter_name = "oleh"
    template = TABS

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
