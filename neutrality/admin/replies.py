"""Requests of reported persons, for officers."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _

from core.sealing import CannotOpen
from neutrality import desk, replies
from neutrality.admin.custody import OfficersOnly
from neutrality.models import Case, ReplyRequest


class AttachForm(forms.Form):
    case = forms.ModelChoiceField(
        Case.objects.open(),
        label=_("Nomor kasus"),
        help_text=_("Kosongkan bila tidak ada kasusnya; kami tanya dulu sebelum isi permintaan ini dihapus."),
        widget=forms.NumberInput,
        required=False,
        error_messages={"invalid_choice": _("Tidak ada kasus terbuka dengan nomor itu.")},
    )


def deletes_unasked(request, form) -> bool:
    """Without a case the words are deleted, for ever; an empty field alone does not say so."""
    return form.cleaned_data["case"] is None and "sure" not in request.POST


@admin.register(ReplyRequest)
class ReplyRequestAdmin(OfficersOnly):
    list_display = ["__str__", "received_at", "state", "case"]
    list_filter = ["state"]
    list_select_related = ["case"]
    actions = None

    def change_view(self, request, object_id, form_url="", extra_context=None):
        if not self.has_view_permission(request):
            raise PermissionDenied
        asked = get_object_or_404(ReplyRequest, pk=object_id)
        form = AttachForm(request.POST or None)
        sure = form.is_valid() and not deletes_unasked(request, form)
        if sure and self._decide(request, asked, form):
            return redirect("admin:neutrality_replyrequest_changelist")
        context = {**self.admin_site.each_context(request), "opts": self.opts, "title": str(asked)}
        context |= {"asked": asked, "form": form, **self._opened(request, asked)}
        context["sure"] = form.is_valid() and deletes_unasked(request, form)
        return render(request, "admin/neutrality/replyrequest/request.html", context)

    def _decide(self, request, asked, form) -> bool:
        case = form.cleaned_data["case"]
        try:
            if case:
                replies.attach(asked=asked, case=case, actor=request.user)
            else:
                replies.decline(asked=asked, actor=request.user)
        except desk.Refused as refused:
            form.add_error(None, str(refused))
            return False
        messages.success(request, _("Tersimpan."))
        return True

    def _opened(self, request, asked) -> dict:
        try:
            return {"words": replies.read_reply(asked=asked, actor=request.user)}
        except CannotOpen:
            return {"locked": True}
