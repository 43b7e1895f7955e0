"""Importing a list: try it, read what is refused, store it, undo it."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _

from candidates.imports.files import FileRefused, write_csv
from candidates.imports.kinds import MODULES, Kind, export_of, plan_of
from candidates.imports.storing import store, undo
from candidates.models import Import

SHOWN = 500  # refused rows on the page


class ImportForm(forms.Form):
    kind = forms.ChoiceField(label=_("Daftar"), choices=Kind.choices)
    file = forms.FileField(label=_("Berkas CSV atau XLSX"))


@admin.register(Import)
class ImportAdmin(admin.ModelAdmin):
    list_display = ["file_name", "at", "actor", "created", "updated", "unchanged", "undone_at"]
    list_select_related = ["actor"]
    actions = ["undo_selected"]
    search_fields = ["file_name"]

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def get_urls(self):
        export = self.admin_site.admin_view(self.export_view)
        return [path("export/<str:kind>.csv", export, name="candidates_export"), *super().get_urls()]

    def add_view(self, request, form_url="", extra_context=None):
        """Without the button to store it, a file is only tried."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = ImportForm(request.POST or None, request.FILES or None)
        plan = self._plan(form) if form.is_valid() else None
        if plan and not plan.refusals and "store" in request.POST:
            return self._store(request, plan, form.cleaned_data["file"].name)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Impor daftar"),
            "opts": self.model._meta,
            "form": form,
            "plan": plan,
            "refusals": plan.refusals[:SHOWN] if plan else [],
            "columns": [
                (Kind(kind).label, kind, [(name, name in module.REQUIRED) for name in module.COLUMNS])
                for kind, module in MODULES.items()
            ],
        }
        return TemplateResponse(request, "admin/candidates/import/add_form.html", context)

    def export_view(self, request, kind):
        if kind not in MODULES or not self.has_view_permission(request):
            raise PermissionDenied
        response = HttpResponse(write_csv(*export_of(kind)), content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="{kind}.csv"'
        return response

    @admin.action(description=_("Batalkan impor yang dipilih"), permissions=["add"])
    def undo_selected(self, request, queryset):
        for batch in queryset.order_by("-id"):
            try:
                undo(actor=request.user, batch=batch)
            except ValidationError as error:
                self.message_user(request, f"{batch}: {' '.join(error.messages)}", messages.ERROR)
            else:
                self.message_user(request, _("%(batch)s dibatalkan.") % {"batch": batch})

    def _plan(self, form):
        try:
            return plan_of(form.cleaned_data["kind"], form.cleaned_data["file"].read())
        except FileRefused as refusal:
            form.add_error("file", str(refusal))
            return None

    def _store(self, request, plan, file_name):
        batch = store(actor=request.user, plan=plan, file_name=file_name)
        counts = {"created": batch.created, "updated": batch.updated, "unchanged": batch.unchanged}
        text = _("Tersimpan: %(created)d dibuat, %(updated)d diperbarui, %(unchanged)d tetap.") % counts
        self.message_user(request, text)
        return redirect(reverse("admin:candidates_import_changelist"))
