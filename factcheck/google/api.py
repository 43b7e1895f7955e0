"""`/api/v1alpha1/claims:search`, and the discovery document by which Google's client libraries find it."""

import json
from functools import cache
from pathlib import Path

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.urls import path
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.exceptions import APIException
from rest_framework.views import APIView

from factcheck.google import masks
from factcheck.google.claims import LONGEST_QUERY, Search, claims
from factcheck.google.errors import google_error

USUAL_SIZE, MOST = 10, 100
DEEPEST = 100_000  # results that can be paged through
OWN = ("query", "languageCode", "reviewPublisherSiteFilter", "maxAgeDays", "pageSize", "pageToken", "offset")
# https://cloud.google.com/apis/docs/system-parameters; those without a rule below are taken and mean nothing.
STANDARD = ("key", "access_token", "oauth_token", "quotaUser", "uploadType", "upload_protocol")


class PublisherSerializer(serializers.Serializer):
    name = serializers.CharField(required=False)
    site = serializers.CharField(required=False)


class ClaimReviewSerializer(serializers.Serializer):
    publisher = PublisherSerializer(required=False)
    url = serializers.CharField(required=False)
    title = serializers.CharField(required=False)
    reviewDate = serializers.CharField(required=False)
    textualRating = serializers.CharField(required=False)
    languageCode = serializers.CharField(required=False)


class ClaimSerializer(serializers.Serializer):
    text = serializers.CharField(required=False)
    claimant = serializers.CharField(required=False)
    claimDate = serializers.CharField(required=False)
    claimReview = ClaimReviewSerializer(many=True, required=False)


class ClaimsSerializer(serializers.Serializer):
    claims = ClaimSerializer(many=True, required=False)
    nextPageToken = serializers.CharField(required=False)


class Refused(Exception):
    """400; the message says which parameter and why."""


def _parameter(name: str, kind: type, description):
    return OpenApiParameter(name, kind, "query", description=description)


class ClaimsView(APIView):
    """Answers like Google's API of that name, in its shapes, errors included."""

    @extend_schema(
        operation_id="google_claims_search",
        summary=_("Klaim dan hasil pemeriksaannya, seperti Fact Check Tools API milik Google"),
        description=_("Menjawab seperti API Google itu, dengan bentuk yang sama, juga saat menolak."),
        tags=["v1alpha1"],
        responses=ClaimsSerializer,
        parameters=[
            _parameter(
                "query",
                str,
                format_lazy(
                    _("Kata-kata; paling panjang {most} karakter. Wajib bila situs tidak disebut."),
                    most=LONGEST_QUERY,
                ),
            ),
            _parameter("languageCode", str, _("Seperti `id`. Wilayahnya tidak berpengaruh.")),
            _parameter("reviewPublisherSiteFilter", str, _("Situs pemeriksanya, seperti `example.org`.")),
            _parameter("maxAgeDays", int, _("Hanya yang diperiksa dalam sekian hari terakhir.")),
            _parameter(
                "pageSize",
                int,
                format_lazy(_("Paling banyak {most}; biasanya {usual}."), most=MOST, usual=USUAL_SIZE),
            ),
            _parameter("pageToken", str, _("`nextPageToken` dari halaman sebelumnya.")),
            _parameter("offset", int, _("Mulai dari hasil ke berapa, tanpa pageToken.")),
            _parameter("fields", str, _("Yang diinginkan, seperti `claims(text,claimReview/url)`.")),
            _parameter("prettyPrint", bool, _("Dengan indentasi; biasanya true.")),
            _parameter("alt", str, _("Hanya `json`.")),
            _parameter("$.xgafv", str, _("`1` atau `2`: bentuk kesalahan; di sini keduanya sama.")),
            *(_parameter(name, str, _("Diterima, tanpa pengaruh.")) for name in STANDARD),
        ],
    )
    def get(self, request):
        try:
            return self._answer(request.query_params)
        except Refused as error:
            return google_error(400, str(error))

    def _answer(self, asked) -> HttpResponse:
        _refuse_strange(asked)
        search, (offset, size) = _search(asked), _page(asked)
        mask = _mask(asked)
        found, more = claims(search, offset, size)
        data = {"claims": found, "nextPageToken": _token(offset + size) if more else ""}
        data = {name: value for name, value in data.items() if value}
        indent = None if asked.get("prettyPrint") == "false" else 2
        return _json(masks.apply(mask, data) if mask else data, indent=indent)

    def handle_exception(self, error):
        if isinstance(error, APIException):
            return google_error(error.status_code, str(error.detail))
        return super().handle_exception(error)


def _json(data: dict, indent: int | None) -> HttpResponse:
    return JsonResponse(data, json_dumps_params={"ensure_ascii": False, "indent": indent})


def _refuse_strange(asked) -> None:
    if "callback" in asked:
        raise Refused("callback: JSONP is not supported; every origin may read this with CORS.")
    if asked.get("alt", "json") != "json":
        raise Refused('alt: only "json" is supported.')
    if asked.get("$.xgafv", "1") not in ("1", "2"):
        raise Refused('$.xgafv: only "1" and "2" are allowed.')
    if asked.get("prettyPrint", "true") not in ("true", "false"):
        raise Refused('prettyPrint: only "true" and "false" are allowed.')
    for name in asked:
        if name not in (*OWN, *STANDARD, "alt", "fields", "prettyPrint", "$.xgafv"):
            raise Refused(
                f'Invalid JSON payload received. Unknown name "{name}": Cannot bind query parameter.'
            )


def _search(asked) -> Search:
    query, site = asked.get("query", "").strip(), asked.get("reviewPublisherSiteFilter", "").strip()
    if not query and not site:
        raise Refused("query: required unless reviewPublisherSiteFilter is given.")
    if len(query) > LONGEST_QUERY or "\x00" in query:
        raise Refused(f"query: at most {LONGEST_QUERY} characters, without NUL.")
    days = _number(asked, "maxAgeDays", None, 1, 100_000)
    language = asked.get("languageCode", "").strip()
    if not language.replace("-", "a").isascii() or not (language.replace("-", "a").isalnum() or not language):
        raise Refused("languageCode: a BCP-47 code is expected, such as id.")
    try:
        return Search(query, language[:20], _valid_site(site), days)
    except ValueError as error:
        raise Refused("reviewPublisherSiteFilter: a site is expected, such as example.org.") from error


def _valid_site(site: str) -> str:
    if len(site) > 300 or any(letter.isspace() or letter in "[]\x00" for letter in site):
        raise ValueError(site)
    return site


def _page(asked) -> tuple[int, int]:
    """Where the page begins and how long it is. A token is looked at before the offset."""
    size = min(_number(asked, "pageSize", USUAL_SIZE, 0, 2**31 - 1) or USUAL_SIZE, MOST)
    offset = _number(asked, "offset", 0, 0, DEEPEST)
    token = asked.get("pageToken", "")
    if not token:
        return offset, size
    if not (token.startswith("o") and token[1:].isdecimal() and len(token) < 8 and token.isascii()):
        raise Refused("pageToken: not a token from here.")
    return min(int(token[1:]), DEEPEST), size


def _token(offset: int) -> str:
    return f"o{offset}"


def _number(asked, name: str, usual, least: int, most: int):
    text = asked.get(name, "")
    if not text:
        return usual
    if not (text.isascii() and text.isdecimal() and len(text) < 12 and least <= int(text) <= most):
        raise Refused(f"{name}: a whole number from {least} to {most} is expected.")
    return int(text)


def _mask(asked) -> dict | None:
    if not asked.get("fields"):
        return None
    try:
        return masks.parse(asked["fields"])
    except masks.BadMask as error:
        raise Refused(f"fields: Invalid field selection {error}") from error


@cache
def _discovery() -> dict:
    return json.loads(Path(__file__).with_name("discovery.json").read_text(encoding="utf-8"))


@require_safe
def discovery(request):
    """The description that client libraries build themselves from."""
    version = request.GET.get("version", "v1alpha1")
    if version != "v1alpha1":
        return google_error(404, f"There is no version {version[:20]} here, only v1alpha1.")
    root = f"{settings.SITE_URL}/api/"
    return JsonResponse({**_discovery(), "rootUrl": root, "baseUrl": root})


def other_methods(request):
    """What Google's API has beside the search of claims."""
    return google_error(
        404, "Only claims:search is here. A picture is checked by POST /api/v1/check/ (image)."
    )


urlpatterns = [
    path("api/v1alpha1/claims:imageSearch", other_methods),
    path("api/v1alpha1/pages", other_methods),
    path("api/v1alpha1/claims:search", ClaimsView.as_view(), name="google_claims"),
    path("$discovery/rest", discovery, name="google_discovery"),
    path("api/$discovery/rest", discovery, name="google_discovery_of_api"),
]
