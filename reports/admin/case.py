"""Cases on the desk: what was reported most, and the verbs that close them."""

from django import forms
from django.contrib import admin, messages
from django.db.models import BooleanField, Value
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from factcheck.models import Debunk
from reports import cases
from reports.models import Case

SHOWN = 20


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


class CaseForm(forms.ModelForm):
    """What the pressed button needs is asked for; the rest may stay empty."""

    class Meta:
        model = Case
        fields = ["title", "assignee", "debunk", "reason"]
        widgets = {"reason": forms.Textarea(attrs={"rows": 3})}

    def clean(self):
        cleaned = super().clean()
        if "_answer" in self.data:
            debunk = cleaned.get("debunk")
            if debunk is None or debunk.state != Debunk.State.PUBLISHED:
                self.add_error(
                    "debunk", _("Pilih debunk yang sudah terbit: semua pelapor mendapat jawaban ini.")
                )
        if "_reject" in self.data and not (cleaned.get("reason") or "").strip():
            self.add_error("reason", _("Tulis alasannya: pelapor akan membacanya."))
        return cleaned


@admin.register(Case)
class CaseAdmin(admin.ModelAdmin):
    form = CaseForm
    list_display = ["title", "kind", "reports_count", "state", "created_at", "assignee"]
    list_filter = [StateFilter, "kind", MineFilter]
    list_select_related = ["assignee"]
    search_fields = ["title", "reports__receipt"]
    autocomplete_fields = ["debunk", "assignee"]
    readonly_fields = ["kind", "state", "created_at", "closed_at", "latest_reports"]
    fields = [
        "title",
        "kind",
        "state",
        "created_at",
        "closed_at",
        "latest_reports",
        "debunk",
        "reason",
        "assignee",
    ]
    list_per_page = 50
    show_full_result_count = False
    actions = ["take"]

    def get_queryset(self, request):
        """Each case knows its size, and whether this user may read its reports in full."""
        raw = Value(request.user.has_perm("reports.see_raw"), BooleanField())
        return (
            super().get_queryset(request).with_size().annotate(raw=raw).order_by("-size", "created_at", "id")
        )

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    @admin.display(description=_("laporan"), ordering="size")
    def reports_count(self, case):
        return case.size

    @admin.display(description=_("laporan terbaru"))
    def latest_reports(self, case):
        context = {
            "reports": case.reports.order_by("-id")[:SHOWN],
            "count": case.reports.count(),
            "rest": reverse("admin:reports_hoaxreport_changelist") + f"?case__id__exact={case.pk}",
            "raw": case.raw,
        }
        return render_to_string("admin/reports/case/latest.html", context)

    @admin.action(description=_("Saya kerjakan"), permissions=["change"])
    def take(self, request, queryset):
        for case in queryset.open():
            cases.edit(case=case, title=case.title, assignee=request.user, actor=request.user)

    def save_model(self, request, obj, form, change):
        """Nothing: what the button says is done by `response_change`, with an action."""

    def log_change(self, request, obj, message):
        """Nothing: every action writes its own audit."""

    def response_change(self, request, case):
        here = redirect("admin:reports_case_change", case.pk)
        try:
            return _decide(request, case) or here
        except cases.ActionRefused as refused:
            self.message_user(request, str(refused), messages.ERROR)
            return here


def _decide(request, case: Case):
    """Do what the pressed button says; a response where it leads elsewhere."""
    actor = request.user
    if "_answer" in request.POST and case.debunk:
        cases.answer(case=case, debunk=case.debunk, actor=actor)
        messages.success(request, _("Kasus dijawab: semua pelapornya melihat debunk ini."))
    elif "_reject" in request.POST:
        cases.reject(case=case, reason=case.reason, actor=actor)
        messages.success(request, _("Kasus ditutup: semua pelapornya membaca alasan ini."))
    elif "_reopen" in request.POST:
        cases.reopen(case=case, actor=actor, why="an editor looks again")
        messages.success(request, _("Kasus dibuka lagi."))
    elif "_start" in request.POST:
        draft = cases.start_debunk(case=case, actor=actor)
        messages.success(request, _("Draf dimulai dari kasus ini. Begitu terbit, semua pelapornya dijawab."))
        return redirect("admin:factcheck_debunk_change", draft.pk)
    else:
        cases.edit(case=case, title=case.title, assignee=case.assignee, actor=actor)
        messages.success(request, _("Kasus disimpan."))
        return redirect("admin:reports_case_changelist")
