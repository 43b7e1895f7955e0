"""Messages to reporters: to see what was sent, and what perhaps was. Nothing is sent again from here."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from core.admin import ReadOnlyAdmin
from reports.models import Message


class LookFilter(admin.SimpleListFilter):
    title = _("perlu dilihat")
    parameter_name = "perlu"

    def lookups(self, request, model_admin):
        return [("ya", _("ya"))]

    def queryset(self, request, queryset):
        return queryset.to_look_at() if self.value() else queryset


@admin.register(Message)
class MessageAdmin(ReadOnlyAdmin):
    list_display = ["id", "report", "channel", "state", "attempts", "failure", "sent_at"]
    list_filter = [LookFilter, "state"]
    list_select_related = ["report"]
