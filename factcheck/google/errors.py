"""Errors in the shape of Google's APIs: https://cloud.google.com/apis/design/errors"""

from django.http import HttpResponse, JsonResponse

STATUSES = {
    400: "INVALID_ARGUMENT",
    401: "UNAUTHENTICATED",
    403: "PERMISSION_DENIED",
    404: "NOT_FOUND",
    405: "UNIMPLEMENTED",
    429: "RESOURCE_EXHAUSTED",
    500: "INTERNAL",
    503: "UNAVAILABLE",
}


def google_error(code: int, message: str) -> HttpResponse:
    error = {"code": code, "message": message, "status": STATUSES.get(code, "UNKNOWN")}
    return JsonResponse({"error": error}, status=code, json_dumps_params={"ensure_ascii": False, "indent": 2})
