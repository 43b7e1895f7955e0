from django.contrib import admin
from django.db import models
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.admin import KeysFirstPaginator
from factcheck.admin.editing import EditingMixin
from factcheck.admin.forms import ABOUT, FINDING, DebunkForm, LinesField
from factcheck.admin.history import HistoryMixin
from factcheck.admin.inlines import AppearanceInline, CorrectionInline, ImageInline, SourceInline
from factcheck.admin.workflow import WorkflowMixin
from factcheck.admin.writing import WritingMixin
from factcheck.models import CorrectionRequest, Debunk, Link

ORIGIN = (
    *("state", "publish_at", "published_at", "author", "reviewer", "emergency_reason"),
    *("version", "slug", "external_id", "demo", "readers"),
)
ASKED = ("requests",)
WITHDRAWN = ("retracted_at", "retraction_reason")


@admin.register(Debunk)
class DebunkAdmin(EditingMixin, WritingMixin, WorkflowMixin, HistoryMixin, admin.ModelAdmin):
    form = DebunkForm
    inlines = (AppearanceInline, SourceInline, ImageInline, CorrectionInline)
    autocomplete_fields = ABOUT
    readonly_fields = (*ORIGIN, *ASKED, *WITHDRAWN, "note")
    formfield_overrides = {models.TextField: {"form_class": LinesField}}
    list_display = ("title", "state", "verdict", "public_from", "author", "readers", "mark")
    list_filter = (
        *("state", "verdict", "kind", "demo", "elections", "topics"),
        ("published_at", admin.DateFieldListFilter),
        ("emergency_reason", admin.EmptyFieldListFilter),
    )
    list_select_related = ("author",)
    list_per_page = 50
    paginator = KeysFirstPaginator
    search_fields = ("title", "claim", "=external_id", "=slug")
    show_full_result_count = False
    save_on_top = True
    ordering = ("-id",)

    def get_queryset(self, request):
        rows = super().get_queryset(request).select_related("author", "reviewer")
        return rows.with_feedback().with_requests()

    @admin.display(description=gettext_lazy("terbit"), ordering="published_at")
    def public_from(self, debunk):
        """When it was published, or will be."""
        return debunk.published_at or debunk.publish_at

    @admin.display(description=gettext_lazy("menjawab pembaca?"))
    def readers(self, debunk):
        """What readers said to "did this answer it?"."""
        if not (debunk.answered_yes or debunk.answered_no):
            return "–"
        return _("%(yes)d ya, %(no)d tidak") % {"yes": debunk.answered_yes, "no": debunk.answered_no}

    def changelist_view(self, request, extra_context=None):
        waiting = {"requests": CorrectionRequest.objects.open().count(), "dead": Link.objects.dead().count()}
        return super().changelist_view(request, {**(extra_context or {}), "desk": waiting})

    @admin.display(description=gettext_lazy("permintaan koreksi"))
    def requests(self, debunk):
        """How many readers asked for a correction, and the way to what they wrote."""
        count = debunk.request_count
        address = reverse("admin:factcheck_correctionrequest_changelist")
        link = f"{address}?keadaan=all&debunk__id__exact={debunk.pk}"
        return format_html('<a href="{}">{}</a>', link, count) if count else "–"

    def get_fieldsets(self, request, obj=None):
        fieldsets = [
            (None, {"fields": FINDING}),
            (gettext_lazy("Tentang"), {"fields": ABOUT}),
            (gettext_lazy("Asal"), {"fields": ("language", "source_url")}),
        ]
        if obj and obj.state == Debunk.State.PUBLISHED and self.has_change_permission(request, obj):
            at_once = gettext_lazy(
                "Yang disimpan langsung publik, tanpa pemeriksa kedua. Vonis baru dikabarkan kepada pelapor."
            )
            correction = {"fields": ("reason", "version_seen"), "description": at_once}
            fieldsets.insert(1, (gettext_lazy("Koreksi"), correction))
        elif obj and obj.state == Debunk.State.RETRACTED:
            fieldsets.insert(0, (gettext_lazy("Ditarik"), {"fields": WITHDRAWN}))
        elif obj and self.has_change_permission(request, obj):
            fieldsets[0] = (None, {"fields": (*FINDING, "version_seen")})
        if obj and obj.note:
            fieldsets.insert(0, (gettext_lazy("Dikembalikan oleh pemeriksa"), {"fields": ("note",)}))
        if obj:
            fieldsets.append((gettext_lazy("Catatan"), {"fields": (*ORIGIN, *ASKED)}))
        return fieldsets

    def get_inlines(self, request, obj):
        return self.inlines if obj and obj.published_at else self.inlines[:-1]

    @admin.display(description=gettext_lazy("contoh"), ordering="demo")
    def mark(self, obj):
        return _("contoh") if obj.demo else ""

    def view_on_site(self, obj):
        return obj.get_absolute_url() if obj.state in ("published", "retracted") else None

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        context |= {"may_publish": self.has_publish_permission(request, obj)}
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)
