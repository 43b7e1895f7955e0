"""Rules, bodies, holidays, accounts and times of keeping: data, for editors of data."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext_lazy as _

from candidates.admin.facts import FactAdmin
from core import changes
from core.admin import ReadOnlyAdmin
from core.audit import audit
from core.models import Change
from neutrality.accounts import OPTIONAL, REQUIRED, import_accounts
from neutrality.models import (
    Body,
    CampaignAccount,
    Competence,
    HandlingStep,
    Holiday,
    LegalBasis,
    MarkedStage,
    QuizQuestion,
    RetentionPeriod,
    RetentionRun,
    Rule,
    Sanction,
)


@admin.register(Rule)
class RuleAdmin(FactAdmin):
    list_display = ["title", "permission", "election_kind", "valid_from", "valid_to", "publication"]
    list_filter = ["publication", "permission", "election_kind"]
    search_fields = ["title", "slug", "explanation"]
    autocomplete_fields = ["bases"]


@admin.register(LegalBasis)
class LegalBasisAdmin(FactAdmin):
    list_display = ["title", "article", "valid_from", "valid_to", "publication"]
    list_filter = ["publication"]
    search_fields = ["title", "article", "slug"]


@admin.register(Sanction)
class SanctionAdmin(FactAdmin):
    list_display = ["slug", "severity", "election_kind", "valid_from", "valid_to", "publication"]
    list_filter = ["publication", "severity"]


class HandlingStepInline(admin.TabularInline):
    model = HandlingStep
    extra = 0


@admin.register(Competence)
class CompetenceAdmin(FactAdmin):
    list_display = ["body", "violation", "election_kind", "days", "day_kind", "valid_from", "valid_to"]
    list_filter = ["publication", "violation", "body"]
    list_select_related = ["body"]
    inlines = [HandlingStepInline]


class AuditedAdmin(admin.ModelAdmin):
    """Plain data: who saved it stands in the audit; nobody deletes it."""

    show_full_result_count = False

    def has_delete_permission(self, request, obj=None):
        return False

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        action = "change" if change else "create"
        audit(actor=request.user, action=action, subject=obj, fields=form.changed_data)


@admin.register(Body)
class BodyAdmin(AuditedAdmin):
    list_display = ["abbreviation", "name", "channel_url"]

    @transaction.atomic
    def save_model(self, request, obj, form, change):
        """Its competences tell its name and address: who follows the log must hear of new ones."""
        super().save_model(request, obj, form, change)
        changes.record(kind=Change.Kind.UPDATED, objects=list(obj.competences.published()))


@admin.register(Holiday)
class HolidayAdmin(AuditedAdmin):
    list_display = ["date", "name", "source_title"]
    date_hierarchy = "date"


@admin.register(MarkedStage)
class MarkedStageAdmin(AuditedAdmin):
    list_display = ["election", "period", "stage"]
    list_select_related = ["election", "stage__election"]
    raw_id_fields = ["stage"]


@admin.register(QuizQuestion)
class QuizQuestionAdmin(AuditedAdmin):
    list_display = ["question", "order"]


@admin.register(RetentionPeriod)
class RetentionPeriodAdmin(AuditedAdmin):
    list_display = ["data_class", "days"]


@admin.register(RetentionRun)
class RetentionRunAdmin(ReadOnlyAdmin):
    """What was deleted, as counts."""

    list_display = ["at", "counts"]


class ImportForm(forms.Form):
    file = forms.FileField(label=_("Berkas CSV"))
    skip_bad = forms.BooleanField(label=_("Simpan baris yang baik saja"), required=False)


@admin.register(CampaignAccount)
class CampaignAccountAdmin(FactAdmin):
    change_list_template = "admin/neutrality/campaignaccount/change_list.html"
    list_display = ["handle", "platform", "owner", "election", "valid_from", "valid_to", "publication"]
    list_filter = ["publication", "platform", "election"]
    list_select_related = ["election"]
    search_fields = ["handle", "owner"]
    raw_id_fields = ["candidacy", "party"]

    def get_urls(self):
        view = self.admin_site.admin_view(self.import_view)
        return [path("import/", view, name="neutrality_campaignaccount_import"), *super().get_urls()]

    def import_view(self, request):
        """A table of accounts; a refused one says for each line why."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = ImportForm(request.POST or None, request.FILES or None)
        refused = self._imported(request, form) if form.is_valid() else None
        if refused == []:
            return redirect("admin:neutrality_campaignaccount_changelist")
        context = {
            **self.admin_site.each_context(request),
            "title": _("Impor akun kampanye"),
            "opts": self.opts,
            "form": form,
            "refused": refused or [],
            "columns": [*REQUIRED, *OPTIONAL],
        }
        return render(request, "admin/neutrality/campaignaccount/import.html", context)

    def _imported(self, request, form) -> list | None:
        """The refused lines; None where it was no such table."""
        try:
            done = import_accounts(
                actor=request.user,
                data=form.cleaned_data["file"].read(),
                skip_bad=form.cleaned_data["skip_bad"],
            )
        except ValidationError as error:
            form.add_error("file", error)
            return None
        counts = {"created": done.created, "updated": done.updated, "unchanged": done.unchanged}
        told = _("%(created)d baru, %(updated)d diubah, %(unchanged)d tetap.") % counts
        level = messages.WARNING if done.refused else messages.SUCCESS
        messages.add_message(request, level, told)
        return done.refused
