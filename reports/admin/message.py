"""Messages to reporters: what was sent, and what perhaps was. It is sent again by a person's word alone."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _

from core.admin import ReadOnlyAdmin
from reports import notifying
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
    actions = ["send_again", "leave"]

    @admin.action(description=_("Kirim sekali lagi (mungkin diterima dua kali)"), permissions=["view"])
    def send_again(self, request, queryset):
        count = self._do(request, queryset, notifying.send_again)
        messages.success(request, _("%(count)s kabar dikirim lagi.") % {"count": count})

    @admin.action(description=_("Sudah dilihat, biarkan"), permissions=["view"])
    def leave(self, request, queryset):
        count = self._do(request, queryset, notifying.leave)
        messages.success(request, _("%(count)s kabar dibiarkan.") % {"count": count})

    def _do(self, request, queryset, verb) -> int:
        if not request.user.has_perm("reports.change_case"):
            raise PermissionDenied
        return sum(verb(message=message, actor=request.user) for message in queryset.to_look_at())
