from django.contrib import admin

from factcheck.admin.forms import DebunkImageForm
from factcheck.models import Appearance, Correction, DebunkImage, Source


class AppearanceInline(admin.TabularInline):
    model = Appearance
    extra = 0


class SourceInline(admin.TabularInline):
    model = Source
    extra = 0


class ImageInline(admin.TabularInline):
    model = DebunkImage
    form = DebunkImageForm
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
