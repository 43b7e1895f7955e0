"""How the desk is narrowed down."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from reports.models import Case


class StateFilter(admin.SimpleListFilter):
    """Open cases first: what is done is asked for."""

    title = _("keadaan")
    parameter_name = "keadaan"

    def lookups(self, request, model_admin):
        return [(None, _("terbuka")), *Case.State.choices[1:], ("all", _("semua"))]

    def choices(self, changelist):
        for value, title in self.lookup_choices:
            query = changelist.get_query_string(
                {self.parameter_name: value} if value else {}, [self.parameter_name]
            )
            yield {"selected": self.value() == value, "query_string": query, "display": title}

    def queryset(self, request, queryset):
        if self.value() == "all":
            return queryset
        return queryset.filter(state=self.value() or Case.State.OPEN)


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
