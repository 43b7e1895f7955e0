"""The editors' pages for lessons and the questions of the home page."""

from django.contrib import admin
from django.db import models

from portal import actions
from portal.forms import SourcesField
from portal.models import Lesson, Question
from portal.signin import admin as accounts  # noqa: F401  registers the accounts


@admin.register(Lesson)
class LessonAdmin(admin.ModelAdmin):
    list_display = ["title", "phase", "audience", "order", "published", "demo", "updated_at"]
    list_filter = ["phase", "audience", "published", "demo"]
    search_fields = ["title", "summary", "body"]
    ordering = ["order", "id"]
    prepopulated_fields = {"slug": ["title"]}
    readonly_fields = ["demo", "updated_at"]
    formfield_overrides = {models.JSONField: {"form_class": SourcesField}}
    fields = [
        *("title", "slug", "summary", ("phase", "audience", "order"), "body", "sources"),
        *("published", "demo", "updated_at"),
    ]

    def has_delete_permission(self, request, obj=None):
        """A lesson is withdrawn, not deleted: others may have linked to it."""
        return False

    def save_model(self, request, obj, form, change):
        actions.save_lesson(actor=request.user, lesson=obj)


@admin.register(Question)
class QuestionAdmin(admin.ModelAdmin):
    list_display = ["text", "order"]
    list_editable = ["order"]

    def save_model(self, request, obj, form, change):
        actions.save_question(actor=request.user, question=obj)
