"""Many messages at once in the JSON API: a few of them in one request, or a file for a worker."""

from django.conf import settings
from django.core.exceptions import ValidationError as Invalid
from django.http import Http404, StreamingHttpResponse
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema, extend_schema_serializer
from rest_framework import serializers
from rest_framework.exceptions import Throttled, ValidationError
from rest_framework.parsers import MultiPartParser
from rest_framework.response import Response

from core.known import KnownFields, KnownParameters
from core.parsing import BoundedJSONParser, limited
from factcheck.api_errors import Conflict, NotReady
from factcheck.batches import actions, files
from factcheck.check import TEXT_LIMIT, MatchingUnavailable, check
from factcheck.check_serializers import CheckSerializer
from factcheck.models import Batch
from factcheck.moments import moment

MOST_TEXTS = 100
MESSAGES_A_CHECK = 100  # of a file count as one check in the limits
PRIVATE = {"Cache-Control": "no-store", "Referrer-Policy": "no-referrer"}
KINDS = {"csv": "text/csv; charset=utf-8", "jsonl": "application/x-ndjson"}


class NotEnoughChecks(Throttled):
    """429: this request is more checks than are left."""

    default_detail = _("Batas pemeriksaan per menit tidak cukup untuk permintaan ini.")  # type: ignore[assignment]
    extra_detail_singular = extra_detail_plural = _("Coba lagi dalam {wait} detik.")  # type: ignore[assignment]


@extend_schema_serializer(description=_("`texts`; atau, sebagai multipart/form-data, `file`."))
class NewBatchSerializer(KnownFields):
    texts = serializers.ListField(
        child=serializers.CharField(trim_whitespace=False, max_length=TEXT_LIMIT),
        min_length=1,
        max_length=MOST_TEXTS,
        error_messages={
            "min_length": _("kirim paling sedikit {min_length} pesan"),
            "max_length": _("paling banyak {max_length} pesan sekaligus; lebih dari itu: berkas"),
            "not_a_list": _("harus daftar pesan"),
        },
        required=False,
        help_text=limited(
            _("Paling banyak 100 pesan, masing-masing paling panjang {most} karakter."), TEXT_LIMIT
        ),
    )
    file = serializers.FileField(
        required=False,
        help_text=limited(
            _(
                "Berkas `*.csv` (kolom `text` dan `id`) atau `*.jsonl` (kunci yang sama), UTF-8, paling "
                "banyak {most} pesan dan 20 MB."
            ),
            files.MOST_LINES,
        ),
    )

    def validate(self, attrs):
        if len(attrs) != 1:
            raise ValidationError({"texts": [_("kirim tepat satu dari texts dan file")]})
        return attrs

    def validate_texts(self, texts):
        blank = {number: [_("tidak boleh kosong")] for number, text in enumerate(texts) if not text.strip()}
        if blank:
            raise ValidationError(blank)
        return texts


class AnswersSerializer(serializers.Serializer):
    results = CheckSerializer(many=True, help_text=_("Menurut urutan teksnya; `receipt` kosong."))


@extend_schema_serializer(
    description=_(
        "Berkas yang sedang diperiksa. Hasilnya berbentuk seperti berkasnya, satu baris untuk satu pesan."
    )
)
class BatchSerializer(serializers.Serializer):
    receipt = serializers.CharField()
    state = serializers.ChoiceField(
        [
            ("waiting", _("menunggu giliran")),
            ("working", _("sedang diperiksa")),
            ("finished", _("selesai diperiksa")),
        ]
    )
    lines = serializers.IntegerField(help_text=_("Jumlah pesan dalam berkas."))
    done = serializers.IntegerField(help_text=_("Jumlah pesan yang sudah dijawab."))
    url = serializers.URLField(help_text=_("Alamat untuk bertanya lagi."))
    result = serializers.URLField(allow_null=True, help_text=_("Jawabannya, bila semuanya sudah ada."))
    deleted_at = serializers.DateTimeField(allow_null=True, help_text=_("Kapan hasilnya dihapus."))


class BatchView(KnownParameters):
    parser_classes = [BoundedJSONParser, MultiPartParser]

    @extend_schema(
        operation_id="check_batch_create",
        summary=_("Periksa banyak pesan"),
        description=_(
            "Sampai 100 `texts` dijawab seketika, masing-masing seperti di `check/`, tanpa tanda terima; "
            "setiap teks dihitung satu pemeriksaan. Sebuah `file` dijawab di belakang layar: jawabannya 202, "
            "untuk diikuti di `url`; setiap 100 pesannya dihitung satu pemeriksaan. Pesannya dihapus bersama "
            "jawaban yang terakhir, jawabannya 24 jam kemudian."
        ),
        request=NewBatchSerializer,
        responses={200: AnswersSerializer, 202: BatchSerializer},
        tags=["check"],
    )
    def post(self, request):
        asked = NewBatchSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        if "texts" in asked.validated_data:
            return self._answers(request, asked.validated_data["texts"])
        return self._taken(request, asked.validated_data["file"])

    def _answers(self, request, texts: list[str]) -> Response:
        _spend(request, len(texts) - 1)
        try:
            results = [check(text=text, keep_receipt=False).as_json() for text in texts]
        except MatchingUnavailable as error:
            raise NotReady(str(error)) from error
        return Response({"results": results}, headers=PRIVATE)

    def _taken(self, request, file) -> Response:
        form = file.name.rpartition(".")[2].lower()
        if form not in KINDS:
            raise ValidationError({"file": [_("nama berkas harus berakhir .csv atau .jsonl")]})
        try:
            content = file.read()
            messages = len(files.read(content, form))  # fewer than lines: a cell may have many
            _spend(request, messages // MESSAGES_A_CHECK)
            batch = actions.take(content=content, form=form, lines=messages)
        except Invalid as error:
            raise ValidationError({"file": error.messages}) from error
        except actions.CannotTake as error:
            raise NotReady(str(error)) from error
        told = shape(batch)
        return Response(told, status=202, headers=PRIVATE | {"Location": told["url"], "Retry-After": "5"})


class BatchReceiptView(KnownParameters):
    @extend_schema(
        operation_id="check_batch_retrieve",
        summary=_("Kemajuan pemeriksaan berkas"),
        description=_(
            "`done` dari `lines` pesan sudah dijawab; sesudah semuanya dijawab, `result` menyebut berkas "
            "jawabannya."
        ),
        responses=BatchSerializer,
        tags=["check"],
    )
    def get(self, request, receipt):
        return Response(shape(_found(receipt)), headers=PRIVATE)

    @extend_schema(
        operation_id="check_batch_destroy",
        summary=_("Hapus berkas dan jawabannya"),
        description=_(
            "Seketika, selesai atau belum; tanpa ini jawaban dihapus 24 jam sesudah yang terakhir."
        ),
        responses={204: None},
        tags=["check"],
    )
    def delete(self, request, receipt):
        actions.forget(_found(receipt))
        return Response(status=204, headers=PRIVATE)


class BatchResultView(KnownParameters):
    @extend_schema(
        operation_id="check_batch_result",
        summary=_("Jawaban untuk sebuah berkas"),
        description=_(
            "Satu baris untuk setiap pesan, menurut urutannya: nomornya, `id`-nya, dan jawabannya. 409 "
            "sampai semuanya dijawab."
        ),
        responses={(200, "text/csv"): OpenApiTypes.STR, (200, "application/x-ndjson"): OpenApiTypes.STR},
        tags=["check"],
    )
    def get(self, request, receipt):
        batch = _found(receipt)
        if batch.finished_at is None:
            raise Conflict(_("Berkas ini belum selesai diperiksa."))
        response = StreamingHttpResponse(
            actions.result(batch), content_type=KINDS[batch.form], headers=PRIVATE
        )
        response.headers["Content-Disposition"] = f'attachment; filename="damaipedia-cek.{batch.form}"'
        return response


def shape(batch: Batch) -> dict:
    here = settings.SITE_URL + reverse("api_batch", args=[batch.receipt])
    finished = batch.finished_at
    return {
        "receipt": batch.receipt,
        "state": "finished" if finished else "working" if batch.done else "waiting",
        "lines": batch.lines,
        "done": batch.done,
        "url": here,
        "result": f"{here}result/" if finished else None,
        "deleted_at": moment(finished + actions.KEPT) if finished else None,
    }


def _found(receipt: str) -> Batch:
    batch = Batch.objects.filter(receipt=receipt).first()
    if batch is None:
        raise Http404
    return batch


def _spend(request, more: int) -> None:
    """Count the work of this request against the limit of checks."""
    spend = getattr(request._request, "spend", None)
    wait = spend(more) if spend and more > 0 else 0
    if wait:
        raise NotEnoughChecks(wait)


urlpatterns = [
    path("check/batch/", BatchView.as_view(), name="api_batches"),
    path("check/batch/<str:receipt>/", BatchReceiptView.as_view(), name="api_batch"),
    path("check/batch/<str:receipt>/result/", BatchResultView.as_view(), name="api_batch_result"),
]
