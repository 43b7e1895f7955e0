"""Several cases at once: one page asks what is to be done with them, and says to how many."""

from collections.abc import Callable
from dataclasses import dataclass

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AutocompleteSelect
from django.contrib.auth import get_user_model
from django.template.response import TemplateResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from factcheck.models import Debunk
from reports import cases
from reports.models import Case

CONFIRM = "confirm"


def colleagues():
    """The accounts that may work on cases."""
    backend = "django.contrib.auth.backends.ModelBackend"
    able = get_user_model().objects.with_perm("reports.change_case", backend=backend)
    return able.filter(is_staff=True).order_by("username")


class AnswerForm(forms.Form):
    debunk = forms.ModelChoiceField(
        Debunk.objects.published(),
        label=_("Debunk yang menjawab semuanya"),
        widget=AutocompleteSelect(Case._meta.get_field("debunk"), admin.site),
        error_messages={"invalid_choice": _("Pilih debunk yang sudah terbit.")},
    )


class RejectForm(forms.Form):
    reason = forms.CharField(
        label=_("Alasan penolakan"),
        help_text=_("Semua pelapornya membaca alasan ini."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class AssignForm(forms.Form):
    assignee = forms.ModelChoiceField(
        get_user_model().objects.none(),
        label=_("Dikerjakan oleh"),
        empty_label=_("tidak ada"),
        required=False,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["assignee"].queryset = colleagues()


@dataclass(frozen=True)
class Verb:
    """What is asked for (`form`), what is then done (a function of `reports.cases`), and what is said."""

    name: str
    form: type[forms.Form]
    act: Callable[..., Case]
    title: str | Promise
    button: str | Promise


ANSWER = Verb("answer", AnswerForm, cases.answer, _("Jawab dengan satu debunk"), _("Jawab semuanya"))
REJECT = Verb("reject", RejectForm, cases.reject, _("Tolak dengan alasan"), _("Tolak semuanya"))
ASSIGN = Verb("assign", AssignForm, cases.assign, _("Bagikan kepada rekan"), _("Bagikan"))


def together(desk: admin.ModelAdmin, request, chosen, verb: Verb):
    """The page that asks, or None when everything is done. A case that was closed meanwhile is named."""
    opened = list(chosen.open())
    form = verb.form(request.POST if CONFIRM in request.POST else None)
    if not opened:
        desk.message_user(request, _("Tidak ada kasus terbuka yang dipilih."), messages.WARNING)
        return None
    if form.is_valid():
        _do(desk, request, opened, verb, form.cleaned_data)
        return None
    context = {
        **desk.admin_site.each_context(request),
        "title": verb.title,
        "opts": desk.opts,
        "media": desk.media + form.media,
        "form": form,
        "verb": verb,
        "cases": opened,
        "reports": sum(case.size for case in opened),
    }
    return TemplateResponse(request, "admin/reports/case/together.html", context)


def _do(desk, request, opened, verb: Verb, values: dict) -> None:
    done = 0
    for case in opened:
        try:
            verb.act(case=case, actor=request.user, **values)
            done += 1
        except cases.ActionRefused as refused:
            desk.message_user(request, f"{case}: {refused}", messages.ERROR)
    told = _("%(count)s kasus selesai: %(verb)s.") % {"count": done, "verb": verb.title}
    desk.message_user(request, told, messages.SUCCESS)
