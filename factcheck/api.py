"""Debunks, corrections and checks in the JSON API."""

from django.urls import path
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import viewsets
from rest_framework.exceptions import APIException, NotFound, ValidationError
from rest_framework.parsers import FormParser, JSONParser, MultiPartParser
from rest_framework.response import Response
from rest_framework.routers import SimpleRouter
from rest_framework.views import APIView

from factcheck.check import MatchingUnavailable, NothingToCheck, check
from factcheck.exchange.records import with_lists
from factcheck.filters import DebunkFilters
from factcheck.models import Correction, Debunk
from factcheck.receipts import recall
from factcheck.serializers import (
    CheckSerializer,
    CorrectionEntrySerializer,
    DebunkDetailSerializer,
    DebunkSerializer,
    NewCheckSerializer,
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
class CorrectionViewSet(viewsets.mixins.ListModelMixin, viewsets.GenericViewSet):
    """What we got wrong, or what changed, and since when."""

    serializer_class = CorrectionEntrySerializer
    queryset = Correction.objects.public().select_related("debunk")
    ordering = ("-at", "-id")


class NotReady(APIException):
    """503: the index is being built."""

    status_code = 503


class CheckView(APIView):
    """Is this true? The published debunks that answer a message."""

    parser_classes = [JSONParser, FormParser, MultiPartParser]

    @extend_schema(summary="Check a message", request=NewCheckSerializer, responses=CheckSerializer)
    def post(self, request):
        asked = NewCheckSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        try:
            result = check(**asked.validated_data)
        except NothingToCheck as error:
            raise ValidationError({"text": [str(error)]}) from error
        except MatchingUnavailable as error:
            raise NotReady(str(error)) from error
        return Response(result.as_json(), headers={"Cache-Control": "no-store"})


class CheckReceiptView(APIView):
    @extend_schema(summary="An earlier answer, by its receipt", responses=CheckSerializer)
    def get(self, request, receipt):
        """The debunks are shown as they are now; the words of the message were never kept."""
        result = recall(receipt)
        if result is None:
            raise NotFound(_("Tanda terima ini tidak dikenal, atau masa simpannya sudah lewat."))
        return Response(result.as_json(), headers={"Cache-Control": "no-store"})


router = SimpleRouter()
router.register("debunks", DebunkViewSet)
router.register("corrections", CorrectionViewSet)
urlpatterns = [
    *router.urls,
    path("check/", CheckView.as_view(), name="api_check"),
    path("check/<str:receipt>/", CheckReceiptView.as_view(), name="api_check_receipt"),
]
