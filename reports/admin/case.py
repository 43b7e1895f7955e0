"""Cases on the desk: what matters most first, and the verbs that close them."""

from functools import partial

from django.contrib import admin, messages
from django.contrib.admin.views.main import ChangeList
from django.db.models import BooleanField, Value
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import path
from django.utils import timezone
from django.utils.html import format_html
from django.utils.timesince import timesince
from django.utils.translation import gettext_lazy as _

from reports import cases, counters, scoring
from reports.admin import panels
from reports.admin.case_form import CaseForm
from reports.admin.deciding import decide
from reports.admin.filters import KindFilter, MineFilter, StateFilter
from reports.admin.lists import take_list
from reports.admin.together import ANSWER, ASSIGN, REJECT, together
from reports.models import Case
from reports.receipts import tidy
from reports.triage import reads_in_full


class Desk(ChangeList):
    """The list, each of its cases with its line of reports over the last days (one query for all)."""

    def get_results(self, request):
        super().get_results(request)
        lines = counters.per_day(self.result_list)
        for case in self.result_list:
            case.per_day = lines[case.pk]


@admin.register(Case)
class CaseAdmin(admin.ModelAdmin):
    form = CaseForm
    list_display = ["title", "line", "reports_count", "points", "waiting", "state", "assignee"]
    list_filter = [StateFilter, KindFilter, MineFilter]
    list_select_related = ["assignee"]
    search_fields = ["title"]
    search_help_text = _("Kata dari judul, atau kode laporan.")
    autocomplete_fields = ["debunk"]
    readonly_fields = ["kind", "state", "created_at", "closed_at", "latest_reports", "why", "similar"]
    fieldsets = (
        (None, {"fields": ["title", ("kind", "state"), ("created_at", "closed_at")]}),
        (_("Laporan"), {"fields": ["latest_reports", "similar"]}),
        (_("Keputusan"), {"fields": ["debunk", "reason", ("assignee", "harm"), "why"]}),
    )
    list_per_page = 50
    show_full_result_count = False
    actions = ["take", "answer", "start", "reject", "assign", "merge"]
    actions_selection_counter = True

    class Media:
        js = ["js/desk.js", "js/desk/fields.js"]

    def get_list_display(self, request):
        """The state is a column only where there is more than one."""
        every = request.GET.get(StateFilter.parameter_name) == "all"
        return [name for name in self.list_display if every or name != "state"]

    def get_changelist(self, request, **kwargs):
        return Desk

    def get_queryset(self, request):
        """Each case knows its size, and what this user may do with it."""
        may = {
            "raw": Value(reads_in_full(request.user), BooleanField()),
            "may_change": Value(self.has_change_permission(request), BooleanField()),
        }
        return scoring.counted_one_by_one(super().get_queryset(request), timezone.now()).annotate(**may)

    def get_search_results(self, request, queryset, search_term):
        """A receipt leads to the case of its report; anything else is looked for in the titles."""
        held = Case.objects.holding(tidy(search_term))
        if held.exists():
            return queryset.filter(pk__in=held.values("pk")), False
        return super().get_search_results(request, queryset, search_term)

    def get_ordering(self, request):
        return ["-score", "created_at", "id"]

    def changelist_view(self, request, extra_context=None):
        context = {"title": _("Meja kasus"), "desk": counters.desk(), **(extra_context or {})}
        return super().changelist_view(request, context)

    def get_urls(self):
        page = self.admin_site.admin_view(partial(take_list, self))
        return [path("import/", page, name="reports_case_import"), *super().get_urls()]

    def get_form(self, request, obj=None, change=False, **kwargs):
        """Debunks and accounts are chosen here, and made elsewhere."""
        form = super().get_form(request, obj, change, **kwargs)
        for name in form.base_fields.keys() & {"debunk", "assignee"}:
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
        return format_html('{}<span class="unit"> {}</span>', case.size, _("laporan"))

    @admin.display(description=_("nilai"), ordering="score")
    def points(self, case):
        return format_html('<span class="unit">{} </span>{}', _("nilai"), round(case.score))

    @admin.display(description=_("umur"), ordering="created_at")
    def waiting(self, case):
        return timesince(case.created_at, depth=1)

    @admin.display(description=_("14 hari terakhir"))
    def line(self, case):
        return panels.line(case.per_day)

    @admin.display(description=_("mengapa di urutan ini"))
    def why(self, case):
        context = {
            "parts": scoring.parts(case, timezone.now(), scoring.phase_points()),
            "line": panels.line(counters.per_day([case])[case.pk]),
        }
        return render_to_string("admin/reports/case/score.html", context)

    @admin.display(description=_("kasus yang mirip"))
    def similar(self, case):
        return panels.lookalikes(case, raw=case.raw, may_change=case.may_change)

    @admin.display(description=_("laporan terbaru"))
    def latest_reports(self, case):
        return panels.latest(case, raw=case.raw)

    @admin.action(description=_("Saya kerjakan"), permissions=["change"])
    def take(self, request, queryset):
        taken = list(queryset.open())
        for case in taken:
            cases.assign(case=case, assignee=request.user, actor=request.user)
        self.message_user(request, _("%(count)s kasus Anda kerjakan.") % {"count": len(taken)})

    @admin.action(description=_("Sudah ada debunknya…"), permissions=["change"])
    def answer(self, request, queryset):
        return together(self, request, queryset, ANSWER)

    @admin.action(description=_("Tolak dengan alasan…"), permissions=["change"])
    def reject(self, request, queryset):
        return together(self, request, queryset, REJECT)

    @admin.action(description=_("Bagikan kepada rekan…"), permissions=["change"])
    def assign(self, request, queryset):
        return together(self, request, queryset, ASSIGN)

    @admin.action(description=_("Mulai debunk"), permissions=["change"])
    def start(self, request, queryset):
        chosen = list(queryset[:2])
        if len(chosen) != 1:
            self.message_user(request, _("Pilih satu kasus untuk memulai debunk."), messages.WARNING)
            return None
        return self._decided(request, chosen[0], "_start")

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
        pressed = next((name for name in request.POST if name.startswith("_")), "_save")
        return self._decided(request, case, pressed) or redirect("admin:reports_case_change", case.pk)

    def _decided(self, request, case: Case, button: str):
        """Where what the button does leads, if not back to the case; a refusal is told."""
        try:
            return decide(request, case, button)
        except cases.ActionRefused as refused:
            self.message_user(request, str(refused), messages.ERROR)
            return None
