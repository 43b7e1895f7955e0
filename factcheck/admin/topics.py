from django.contrib import admin

from factcheck.models import Topic
from factcheck.registers import delete_topics, save_topic


@admin.register(Topic)
class TopicAdmin(admin.ModelAdmin):
    list_display = ("name", "slug")
    search_fields = ("name", "slug")
    prepopulated_fields = {"slug": ("name",)}

    def save_model(self, request, obj, form, change):
        save_topic(topic=obj, actor=request.user)

    def delete_model(self, request, obj):
        delete_topics(topics=[obj], actor=request.user)

    def delete_queryset(self, request, queryset):
        delete_topics(topics=queryset, actor=request.user)
