"""Single reports, to be read only: what is decided is decided on their case."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import BooleanField, Value
from django.http import FileResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy as _

from core.admin import ReadOnlyAdmin
from reports import actions, cases
from reports.admin.filters import NarrowingFilter
from reports.masking import mask
from reports.models import HoaxReport, ReportImage
from reports.triage import reads_in_full


class ParkedFilter(NarrowingFilter):
    title = _("gagal diproses")
    parameter_name = "gagal"
    method = "parked"


ALLOWED = {"state", "kind", "channel", "case", ParkedFilter.parameter_name}


@admin.register(HoaxReport)
class HoaxReportAdmin(ReadOnlyAdmin):
    list_display = ["__str__", "beginning", "channel", "state", "case", "created_at"]
    list_filter = ["state", "kind", "channel", ParkedFilter]
    list_select_related = ["case"]
    search_fields = ["=receipt"]
    fields = (
        "created_at",
        "channel",
        "kind",
        "message",
        "link",
        "pictures",
        "found",
        "seen_where",
        "seen_on",
        "has_contact",
        "state",
        "debunk",
        "case",
        "matches",
        "attempts",
        "failure",
    )
    readonly_fields = fields
    actions = ["retry", "split"]
    view_on_site = False  # its page is the receipt, which is for its sender alone

    def get_queryset(self, request):
        """Each report knows whether this user may read it in full."""
        raw = Value(reads_in_full(request.user), BooleanField())
        return super().get_queryset(request).annotate(raw=raw)

    def get_search_fields(self, request):
        """Who may not read a number in a message may not find out by searching for it either."""
        return ["=receipt", "text", "url"] if reads_in_full(request.user) else ["=receipt"]

    def lookup_allowed(self, lookup, value, request):
        """Django lets any column of the table be asked for in the address; here the filters alone may."""
        return lookup.split("__")[0] in ALLOWED

    def get_list_display(self, request):
        """Why it failed stands in the list of those that did."""
        parked = ParkedFilter.parameter_name in request.GET
        return [*self.list_display, "failure"] if parked else self.list_display

    @admin.display(description=_("awal pesan"))
    def beginning(self, report):
        return self.message(report)[:100] or self.link(report)[:100] or _("gambar")

    @admin.display(description=_("pesan"))
    def message(self, report):
        return report.text if report.raw else mask(report.text)

    @admin.display(description=_("tautan"))
    def link(self, report):
        return report.url if report.raw else mask(report.url)

    @admin.display(description=_("teks dari gambar atau tautan"))
    def found(self, report):
        return report.found_text if report.raw else mask(report.found_text)

    @admin.display(description=_("kontak"))
    def has_contact(self, report):
        """That there is one and of which kind; never what it is."""
        return report.contact_kind or _("tidak ada")

    @admin.display(description=_("gambar"))
    def pictures(self, report):
        if not report.raw:
            return _("%(count)s gambar; hanya triase yang melihatnya") % {"count": report.image_count}
        kept = report.images.fetched().values_list("pk", flat=True)
        addresses = [reverse("admin:reports_hoaxreport_image", args=[pk]) for pk in kept]
        shown = '<a href="{0}"><img src="{0}" alt="{1} {2}" width="320"></a>'
        rows = [(address, _("gambar"), number) for number, address in enumerate(addresses, 1)]
        return format_html_join(" ", shown, rows) or "-"

    @admin.action(description=_("Proses ulang yang gagal"), permissions=["view"])
    def retry(self, request, queryset):
        if not request.user.has_perm("reports.change_case"):
            raise PermissionDenied
        parked = list(queryset.parked())
        for report in parked:
            actions.retry(report=report, actor=request.user)
        messages.success(request, _("%(count)s laporan diproses ulang.") % {"count": len(parked)})

    @admin.action(description=_("Pisahkan ke kasus baru"), permissions=["view"])
    def split(self, request, queryset):
        if not request.user.has_perm("reports.change_case"):
            raise PermissionDenied
        try:
            case = cases.split(reports=list(queryset.select_related("case")), actor=request.user)
        except cases.ActionRefused as refused:
            self.message_user(request, str(refused), messages.ERROR)
            return None
        self.message_user(request, _("Laporan yang dipilih kini menjadi kasus ini."), messages.SUCCESS)
        return redirect("admin:reports_case_change", case.pk)

    def get_urls(self):
        image = self.admin_site.admin_view(self.image)
        return [path("image/<int:pk>/", image, name="reports_hoaxreport_image"), *super().get_urls()]

    def image(self, request, pk):
        picture = get_object_or_404(ReportImage.objects.select_related("report"), pk=pk)
        if not reads_in_full(request.user):
            raise PermissionDenied
        return FileResponse(picture.image.open())
