"""`POST /api/v1/reports/`."""

from django.core.exceptions import ValidationError
from rest_framework import exceptions

from reports.actions import accept
from reports.channels import Refused


def ready() -> bool:
    return True


def take(request, content: dict) -> list:
    """The stored report. Raises the API's own ValidationError."""
    key = request.headers.get("Idempotency-Key", "")
    try:
        return [accept(channel="api", idempotency_key=key, **content)]
    except ValidationError as error:
        raise exceptions.ValidationError(error.message_dict) from error


def tell(address, letter) -> None:
    raise Refused("a program asks for its answer")
