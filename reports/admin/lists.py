"""Lists of patrol teams, taken at the desk: who watches social media all day has no shell on the server."""

import csv as table
import io

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from reports.channels import csv

MOST = 1_000  # lines that are stored while the person waits; longer lists are taken by `import_reports`


class ListForm(forms.Form):
    file = forms.FileField(label=_("Berkas CSV"))

    def clean_file(self) -> str:
        try:
            text = self.cleaned_data["file"].read().decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise ValidationError(_("Simpan dulu berkasnya sebagai CSV UTF-8.")) from error
        try:
            lines = sum(1 for _line in table.reader(io.StringIO(text, newline=""))) - 1
        except table.Error as error:
            raise ValidationError(csv.BROKEN) from error
        if lines > MOST:
            most = {"most": MOST, "lines": lines}
            raise ValidationError(
                _("Paling banyak %(most)s baris; yang ini %(lines)s. Bagi berkasnya."), params=most
            )
        return text


def take_list(desk, request):
    """The page that takes a list, and says which lines it refused and why."""
    if not desk.has_change_permission(request):
        raise PermissionDenied
    form = ListForm(request.POST or None, request.FILES or None)
    refused = _refused(request, form.cleaned_data["file"]) if form.is_valid() else None
    if refused == []:
        return redirect("admin:reports_case_changelist")
    context = {
        **desk.admin_site.each_context(request),
        "title": _("Impor daftar patroli"),
        "opts": desk.opts,
        "form": form,
        "refused": refused or [],
        "most": MOST,
    }
    return render(request, "admin/reports/case/import.html", context)


def _refused(request, text: str) -> list[str]:
    """Take what can be taken; what is to be said of the lines that cannot."""
    began = timezone.now()
    try:
        taken, refused = csv.take(io.StringIO(text, newline="")), []
    except csv.BadList as bad:
        taken, refused = bad.taken, bad.complaints
    level = messages.WARNING if refused else messages.SUCCESS
    new = csv.new_since(began, taken)
    told = _("%(new)s baris diterima, %(known)s sudah ada, %(refused)s ditolak.")
    counts = {"new": new, "known": len(taken) - new, "refused": len(refused)}
    messages.add_message(request, level, told % counts)
    return refused
