"""Filters of lists in the admin that more than one package has."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _


class OpenFirstFilter(admin.SimpleListFilter):
    """Open cases first: what is done is asked for. The model has a `State`, and its queryset `open()`."""

    title = _("keadaan")
    parameter_name = "keadaan"

    def lookups(self, request, model_admin):
        done = [choice for choice in model_admin.model.State.choices if choice[0] != "open"]
        return [(None, _("terbuka")), *done, ("all", _("semua"))]

    def choices(self, changelist):
        for value, title in self.lookup_choices:
            asked = {self.parameter_name: value} if value else {}
            query = changelist.get_query_string(asked, [self.parameter_name])
            yield {"selected": self.value() == value, "query_string": query, "display": title}

    def queryset(self, request, queryset):
        if self.value() == "all":
            return queryset
        return queryset.filter(state=self.value()) if self.value() else queryset.open()
