"""Lessons in the JSON API."""

from django.conf import settings
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers, viewsets
from rest_framework.routers import SimpleRouter

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


@extend_schema_view(
    list=extend_schema(summary="Lessons about the election"), retrieve=extend_schema(summary="One lesson")
)
class LessonViewSet(viewsets.ReadOnlyModelViewSet):
    """Short lessons for before, during and after the vote. `body` is Markdown."""

    serializer_class = LessonSerializer
    queryset = Lesson.objects.published()
    ordering = ("order", "id")
    lookup_field = "slug"


router = SimpleRouter()
router.register("lessons", LessonViewSet)
urlpatterns = router.urls
