"""The figures of /statistik/ in the JSON API."""

from django.conf import settings
from django.http import Http404
from django.urls import path, reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from core.known import KnownParameters
from portal.statistics.tables import Row, Table
from portal.statistics.views import FIGURES


class FigureRowSerializer(serializers.Serializer):
    label = serializers.CharField()  # type: ignore[assignment]  # the name a table has for it
    values = serializers.ListField(
        child=serializers.JSONField(
            help_text=_("Angka, teks seperti persentase, atau null: tidak ditampilkan.")
        ),
        help_text=_("Menurut urutan kolom sesudah yang pertama."),
    )


class FigureSerializer(serializers.Serializer):
    id = serializers.CharField()
    title = serializers.CharField()
    columns = serializers.ListField(child=serializers.CharField())
    rows = FigureRowSerializer(many=True)
    note = serializers.CharField(allow_blank=True, help_text=_("Cara menghitungnya."))
    csv = serializers.URLField(help_text=_("Isi yang sama sebagai CSV."))


class FigureListSerializer(serializers.Serializer):
    results = FigureSerializer(many=True)


class StatisticsView(KnownParameters):
    @extend_schema(
        operation_id="statistics_list",
        summary=_("Semua angka dengan tabelnya"),
        description=_("Judul dan label dalam bahasa yang diminta."),
        responses=FigureListSerializer,
    )
    def get(self, request):
        return Response({"results": [shape(make()) for make in FIGURES.values()]})


class FigureView(KnownParameters):
    @extend_schema(
        operation_id="statistics_retrieve",
        summary=_("Satu angka dengan tabelnya"),
        description=_("Sama dengan di halaman statistik dan netralitas, dalam bahasa yang diminta."),
        responses=FigureSerializer,
    )
    def get(self, request, figure):
        if figure not in FIGURES:
            raise Http404
        return Response(shape(FIGURES[figure]()))


def shape(table: Table) -> dict:
    with translation.override(settings.LANGUAGE_CODE):
        address = settings.SITE_URL + reverse("figure", args=[table.name])
    return {
        "id": table.name,
        "title": str(table.title),
        "columns": [str(column) for column in table.columns],
        "rows": [_row(row) for row in table.rows],
        "note": str(table.note),
        "csv": address,
    }


def _row(row: Row) -> dict:
    return {"label": str(row.label), "values": [_plain(value) for value in row.values]}


def _plain(value):
    return value if isinstance(value, int | float) or value is None else str(value)


urlpatterns = [
    path("statistics/", StatisticsView.as_view(), name="api_statistics"),
    path("statistics/<slug:figure>/", FigureView.as_view(), name="api_figure"),
]
