from django.contrib import admin
from django.template.defaultfilters import date
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from factcheck.admin.forms import DebunkImageForm
from factcheck.models import Appearance, Correction, DebunkImage, Link, Source


class CitedInline(admin.StackedInline):
    """What has an address: a worker looks at it, and says here what it found.

    Stacked: two long addresses do not stand side by side in a row of a table.
    """

    extra = 0
    readonly_fields = ("seen",)

    def get_queryset(self, request):
        return super().get_queryset(request).with_link_state()

    @admin.display(description=_("dilihat"))
    def seen(self, row):
        if not row.pk or not row.url:
            return "–"
        state = Link.State(row.link_state or Link.State.WAITING).label
        return f"{state}, {date(localtime(row.link_at), 'j M Y')}" if row.link_at else state


class AppearanceInline(CitedInline):
    model = Appearance
    fields = (("platform", "first_seen"), ("url", "archived_url"), ("note", "seen"))


class SourceInline(CitedInline):
    model = Source
    fields = (("title", "order"), ("publisher", "date"), ("url", "archived_url"), "seen")


class ImageInline(admin.StackedInline):
    model = DebunkImage
    form = DebunkImageForm
    fields = (("image", "order"), ("alt", "credit"))
    extra = 0


class CorrectionInline(admin.TabularInline):
    """What readers were told; made by correcting, never typed in."""

    model = Correction
    extra = 0
    fields = readonly_fields = ("at", "text", "from_verdict", "to_verdict", "author")

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("author")

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
