"""Lessons in the JSON API."""

import django_filters
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.routers import SimpleRouter

from core.filtering import MomentFilter
from core.resources import BY_CHANGE, Resource, documented
from portal.models import Lesson


class LessonSourceSerializer(serializers.Serializer):
    title = serializers.CharField()
    publisher = serializers.CharField(required=False)
    url = serializers.CharField(required=False)
    date = serializers.CharField(required=False, allow_null=True)


class LessonSerializer(serializers.ModelSerializer):
    id = serializers.CharField(source="slug")
    url = serializers.SerializerMethodField()
    sources = LessonSourceSerializer(many=True)

    class Meta:
        model = Lesson
        fields = (
            "id",
            "url",
            "title",
            "summary",
            "audience",
            "phase",
            "body",
            "sources",
            "updated_at",
            "demo",
        )

    def get_url(self, lesson) -> str:
        return settings.SITE_URL + lesson.get_absolute_url()


class LessonFilters(django_filters.FilterSet):
    updated_since = MomentFilter(
        "updated_at", "gt", help_text=_("Hanya yang berubah sesudah waktu ini (ISO 8601).")
    )

    class Meta:
        model = Lesson
        fields = ["phase", "audience"]


@documented(
    _("Pelajaran tentang pemilu"),
    _("Satu pelajaran"),
    _(
        "Pelajaran singkat untuk sebelum, selama, dan sesudah pemungutan suara. `body` ditulis dalam "
        "Markdown."
    ),
)
class LessonViewSet(Resource):
    """Short lessons for before, during and after the vote."""

    serializer_class = LessonSerializer
    queryset = Lesson.objects.published()
    filterset_class = LessonFilters
    orderings = {"order": ("order", "id"), "title": ("title", "id"), "updated_at": BY_CHANGE}
    default_ordering = "order"
    lookup_field = "slug"


router = SimpleRouter()
router.register("lessons", LessonViewSet)
urlpatterns = router.urls
