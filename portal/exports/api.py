"""Exports in the JSON API: the list of them, and their files."""

from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import (
    OpenApiParameter,
    OpenApiResponse,
    extend_schema,
    extend_schema_serializer,
)
from rest_framework import serializers
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.response import Response

from core import signing
from core.known import KnownParameters
from portal.exports.actions import begin_first
from portal.exports.downloads import download
from portal.exports.finishing import KEY, MANIFEST, SIGNATURE
from portal.exports.models import Export

LATEST = "latest"
TOLD = ("made_at", "cursor", "since", "licence", "schema_version")
SOON = {"Retry-After": "30", "Cache-Control": "no-store"}
KINDS = {
    "csv": "text/csv; charset=utf-8",
    "jsonl": "application/x-ndjson",
    "json": "application/json",
    "gz": "application/gzip",
    "sig": "application/octet-stream",
}
MEDIA = [kind.partition(";")[0] for kind in KINDS.values()]
OK = (200, 206)
OF_MEDIA = {"application/json": OpenApiTypes.ANY}  # what a program reads as JSON is no string


class LicenceSerializer(serializers.Serializer):
    name = serializers.CharField()
    url = serializers.URLField()


class ExportFileSerializer(serializers.Serializer):
    name = serializers.CharField(
        help_text=_("Seperti `debunks.jsonl` dan `debunks.csv`; keduanya juga dengan `.gz`.")
    )
    url = serializers.URLField()
    rows = serializers.IntegerField(allow_null=True)
    bytes = serializers.IntegerField()
    sha256 = serializers.CharField()


@extend_schema_serializer(
    description=_(
        "Sebuah ekspor. Ia utuh sampai `cursor`, dan dari sana `?since=` meneruskan; `changes.jsonl` "
        "menyebut apa yang berubah sejak ekspor yang `cursor`-nya `since`."
    )
)
class ExportSerializer(serializers.Serializer):
    id = serializers.CharField(
        help_text=_("Harinya; yang berikutnya pada hari yang sama berakhiran -2, -3, …")
    )
    url = serializers.URLField()
    made_at = serializers.DateTimeField()
    cursor = serializers.CharField()
    since = serializers.CharField(allow_null=True)
    licence = LicenceSerializer()
    schema_version = serializers.CharField()
    manifest = serializers.URLField(help_text=_("Isi keterangan ini, sebagai berkas."))
    signature = serializers.URLField(help_text=_("Ed25519, 64 byte, atas isi manifes."))
    files = ExportFileSerializer(many=True)


class ExportListSerializer(serializers.Serializer):
    next = serializers.URLField(allow_null=True, help_text=_("Selalu null: ekspor disimpan seminggu."))
    previous = serializers.URLField(allow_null=True)
    results = ExportSerializer(many=True)
    making = serializers.BooleanField(help_text=_("Apakah ada yang sedang dibuat."))
    public_key = serializers.URLField(help_text=_("Kunci publik tanda tangannya, dalam PEM."))


class AsItIs(BaseContentNegotiation):
    """A file has the form that it has, whatever is accepted."""

    def select_renderer(self, request, renderers, format_suffix=None):
        return renderers[0], renderers[0].media_type


class ExportsView(KnownParameters):
    @extend_schema(
        operation_id="exports_list",
        summary=_("Ekspor semua yang publik, terbaru dahulu"),
        description=_(
            "Dibuat setiap malam dan disimpan seminggu. Jawabannya 202 selama yang pertama masih dibuat."
        ),
        responses={200: ExportListSerializer, 202: ExportListSerializer},
        tags=["exports"],
    )
    def get(self, request):
        begin_first()
        exports = list(Export.objects.finished())
        told = {
            "next": None,
            "previous": None,
            "results": [shape(export) for export in exports],
            "making": Export.objects.unfinished().exists(),
            "public_key": settings.SITE_URL + reverse("api_export_key"),
        }
        return Response(told) if exports else Response(told, 202, headers=SOON)


class ExportView(KnownParameters):
    @extend_schema(
        operation_id="exports_retrieve",
        summary=_("Satu ekspor"),
        description=_("`latest` adalah yang terbaru."),
        responses=ExportSerializer,
        tags=["exports"],
    )
    def get(self, request, name):
        return Response(shape(_found(name)))


class ExportFileView(KnownParameters):
    content_negotiation_class = AsItIs

    @extend_schema(
        operation_id="exports_file_retrieve",
        summary=_("Satu berkas ekspor"),
        description=_(
            "Tidak pernah berubah sesudah ada: ETag-nya adalah SHA-256 berkas itu. Bisa diambil sebagian "
            "(`Range`, `If-Range`). Untuk `latest`, pengalihan ke berkas ekspor yang terbaru."
        ),
        parameters=[
            OpenApiParameter(
                "Range", str, OpenApiParameter.HEADER, description=_("Satu rentang, `bytes=0-99`.")
            )
        ],
        responses={
            **{(status, kind): OF_MEDIA.get(kind, OpenApiTypes.BINARY) for status in OK for kind in MEDIA},
            302: OpenApiResponse(description=_("Pengalihan ke berkas ekspor yang terbaru.")),
            304: OpenApiResponse(description=_("Tidak berubah sejak `If-None-Match`.")),
            416: OpenApiResponse(description=_("Rentangnya di luar berkas ini.")),
        },
        tags=["exports"],
    )
    def get(self, request, name, file):
        export = _found(name)
        tag = _tags(export).get(file)
        if tag is None:
            raise Http404
        if name == LATEST:
            return HttpResponseRedirect(
                settings.SITE_URL + reverse("api_export_file", args=[export.name, file])
            )
        kind = KINDS[file.rpartition(".")[2]]
        try:
            shown_as = f"damaipedia-{export.name}-{file}"
            return download(request, export.folder / file, tag=tag, kind=kind, name=shown_as)
        except FileNotFoundError as error:
            raise Http404 from error


class ExportKeyView(KnownParameters):
    content_negotiation_class = AsItIs

    @extend_schema(
        operation_id="exports_key_retrieve",
        summary=_("Kunci publik tanda tangan"),
        description=_(
            "Ed25519, dalam PEM. Simpanlah: kunci yang diambil bersama berkas-berkasnya tidak membuktikan "
            "apa pun tentang berkas itu."
        ),
        responses={(200, "application/x-pem-file"): OpenApiTypes.STR},
        tags=["exports"],
    )
    def get(self, request):
        return HttpResponse(signing.public_pem(KEY), content_type="application/x-pem-file")


def shape(export: Export) -> dict:
    manifest, here = export.manifest, settings.SITE_URL + reverse("api_export", args=[export.name])
    return {
        "id": export.name,
        "url": here,
        **{name: manifest[name] for name in TOLD},
        "manifest": here + MANIFEST,
        "signature": here + SIGNATURE,
        "files": [{**file, "url": here + file["name"]} for file in manifest["files"]],
    }


def _found(name: str) -> Export:
    exports = Export.objects.finished()
    export = (exports if name == LATEST else exports.filter(name=name)).first()
    if export is None:
        raise Http404
    return export


def _tags(export: Export) -> dict[str, str]:
    """A strong tag for each file that there is."""
    listed = {file["name"]: file["sha256"] for file in export.manifest["files"]}
    return listed | {name: f"{export.name}-{name}" for name in (MANIFEST, SIGNATURE)}


urlpatterns = [
    path("exports/", ExportsView.as_view(), name="api_exports"),
    path("exports/public-key.pem", ExportKeyView.as_view(), name="api_export_key"),
    path("exports/<slug:name>/", ExportView.as_view(), name="api_export"),
    path("exports/<slug:name>/<str:file>", ExportFileView.as_view(), name="api_export_file"),
]
