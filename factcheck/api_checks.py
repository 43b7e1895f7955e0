"""The claim check in the JSON API."""

from django.urls import path
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import PolymorphicProxySerializer, extend_schema
from rest_framework.exceptions import NotFound, ValidationError
from rest_framework.parsers import FormParser, MultiPartParser
from rest_framework.response import Response

from core.known import KnownParameters
from core.parsing import BoundedJSONParser
from factcheck import pending
from factcheck.api_errors import NotReady
from factcheck.check import MatchingUnavailable, NothingToCheck, check
from factcheck.check_serializers import (
    INPUTS,
    CheckSerializer,
    FeedbackSerializer,
    NewCheckSerializer,
    NewFeedbackSerializer,
    PendingSerializer,
)
from factcheck.feedback import NotTold, UnknownReceipt, give_feedback
from factcheck.inputs import check_address, check_picture
from factcheck.pending import CannotHold, Pending
from factcheck.receipts import recall
from factcheck.results import Result

PRIVATE = {"Cache-Control": "no-store", "Referrer-Policy": "no-referrer"}


class CheckView(KnownParameters):
    """Is this true? The published debunks that answer a message."""

    parser_classes = [BoundedJSONParser, FormParser, MultiPartParser]

    @extend_schema(
        summary=_("Periksa pesan, tautan, atau tangkapan layar"),
        description=_(
            "Tautan yang disebut sebuah debunk dijawab seketika; tautan lain, dan setiap tangkapan layar, "
            "harus dibaca dahulu: jawabannya 202, untuk diikuti di `url`."
        ),
        request=NewCheckSerializer,
        responses={200: CheckSerializer, 202: PendingSerializer},
    )
    def post(self, request):
        asked = NewCheckSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        given = next(name for name in INPUTS if name in asked.validated_data)
        try:
            return _told(_checked(**asked.validated_data))
        except NothingToCheck as error:
            raise ValidationError({given: [str(error)]}) from error
        except (MatchingUnavailable, CannotHold) as error:
            raise NotReady(str(error)) from error


class CheckReceiptView(KnownParameters):
    @extend_schema(
        summary=_("Jawaban menurut tanda terimanya"),
        description=_(
            "202 sampai ada jawaban. Debunk ditampilkan seperti adanya sekarang; pesan yang dikirim tidak "
            "disimpan."
        ),
        responses={
            200: PolymorphicProxySerializer("CheckOutcome", [CheckSerializer, PendingSerializer], None),
            202: PendingSerializer,
        },
    )
    def get(self, request, receipt):
        held = pending.find(receipt)
        if held and held.state != pending.ANSWERED:
            return _told(held)
        result = recall(receipt)
        if result is None:
            raise NotFound(_("Tanda terima ini tidak dikenal, atau masa simpannya sudah lewat."))
        return _told(result, text=held.text if held else "")


class FeedbackView(KnownParameters):
    @extend_schema(
        summary=_("Apakah ini menjawabnya?"),
        description=_(
            "Dihitung satu kali untuk setiap tanda terima dan debunk; yang berlaku yang terakhir dikatakan."
        ),
        request=NewFeedbackSerializer,
        responses={200: FeedbackSerializer},
    )
    def post(self, request, receipt):
        said = NewFeedbackSerializer(data=request.data)
        said.is_valid(raise_exception=True)
        answered, debunk = said.validated_data["answered"], said.validated_data.get("debunk")
        try:
            debunks = give_feedback(receipt=receipt, answered=answered, debunk_id=debunk)
        except UnknownReceipt as error:
            raise NotFound(_("Tanda terima ini tidak dikenal, atau masa simpannya sudah lewat.")) from error
        except NotTold as error:
            raise ValidationError({"debunk": [_("tidak ada dalam jawaban ini")]}) from error
        named = [str(pk) for pk in debunks if pk is not None]
        return Response({"answered": answered, "debunks": named}, headers=PRIVATE)


def _checked(text=None, url=None, image=None, candidates=0) -> Result | Pending:
    if url is not None:
        return check_address(url)
    if image is not None:
        return check_picture(image, edit=False)
    return check(text=text, candidates=candidates)


def _told(answer: Result | Pending, text: str = "") -> Response:
    data = answer.as_json() | ({"text": text} if text else {})
    if data["status"] != pending.WAITING:
        return Response(data, headers=PRIVATE)
    return Response(data, status=202, headers=PRIVATE | {"Location": data["url"], "Retry-After": "2"})


urlpatterns = [
    path("check/", CheckView.as_view(), name="api_check"),
    path("check/<str:receipt>/", CheckReceiptView.as_view(), name="api_check_receipt"),
    path("check/<str:receipt>/feedback/", FeedbackView.as_view(), name="api_check_feedback"),
]
