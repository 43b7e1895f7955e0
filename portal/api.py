"""The root of the JSON API: every package brings its own addresses."""

from django.conf import settings
from django.urls import include, path, reverse
from drf_spectacular.renderers import OpenApiJsonRenderer, OpenApiJsonRenderer2
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import api_view, renderer_classes
from rest_framework.response import Response

from portal.languages import language_of
from portal.reference import schema_in

RESOURCES = (
    *("debunks", "corrections", "topics", "outlets", "reviews"),
    *("elections", "stages", "districts", "parties", "people", "candidacies"),
    *("races", "party-results"),
    *("campaign-accounts", "neutrality-rules", "neutrality-sanctions", "neutrality-competences"),
    *("lessons", "statistics"),
)


@extend_schema(exclude=True)
@api_view(["GET"])
def root(request):
    """Where everything is."""
    here = settings.SITE_URL + reverse("api_root")
    return Response(
        {
            **{name: f"{here}{name}/" for name in (*RESOURCES, "exports", "check", "reports", "webhooks")},
            "schema": settings.SITE_URL + reverse("api_schema"),
            "docs": settings.SITE_URL + reverse("api_docs"),
        }
    )


@extend_schema(exclude=True)
@api_view(["GET"])
@renderer_classes([OpenApiJsonRenderer, OpenApiJsonRenderer2])
def schema(request):
    """All of the API, as OpenAPI 3.1."""
    return Response(schema_in(language_of(request)))


urlpatterns = [
    path("", root, name="api_root"),
    path("schema/", schema, name="api_schema"),
    path("", include("candidates.api")),
    path("", include("factcheck.api")),
    path("", include("reports.api")),
    path("", include("neutrality.api")),
    path("", include("portal.lesson_api")),
    path("", include("portal.statistics.api")),
    path("", include("portal.exports.api")),
    path("", include("portal.webhooks.api")),
]
