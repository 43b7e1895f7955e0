from django.contrib import admin, messages
from django.db import models
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from factcheck import actions
from factcheck.admin.forms import ABOUT, FINDING, DebunkForm, LinesField
from factcheck.admin.history import HistoryMixin
from factcheck.admin.inlines import AppearanceInline, CorrectionInline, ImageInline, SourceInline
from factcheck.admin.workflow import WorkflowMixin
from factcheck.models import Debunk

ORIGIN = ("state", "published_at", "author", "reviewer", "version", "slug", "external_id", "demo", "readers")
ASKED = ("requests",)
WITHDRAWN = ("retracted_at", "retraction_reason")


@admin.register(Debunk)
class DebunkAdmin(WorkflowMixin, HistoryMixin, admin.ModelAdmin):
    form = DebunkForm
    inlines = (AppearanceInline, SourceInline, ImageInline, CorrectionInline)
    autocomplete_fields = ABOUT
    readonly_fields = (*ORIGIN, *ASKED, *WITHDRAWN)
    formfield_overrides = {models.TextField: {"form_class": LinesField}}
    list_display = ("title", "state", "verdict", "published_at", "author", "readers", "mark")
    list_filter = ("state", "verdict", "kind", "demo", "elections", "topics")
    list_select_related = ("author",)
    list_per_page = 50
    date_hierarchy = "published_at"
    search_fields = ("title", "claim", "=external_id", "=slug")
    show_full_result_count = False
    save_on_top = True
    actions = ("publish_selected",)
    ordering = ("-id",)

    def get_queryset(self, request):
        return super().get_queryset(request).with_feedback()

    @admin.display(description=gettext_lazy("menjawab pembaca?"))
    def readers(self, debunk):
        """What readers said to "did this answer it?"."""
        if not (debunk.answered_yes or debunk.answered_no):
            return "–"
        return _("%(yes)d ya, %(no)d tidak") % {"yes": debunk.answered_yes, "no": debunk.answered_no}

    @admin.display(description=gettext_lazy("permintaan koreksi"))
    def requests(self, debunk):
        """How many readers asked for a correction, and the way to what they wrote."""
        count = debunk.correction_requests.count()
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
            fieldsets.insert(1, (gettext_lazy("Koreksi"), {"fields": ("reason", "version_seen")}))
        elif obj and obj.state == Debunk.State.RETRACTED:
            fieldsets.insert(0, (gettext_lazy("Ditarik"), {"fields": WITHDRAWN}))
        elif obj and self.has_change_permission(request, obj):
            fieldsets[0] = (None, {"fields": (*FINDING, "version_seen")})
        if obj:
            fieldsets.append((gettext_lazy("Catatan"), {"fields": (*ORIGIN, *ASKED)}))
        return fieldsets

    def get_inlines(self, request, obj):
        return self.inlines if obj and obj.state not in ("draft", "review") else self.inlines[:-1]

    @admin.display(description="", ordering="demo")
    def mark(self, obj):
        return _("contoh") if obj.demo else ""

    def view_on_site(self, obj):
        return obj.get_absolute_url() if obj.state in ("published", "retracted") else None

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        context |= {"may_publish": self.has_publish_permission(request, obj)}
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    @admin.action(description=gettext_lazy("Terbitkan debunk terpilih"), permissions=["publish"])
    def publish_selected(self, request, queryset):
        done, refused = 0, []
        for debunk in queryset:
            try:
                actions.publish(debunk=debunk, actor=request.user)
                done += 1
            except actions.ActionRefused as refusal:
                refused.append(f"{debunk}: {refusal}")
        if done:
            text = ngettext("%(count)d debunk terbit.", "%(count)d debunk terbit.", done) % {"count": done}
            self.message_user(request, text, messages.SUCCESS)
        for reason in refused[:10]:
            self.message_user(request, _("Tidak terbit. %(reason)s") % {"reason": reason}, messages.ERROR)
