"""Messages to reporters: to see what was sent, and what perhaps was. Nothing is sent again from here."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from core.admin import ReadOnlyAdmin
from reports.admin.filters import NarrowingFilter
from reports.models import Message


class LookFilter(NarrowingFilter):
    title = _("perlu dilihat")
    parameter_name = "perlu"
    method = "to_look_at"


@admin.register(Message)
class MessageAdmin(ReadOnlyAdmin):
    list_display = ["id", "report", "channel", "state", "attempts", "failure", "sent_at"]
    list_filter = [LookFilter, "state"]
    list_select_related = ["report"]
