"""Cases on the desk: what matters most first, and the verbs that close them."""

from django.contrib import admin, messages
from django.db.models import BooleanField, Value
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.admin_filters import OpenFirstFilter
from reports import cases, counters, scoring
from reports.admin.case_form import CaseForm
from reports.admin.filters import MineFilter
from reports.joining import lookalikes
from reports.models import Case
from reports.receipts import tidy

SHOWN = 20


@admin.register(Case)
class CaseAdmin(admin.ModelAdmin):
    form = CaseForm
    list_display = ["title", "kind", "points", "reports_count", "state", "created_at", "assignee"]
    list_filter = [OpenFirstFilter, "kind", MineFilter]
    list_select_related = ["assignee"]
    search_fields = ["title"]
    search_help_text = _("Kata dari judul, atau kode laporan.")
    autocomplete_fields = ["debunk", "assignee"]
    readonly_fields = ["kind", "state", "created_at", "closed_at", "latest_reports", "why", "similar"]
    fields = (
        *("title", "kind", "state", "created_at", "closed_at", "latest_reports", "similar"),
        *("debunk", "reason", "assignee", "harm", "why"),
    )
    list_per_page = 50
    show_full_result_count = False
    actions = ["take", "merge"]

    def get_queryset(self, request):
        """Each case knows its size, and whether this user may read its reports in full."""
        raw = Value(request.user.has_perm("reports.see_raw"), BooleanField())
        return scoring.counted_one_by_one(super().get_queryset(request), timezone.now()).annotate(raw=raw)

    def get_search_results(self, request, queryset, search_term):
        """A receipt leads to the case of its report; anything else is looked for in the titles."""
        held = Case.objects.holding(tidy(search_term))
        if held.exists():
            return queryset.filter(pk__in=held.values("pk")), False
        return super().get_search_results(request, queryset, search_term)

    def get_ordering(self, request):
        return ["-score", "created_at", "id"]

    def changelist_view(self, request, extra_context=None):
        return super().changelist_view(request, {**(extra_context or {}), "desk": counters.desk()})

    def get_form(self, request, obj=None, change=False, **kwargs):
        """Debunks and accounts are chosen here, and made elsewhere."""
        form = super().get_form(request, obj, change, **kwargs)
        for name in form.base_fields.keys() & set(self.autocomplete_fields):
            widget = form.base_fields[name].widget
            widget.can_add_related = widget.can_change_related = False
            widget.can_delete_related = widget.can_view_related = False
        return form

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    @admin.display(description=_("laporan"), ordering="size")
    def reports_count(self, case):
        return case.size

    @admin.display(description=_("nilai"), ordering="score")
    def points(self, case):
        return round(case.score)

    @admin.display(description=_("mengapa di urutan ini"))
    def why(self, case):
        counts = [count for _day, count in counters.per_day(case)]
        context = {
            "parts": scoring.parts(case, timezone.now(), scoring.phase_points()),
            "line": counters.sparkline(counts),
            "counts": counts,
        }
        return render_to_string("admin/reports/case/score.html", context)

    @admin.display(description=_("kasus yang mirip"))
    def similar(self, case):
        return render_to_string("admin/reports/case/lookalikes.html", {"cases": lookalikes(case)})

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
            cases.edit(case=case, title=case.title, assignee=request.user, harm=case.harm, actor=request.user)

    @admin.action(description=_("Gabungkan ke kasus terbesar"), permissions=["change"])
    def merge(self, request, queryset):
        into, *others = sorted(queryset, key=lambda case: (case.state == Case.State.OPEN, -case.size))
        try:
            for case in others:
                cases.merge(case=case, into=into, actor=request.user)
        except cases.ActionRefused as refused:
            self.message_user(request, str(refused), messages.ERROR)
        else:
            count = _("%(count)s kasus digabungkan.") % {"count": len(others)}
            self.message_user(request, count, messages.SUCCESS)

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
        cases.edit(case=case, title=case.title, assignee=case.assignee, harm=case.harm, actor=actor)
        messages.success(request, _("Kasus disimpan."))
        return redirect("admin:reports_case_changelist")
