"""Reports through the API: send one, and follow it by its receipt."""

from django.conf import settings
from django.http import Http404
from django.urls import path
from django.utils.cache import add_never_cache_headers
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.parsers import FormParser, MultiPartParser
from rest_framework.response import Response

from core.known import KnownFields, KnownParameters
from core.parsing import BoundedJSONParser
from factcheck.exchange.records import absolute_url
from factcheck.models import Appearance, Debunk
from reports.channels import api as channel
from reports.intake import MAX_TEXT, MAX_URL
from reports.models import HoaxReport, Kind
from reports.progress import withdrawn
from reports.receipts import tidy


class NewReportSerializer(KnownFields):
    """At least one of `text`, `url` and `images`. The limits are checked where every channel's are."""

    text = serializers.CharField(
        required=False,
        allow_blank=True,
        help_text=f"The message, up to {MAX_TEXT:,} characters.",
    )
    url = serializers.CharField(
        required=False,
        allow_blank=True,
        help_text=f"Where it was seen, up to {MAX_URL:,} characters.",
    )
    images = serializers.ListField(
        child=serializers.FileField(),
        required=False,
        help_text="Up to 5 JPEG, PNG, WebP or GIF, each up to 10 MB and 40 megapixels (multipart only).",
    )
    kind = serializers.ChoiceField(Kind.choices, default=Kind.HOAX)
    seen_where = serializers.ChoiceField(Appearance.Platform.choices, required=False, allow_blank=True)
    seen_on = serializers.DateField(required=False)
    contact = serializers.CharField(
        required=False,
        allow_blank=True,
        help_text="E-mail address (or, where the site can write there, WhatsApp number) to be told the answer"
        " at; send it only with the reporter's consent. Sealed at once, readable by the notifier only.",
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
    url = serializers.SerializerMethodField(help_text="The page on which a person can follow the report.")

    class Meta:
        model = HoaxReport
        fields = ["receipt", "state", "url"]

    def get_url(self, report) -> str:
        return f"{settings.SITE_URL}{report.get_absolute_url()}"


class ReportSerializer(ReceiptSerializer):
    received_at = serializers.DateTimeField(source="created_at")
    debunk = AnswerSerializer(allow_null=True, help_text="The answer, once there is one.")
    withdrawn = serializers.SerializerMethodField(help_text="The answer that was withdrawn, if one was.")
    reason = serializers.SerializerMethodField(help_text="Why the editors closed it without a debunk.")

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
        summary="Report a claim",
        description="Stored before the reply. A worker then looks for a debunk; otherwise editors get it.",
        parameters=[
            OpenApiParameter(
                "Idempotency-Key",
                str,
                "header",
                description="Of your choice. Sent again with the same content, it brings the receipt of the"
                " first time; with other content, 400.",
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
        summary="Follow a report by its receipt",
        parameters=[OpenApiParameter("receipt", str, "path", description="Such as `DMP-7K4Q-2X9M-T3HB`.")],
        responses=ReportSerializer,
        tags=["reports"],
    )
    def get(self, request, receipt):
        """Its state, and the debunk that answers it once there is one."""
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
