"""The form /lapor/. Its reporters read their receipt page, or leave an e-mail address."""

from django.core.exceptions import ValidationError

from reports.actions import accept
from reports.channels import Refused
from reports.intake import checked


def ready() -> bool:
    return True


def take(form) -> list:
    """The stored report; none when something is to be mended, which the form then says."""
    if form.errors.keys() - {"agreed"}:
        return []
    try:
        if form.is_valid():
            return [accept(channel="web", **form.cleaned_data)]
        checked(**form.cleaned_data)  # a missing tick is told together with everything else
    except ValidationError as error:
        form.add_error(None, error)
    return []


def tell(address, letter) -> None:
    raise Refused("a web page cannot be written to")
