"""What readers ask us to correct: a queue, each answered once and with a reason."""

from django import forms
from django.contrib import admin, messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from core.admin import ReadOnlyAdmin
from core.admin_filters import OpenFirstFilter
from factcheck import requests
from factcheck.actions import ActionRefused
from factcheck.models import CorrectionRequest


class AnswerForm(forms.ModelForm):
    class Meta:
        model = CorrectionRequest
        fields = ("answer",)
        widgets = {"answer": forms.Textarea(attrs={"rows": 5, "class": "vLargeTextField"})}
        help_texts = {"answer": _("Yang meminta membacanya. Koreksi debunknya dulu, lalu terima.")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "answer" in self.fields:
            self.fields["answer"].required = True


@admin.register(CorrectionRequest)
class CorrectionRequestAdmin(ReadOnlyAdmin):
    form = AnswerForm
    change_form_template = "admin/factcheck/correctionrequest/change_form.html"
    list_display = ("__str__", "debunk", "beginning", "state", "created_at", "answered_at")
    list_filter = (OpenFirstFilter,)
    list_select_related = ("debunk",)
    search_fields = ("=debunk__slug", "debunk__title")
    readonly_fields = (
        *("about", "text", "source_url", "state", "created_at"),
        *("has_contact", "answered_by", "answered_at", "told_at"),
    )
    fields = (*readonly_fields[:6], "answer", *readonly_fields[6:])

    def has_change_permission(self, request, obj=None):
        """What was answered stays answered."""
        waiting = obj is None or obj.state == CorrectionRequest.State.OPEN
        return waiting and request.user.has_perm("factcheck.change_correctionrequest")

    @admin.display(description=_("yang keliru"))
    def beginning(self, asked):
        return Truncator(asked.text).chars(100) or "–"

    @admin.display(description=_("debunk"))
    def about(self, asked):
        address = reverse("admin:factcheck_debunk_change", args=[asked.debunk_id])
        return format_html('<a href="{}">{}</a>', address, asked.debunk)

    @admin.display(description=_("kontak"), boolean=True)
    def has_contact(self, asked):
        return asked.contact is not None

    def save_model(self, request, obj, form, change):
        """Nothing: the pressed button says what is done, in `response_change`."""

    def log_change(self, request, obj, message):
        """Nothing: the action writes its own audit."""

    def response_change(self, request, obj):
        accepted = "_accept" in request.POST
        try:
            requests.answer(request=obj, actor=request.user, accepted=accepted, text=obj.answer)
        except ActionRefused as refusal:
            self.message_user(request, str(refusal), messages.ERROR)
        else:
            self.message_user(request, _("Permintaan dijawab."), messages.SUCCESS)
        return redirect("admin:factcheck_correctionrequest_changelist")
