"""Which language a request is answered in. Pages say it in their address, its documentation too, and the API
takes it from Accept-Language."""

from django.conf import settings
from django.middleware.locale import LocaleMiddleware
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation.trans_real import parse_accept_lang_header

API, DOCS = "/api/", "/api/v1/docs/"
CODES = {code for code, _name in settings.LANGUAGES}


def heeds_browser(request) -> bool:
    return request.path_info.startswith(API) and not request.path_info.startswith(DOCS)


def language_of(request) -> str:
    if not heeds_browser(request):
        return translation.get_language_from_path(request.path_info) or settings.LANGUAGE_CODE
    accepted = request.META.get("HTTP_ACCEPT_LANGUAGE")
    named = (code.split("-")[0] for code, _weight in parse_accept_lang_header(accepted or ""))
    return next((code for code in named if code in CODES), settings.LANGUAGE_CODE)


class LanguageMiddleware(LocaleMiddleware):
    def process_request(self, request):
        if not heeds_browser(request):
            return super().process_request(request)
        translation.activate(language_of(request))
        request.LANGUAGE_CODE = translation.get_language()

    def process_response(self, request, response):
        if not heeds_browser(request):
            return super().process_response(request, response)
        patch_vary_headers(response, ("Accept-Language",))
        response.headers.setdefault("Content-Language", translation.get_language())
        return response
