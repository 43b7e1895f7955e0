"""How a reporter wants to be told: an e-mail address, or a WhatsApp number where the site may write first."""

import phonenumbers
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

HOME = "ID"  # numbers without a country's code
NO_WHATSAPP = _("Kabar lewat WhatsApp belum tersedia di sini. Tulis alamat e-mail.")
NO_NUMBER = _("Ini bukan alamat e-mail dan bukan nomor WhatsApp. Contoh: 0812-3456-7890 atau +65 8123 4567.")


def whatsapp_offered() -> bool:
    """Whether the site may write to a number that never wrote to it: with an approved template alone."""
    return all((settings.WHATSAPP_TOKEN, settings.WHATSAPP_PHONE_ID, settings.WHATSAPP_TEMPLATE))


def tidied(typed: str) -> str:
    """The address as its channel wants it: of a number its digits, country's code first.

    Raises ValidationError for what is neither, and for a number where WhatsApp is not set up.
    """
    typed = typed.strip()
    if not typed:
        return ""
    if "@" in typed or any(letter.isalpha() for letter in typed):
        validate_email(typed)
        return typed
    if not whatsapp_offered():
        raise ValidationError(NO_WHATSAPP)
    return _number(typed)


def kind_of(address: str) -> str:
    """The channel by which a tidied address is reached."""
    if not address:
        return ""
    return "email" if "@" in address else "whatsapp"


def _number(typed: str) -> str:
    try:
        number = phonenumbers.parse(typed, HOME)
    except phonenumbers.NumberParseException as error:
        raise ValidationError(NO_NUMBER) from error
    if not phonenumbers.is_valid_number(number):
        raise ValidationError(NO_NUMBER)
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164).removeprefix("+")
