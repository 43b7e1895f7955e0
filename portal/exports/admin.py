"""The editors' page of exports: which there are, and a button for one more."""

from django import forms
from django.contrib import admin

from portal.exports import actions
from portal.exports.models import Export


class ExportForm(forms.ModelForm):
    """Nothing to fill in: to send it is to ask for an export."""

    class Meta:
        model = Export
        fields: list[str] = []

    def clean(self):
        actions.refuse_second()
        return super().clean()


@admin.register(Export)
class ExportAdmin(admin.ModelAdmin):
    form = ExportForm
    list_display = ["name", "begun_at", "finished_at", "cursor", "since"]

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def get_fields(self, request, obj=None):
        return ["name", "begun_at", "finished_at", "cursor", "since"] if obj else []

    def save_model(self, request, obj, form, change):
        actions.begin(actor=request.user, export=obj)
