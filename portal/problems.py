"""Errors of the API as RFC 9457 problem documents."""

from django.conf import settings
from django.core.exceptions import (
    DisallowedHost,
    RequestDataTooBig,
    TooManyFieldsSent,
    TooManyFilesSent,
)
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views import defaults
from django_filters import MultipleChoiceFilter
from rest_framework import exceptions
from rest_framework.filters import BaseFilterBackend
from rest_framework.response import Response
from rest_framework.views import exception_handler

from core.known import refuse_twice, refuse_unknown
from factcheck.google.errors import google_error

MEDIA_TYPE = "application/problem+json"


def problem(error: Exception, context: dict) -> Response | None:
    """DRF's exception handler: `{"type", "title", "status", "detail", "errors"}`.

    `errors`, for input that was refused, names each field: `[{"field", "detail"}]`.
    """
    response = exception_handler(error, context)
    if response is None:
        return None
    errors = list(_field_errors(response.data)) if isinstance(error, exceptions.ValidationError) else []
    response.data = {
        "type": "about:blank",
        "title": response.status_text,
        "status": response.status_code,
        "detail": _detail(response, error, errors, context["request"].method),
        **({"errors": errors} if errors else {}),
    }
    response.content_type = MEDIA_TYPE
    return response


def _detail(response, error, errors, method: str) -> str:
    if errors:
        return "; ".join(f"{each['field']}: {each['detail']}" for each in errors)
    if isinstance(error, Http404):
        return _("Tidak ada yang beralamat ini.")
    if isinstance(error, exceptions.MethodNotAllowed):
        return _("Alamat ini tidak mengenal %(method)s.") % {"method": method}
    if isinstance(error, exceptions.ParseError):
        return _("Isi permintaan tidak dapat dibaca: %(why)s") % {"why": response.data["detail"]}
    return str(response.data["detail"])


def _field_errors(data, field: str = ""):
    """Every message in DRF's nested error data, with the path of its field."""
    if isinstance(data, dict):
        for name, value in data.items():
            here = "" if name == "non_field_errors" else str(name)
            yield from _field_errors(value, ".".join(filter(None, (field, here))))
    elif isinstance(data, list):
        for number, value in enumerate(data):
            nested = isinstance(value, dict | list)
            yield from _field_errors(value, f"{field}[{number}]" if nested else field)
    else:
        yield {"field": field or "request", "detail": str(data)}


class KnownParametersOnly(BaseFilterBackend):
    """Refuses parameters that mean nothing here: a mistyped filter must not pass for an answer."""

    def get_schema_operation_parameters(self, view):
        """What every resource takes besides its filters, for the schema."""
        described = [
            ("fields", _("Hanya kolom ini, dipisah koma.")),
            ("include", _("Juga ini, dipisah koma: %(names)s.") % {"names": ", ".join(view.includes)}),
            ("ordering", _("Urutan: %(names)s; - di depan membalik.") % {"names": ", ".join(view.orderings)}),
            ("since", _("Penanda cursor dari jawaban sebelumnya, atau 0: hanya yang berubah sesudahnya.")),
        ]
        kind = {"in": "query", "required": False, "schema": {"type": "string"}}
        return [
            {**kind, "name": name, "description": str(text)}
            for name, text in described
            if name in view.own_parameters
        ]

    def filter_queryset(self, request, queryset, view):
        filters = getattr(view, "filterset_class", None)
        known = {*(filters.base_filters if filters else ()), *view.own_parameters}
        if view.action == "list" and view.paginator:
            known |= {view.paginator.cursor_query_param, view.paginator.page_size_query_param}
        refuse_unknown(request, known)
        declared = filters.base_filters if filters else {}
        refuse_twice(request, [name for name in declared if isinstance(declared[name], MultipleChoiceFilter)])
        return queryset


def bad_request(request, exception):
    """What cannot be read (400), or is more than is read at once (413)."""
    if isinstance(exception, DisallowedHost):  # no address of ours could be written into a page
        return defaults.bad_request(request, exception)
    if isinstance(exception, RequestDataTooBig):
        most = f"{settings.DATA_UPLOAD_MAX_MEMORY_SIZE / 1_000_000:.1f}"
        return too_large(request, _("Isi permintaan tanpa berkas paling besar %(most)s MB.") % {"most": most})
    if isinstance(exception, TooManyFilesSent):
        most = settings.DATA_UPLOAD_MAX_NUMBER_FILES
        return too_large(request, _("Paling banyak %(most)s berkas sekali kirim.") % {"most": most})
    if isinstance(exception, TooManyFieldsSent):
        most = settings.DATA_UPLOAD_MAX_NUMBER_FIELDS
        return too_large(request, _("Paling banyak %(most)s isian sekali kirim.") % {"most": most})
    return refused(request, 400, "Bad Request", _("Permintaan ini tidak dapat dibaca."))


def too_large(request, detail: str):
    """413, with the limit in `detail`."""
    return refused(request, 413, "Content Too Large", detail)


def refused(request, status: int, title: str, detail: str):
    if request.path_info.startswith("/api/"):
        return plain(request, status, title, detail)
    return render(request, "400.html", {"status": status, "detail": detail}, status=status)


def forged(request, reason=""):
    """403: a form without its token, as when another site sent it."""
    detail = _(
        "Formulir ini tidak dikirim dari halaman kami, atau halamannya terlalu lama terbuka. Muat ulang."
    )
    if request.path_info.startswith("/api/"):
        return plain(request, 403, "Forbidden", detail)
    return render(request, "403.html", {"exception": detail}, status=403)


def not_allowed(request, allowed: str):
    """The page of 405, where Django has none."""
    detail = _("Alamat ini tidak mengenal %(method)s.") % {"method": request.method}
    response = render(request, "400.html", {"status": 405, "detail": detail}, status=405)
    response.headers["Allow"] = allowed
    return response


def not_found(request, exception):
    """Django's 404 page, except under /api/, where programs read the answer."""
    if not request.path_info.startswith("/api/"):
        return defaults.page_not_found(request, exception)
    return plain(request, 404, "Not Found", _("Tidak ada yang beralamat ini."))


def server_error(request):
    """Django's 500 page, except under /api/."""
    if not request.path_info.startswith("/api/"):
        return defaults.server_error(request)
    return plain(request, 500, "Internal Server Error", _("Ada yang salah di pihak kami. Silakan coba lagi."))


def unavailable(request):
    """503: the database does not answer."""
    detail = _("Situs sedang tidak bisa menyimpan atau membaca. Coba lagi sebentar lagi.")
    if request.path_info.startswith("/api/"):
        return plain(request, 503, "Service Unavailable", detail)
    return render(request, "503.html", {"detail": detail}, status=503)


def plain(request, status: int, title: str, detail: str) -> HttpResponse:
    """A problem document; where Google's API is spoken, an error in its shape."""
    if request.path_info.startswith("/api/v1alpha1/"):
        return google_error(status, detail)
    data = {"type": "about:blank", "title": title, "status": status, "detail": detail}
    return JsonResponse(data, status=status, content_type=MEDIA_TYPE)
