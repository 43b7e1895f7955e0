"""The editors' pages for lessons and the questions of the home page."""

from django.contrib import admin
from django.db import models

from candidates.forms import SourcesField
from portal import actions
from portal.exports import admin as exports  # noqa: F401  registers the exports
from portal.forms import LessonForm
from portal.keys import admin as keys  # noqa: F401  registers the keys
from portal.models import Lesson, Question
from portal.signin import admin as accounts  # noqa: F401  registers the accounts

admin.site.enable_nav_sidebar = False  # the lists need the width; see `desks` in admin/base_site.html


@admin.register(Lesson)
class LessonAdmin(admin.ModelAdmin):
    form = LessonForm
    list_display = ["title", "phase", "audience", "order", "in_review", "published", "demo", "updated_at"]
    list_filter = ["in_review", "published", "phase", "audience", "demo"]
    search_fields = ["title", "summary", "body"]
    ordering = ["order", "id"]
    prepopulated_fields = {"slug": ["title"]}
    readonly_fields = ["author", "reviewer", "demo", "updated_at"]
    formfield_overrides = {models.JSONField: {"form_class": SourcesField}}
    fields = [
        *("title", "slug", "summary", ("phase", "audience", "order"), "drawing", "body", "sources"),
        *("in_review", "published", ("author", "reviewer"), "demo", "updated_at"),
    ]

    def has_delete_permission(self, request, obj=None):
        """A lesson is withdrawn, not deleted: others may have linked to it."""
        return False

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        return type(form.__name__, (form,), {"actor": request.user})

    def save_model(self, request, obj, form, change):
        actions.save_lesson(actor=request.user, lesson=obj)


@admin.register(Question)
class QuestionAdmin(admin.ModelAdmin):
    list_display = ["text", "order"]
    list_editable = ["order"]

    def save_model(self, request, obj, form, change):
        actions.save_question(actor=request.user, question=obj)
