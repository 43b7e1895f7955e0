"""The root of the JSON API: every package brings its own addresses."""

from django.conf import settings
from django.urls import include, path, reverse
from drf_spectacular.utils import extend_schema
from drf_spectacular.views import SpectacularJSONAPIView, SpectacularSwaggerSplitView
from rest_framework.decorators import api_view
from rest_framework.response import Response

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


urlpatterns = [
    path("", root, name="api_root"),
    path("schema/", SpectacularJSONAPIView.as_view(), name="api_schema"),
    path(
        "docs/",
        SpectacularSwaggerSplitView.as_view(url_name="api_schema", template_name="portal/api_docs.html"),
        name="api_docs",
    ),
    path("", include("candidates.api")),
    path("", include("factcheck.api")),
    path("", include("reports.api")),
    path("", include("neutrality.api")),
    path("", include("portal.lesson_api")),
    path("", include("portal.statistics.api")),
    path("", include("portal.exports.api")),
    path("", include("portal.webhooks.api")),
]
