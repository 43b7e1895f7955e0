"""Debunks, corrections and checks in the JSON API."""

from django.urls import include, path
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import mixins, viewsets
from rest_framework.routers import SimpleRouter

from factcheck.exchange.records import with_lists
from factcheck.filters import DebunkFilters
from factcheck.models import Correction, Debunk
from factcheck.serializers import (
    CorrectionEntrySerializer,
    DebunkDetailSerializer,
    DebunkSerializer,
)


@extend_schema_view(
    list=extend_schema(summary="Debunks, newest first"),
    retrieve=extend_schema(summary="One debunk with its sources, appearances and corrections"),
)
class DebunkViewSet(viewsets.ReadOnlyModelViewSet):
    """Fact-check articles. With `updated_since` the order is that of the changes, oldest first, and what
    was retracted is listed too, with the state `retracted`."""

    filterset_class = DebunkFilters
    lookup_value_regex = r"\d{1,18}"
    queryset = Debunk.objects.none()

    def get_queryset(self):
        if self.action == "retrieve":
            return with_lists(Debunk.objects.public())
        everything = "updated_since" in self.request.query_params
        debunks = Debunk.objects.public() if everything else Debunk.objects.published()
        return debunks.prefetch_related("topics")

    @property
    def ordering(self):
        changed = "updated_since" in self.request.query_params
        return ("change_number",) if changed else ("-published_at", "-id")

    def get_serializer_class(self):
        return DebunkDetailSerializer if self.action == "retrieve" else DebunkSerializer


@extend_schema_view(list=extend_schema(summary="Corrections of published debunks, latest first"))
class CorrectionViewSet(mixins.ListModelMixin, viewsets.GenericViewSet):
    """What we got wrong, or what changed, and since when."""

    serializer_class = CorrectionEntrySerializer
    queryset = Correction.objects.public().select_related("debunk")
    ordering = ("-at", "-id")


router = SimpleRouter()
router.register("debunks", DebunkViewSet)
router.register("corrections", CorrectionViewSet)
urlpatterns = [
    *router.urls,
    path("", include("factcheck.api_checks")),
]
