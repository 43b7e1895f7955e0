"""Reports through the API: send one, and follow it by its receipt."""

from django.conf import settings
from django.http import Http404
from django.urls import path
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import (
    OpenApiParameter,
    extend_schema,
    extend_schema_field,
    extend_schema_serializer,
)
from rest_framework import serializers
from rest_framework.parsers import FormParser, MultiPartParser
from rest_framework.response import Response

from core.known import KnownFields, KnownParameters
from core.parsing import BoundedJSONParser, limited
from factcheck.exchange.records import absolute_url
from factcheck.models import Appearance, Debunk
from reports.channels import api as channel
from reports.intake import MAX_TEXT, MAX_URL
from reports.models import HoaxReport, Kind
from reports.progress import withdrawn
from reports.receipts import tidy


@extend_schema_serializer(description=_("Paling sedikit satu dari `text`, `url`, dan `images`."))
class NewReportSerializer(KnownFields):
    """The limits are checked where every channel's are."""

    text = serializers.CharField(
        required=False,
        allow_blank=True,
        help_text=limited(_("Pesannya, paling panjang {most} karakter."), MAX_TEXT),
    )
    url = serializers.CharField(
        required=False,
        allow_blank=True,
        help_text=limited(_("Alamat tempat pesan itu terlihat, paling panjang {most} karakter."), MAX_URL),
    )
    images = serializers.ListField(
        child=serializers.FileField(),
        required=False,
        help_text=_(
            "Paling banyak 5 JPEG, PNG, WebP, atau GIF, masing-masing paling besar 10 MB dan 40 megapiksel "
            "(hanya multipart)."
        ),
    )
    kind = serializers.ChoiceField(Kind.choices, default=Kind.HOAX)
    seen_where = serializers.ChoiceField(Appearance.Platform.choices, required=False, allow_blank=True)
    seen_on = serializers.DateField(required=False)
    contact = serializers.CharField(
        required=False,
        allow_blank=True,
        help_text=_(
            "Alamat surel (atau nomor WhatsApp, bila situs ini dapat menulis ke sana) untuk dikabari "
            "jawabannya; kirim hanya dengan persetujuan pelapor. Langsung disegel, hanya terbaca oleh "
            "pengirim kabar."
        ),
    )


class AnswerSerializer(serializers.ModelSerializer):
    id = serializers.CharField()
    url = serializers.SerializerMethodField()

    class Meta:
        model = Debunk
        fields = ["id", "title", "verdict", "url", "published_at"]

    def get_url(self, debunk) -> str:
        return absolute_url(debunk)


class ReceiptSerializer(serializers.ModelSerializer):
    url = serializers.SerializerMethodField(help_text=_("Halaman untuk mengikuti laporan ini."))

    class Meta:
        model = HoaxReport
        fields = ["receipt", "state", "url"]

    def get_url(self, report) -> str:
        return f"{settings.SITE_URL}{report.get_absolute_url()}"


class ReportSerializer(ReceiptSerializer):
    received_at = serializers.DateTimeField(source="created_at")
    debunk = AnswerSerializer(allow_null=True, help_text=_("Jawabannya, bila sudah ada."))
    withdrawn = serializers.SerializerMethodField(help_text=_("Jawaban yang ditarik, bila ada."))
    reason = serializers.SerializerMethodField(help_text=_("Mengapa redaksi menutupnya tanpa debunk."))

    class Meta(ReceiptSerializer.Meta):
        fields = [*ReceiptSerializer.Meta.fields, "received_at", "debunk", "withdrawn", "reason"]

    @extend_schema_field(AnswerSerializer(allow_null=True))
    def get_withdrawn(self, report) -> dict | None:
        earlier = withdrawn(report)
        return AnswerSerializer(earlier).data if earlier else None

    def get_reason(self, report) -> str:
        return report.case.reason if report.state == HoaxReport.State.REJECTED else ""


class ReportsView(KnownParameters):
    parser_classes = [BoundedJSONParser, MultiPartParser, FormParser]

    @extend_schema(
        operation_id="reports_create",
        summary=_("Laporkan sebuah klaim"),
        description=_(
            "Laporan disimpan sebelum dijawab. Sesudah itu dicari debunk-nya; bila tidak ada, redaksi "
            "menerimanya."
        ),
        parameters=[
            OpenApiParameter(
                "Idempotency-Key",
                str,
                "header",
                description=_(
                    "Pilih sendiri. Dikirim lagi dengan isi yang sama, jawabannya tanda terima yang pertama; "
                    "dengan isi lain, 400."
                ),
            )
        ],
        request=NewReportSerializer,
        responses={201: ReceiptSerializer},
        tags=["reports"],
    )
    def post(self, request):
        serializer = NewReportSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        [report] = channel.take(request, serializer.validated_data)
        body = ReceiptSerializer(report).data
        return Response(body, status=201, headers={"Location": body["url"]})


class ReportView(KnownParameters):
    @extend_schema(
        operation_id="reports_retrieve",
        summary=_("Ikuti laporan dengan tanda terimanya"),
        description=_("Keadaannya, dan debunk yang menjawabnya bila sudah ada."),
        parameters=[OpenApiParameter("receipt", str, "path", description=_("Seperti `DMP-7K4Q-2X9M-T3HB`."))],
        responses=ReportSerializer,
        tags=["reports"],
    )
    def get(self, request, receipt):
        report = (
            HoaxReport.objects.select_related("debunk", "case").filter(receipt=tidy(receipt) or "").first()
        )
        if report is None:
            raise Http404
        response = Response(ReportSerializer(report).data)
        add_never_cache_headers(response)
        response["Referrer-Policy"] = "no-referrer"
        return response


urlpatterns = [
    path("reports/", ReportsView.as_view(), name="api_reports"),
    path("reports/<str:receipt>/", ReportView.as_view(), name="api_report"),
]
