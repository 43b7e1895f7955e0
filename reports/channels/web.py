"""The form /lapor/. Its reporters read their receipt page, or leave an e-mail address."""

from django.core.exceptions import ValidationError

from reports.actions import accept
from reports.channels import Refused


def ready() -> bool:
    return True


def take(form) -> list:
    """The stored report; none when something is to be mended, which the form then says."""
    if not form.is_valid():
        return []
    try:
        return [accept(channel="web", **form.cleaned_data)]
    except ValidationError as error:
        form.add_error(None, error)
        return []


def tell(address, letter) -> None:
    raise Refused("a web page cannot be written to")
