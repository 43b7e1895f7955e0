"""The links that debunks cite, as the worker found them. Nothing is changed here."""

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _

from core.admin import ReadOnlyAdmin
from factcheck.models import Capture, Debunk, Link


class CaptureInline(admin.StackedInline):
    model = Capture
    fields = readonly_fields = (
        *("at", "status", "final_url", "media_type", "size"),
        *("sha256", "title", "text"),
    )
    max_num = extra = 0
    can_delete = False

    def has_change_permission(self, request, obj=None):
        return False


@admin.register(Link)
class LinkAdmin(ReadOnlyAdmin):
    list_display = ("url", "state", "first_dead_at", "last_alive_at", "checked_at")
    list_filter = ("state",)
    search_fields = ("=host", "=url")
    fields = (
        *("address", "cited_in", "state", "first_dead_at", "last_alive_at"),
        *("checked_at", "next_at", "failures", "archived_url"),
    )
    readonly_fields = ("address", "cited_in")
    inlines = (CaptureInline,)

    @admin.display(description=_("tautan"))
    def address(self, link):
        return format_html('<a href="{}" rel="external noreferrer">{}</a>', link.url, link.url)

    @admin.display(description=_("dikutip di"))
    def cited_in(self, link):
        links = [
            (reverse("admin:factcheck_debunk_change", args=[debunk.pk]), debunk.title)
            for debunk in Debunk.objects.citing(link.key)[:20]
        ]
        return format_html_join(", ", '<a href="{}">{}</a>', links) or "–"
