"""What may come in: one check of a report's content, shared by the form, the API and every channel."""

from dataclasses import dataclass

import phonenumbers
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.validators import URLValidator, validate_email
from django.utils.translation import gettext_lazy as _

from core.images import MAX_BYTES, ImageRefused, reencode

MAX_TEXT = 20_000
MAX_URL = 2_000
MEGABYTES = MAX_BYTES // 1_000_000
REFUSALS = {
    "size": _("Gambar lebih besar dari %(megabytes)s MB. Kirim yang lebih kecil."),
    "pixels": _("Gambar terlalu besar: paling banyak 40 megapiksel."),
    "format": _("Berkas ini bukan gambar JPG, PNG, WebP, atau GIF yang utuh."),
}


@dataclass(frozen=True)
class Content:
    """A report's content, checked and tidied. `contact` is still readable here and nowhere later."""

    text: str
    url: str
    image: ContentFile | None
    contact_kind: str
    contact: str


def checked(*, text: str = "", url: str = "", image=None, contact: str = "") -> Content:
    """The content as it will be stored. Raises ValidationError with every complaint, by field.

    `image` is an uploaded file or None; it is decoded and encoded anew, without metadata.
    """
    errors: dict = {}
    values = {
        name: _try(errors, name, check, value)
        for name, check, value in [
            ("text", _text, text),
            ("url", _url, url),
            ("image", _image, image),
            ("contact", _contact, contact),
        ]
    }
    if not errors and not (values["text"] or values["url"] or values["image"]):
        errors["text"] = [_("Tempel isi pesan, tautan, atau unggah tangkapan layar.")]
    if errors:
        raise ValidationError(errors)
    kind, address = values.pop("contact")
    return Content(**values, contact_kind=kind, contact=address)


def _try(errors: dict, name: str, check, value):
    try:
        return check(value)
    except ValidationError as error:
        errors[name] = error.messages


def _text(text: str) -> str:
    text = text.replace("\x00", "").replace("\r\n", "\n").strip()
    if len(text) > MAX_TEXT:
        raise ValidationError(
            _("Isi pesan paling panjang 20.000 karakter; yang ini %(length)s karakter."),
            params={"length": len(text)},
        )
    return text


def _url(url: str) -> str:
    url = url.strip()
    if not url:
        return ""
    if "://" not in url:
        url = f"https://{url}"
    if len(url) > MAX_URL:
        raise ValidationError(_("Tautan paling panjang 2.000 karakter."))
    URLValidator(["http", "https"], message=_("Ini bukan alamat situs. Contoh: https://contoh.id/berita"))(
        url
    )
    return url


def _image(upload) -> ContentFile | None:
    if not upload:
        return None
    if upload.size > MAX_BYTES:
        raise _refusal("size")
    try:
        return reencode(upload.read())
    except ImageRefused as error:
        raise _refusal(error.code) from error


def _refusal(code: str) -> ValidationError:
    return ValidationError(REFUSALS[code], params={"megabytes": MEGABYTES})


def _contact(contact: str) -> tuple[str, str]:
    """Kind and address; two empty strings when none was given."""
    contact = contact.strip()
    if not contact:
        return "", ""
    if "@" in contact:
        validate_email(contact)
        return "email", contact
    try:
        number = phonenumbers.parse(contact, "ID")
    except phonenumbers.NumberParseException as error:
        raise ValidationError(_("Tulis alamat e-mail atau nomor ponsel.")) from error
    if not phonenumbers.is_valid_number(number):
        raise ValidationError(_("Nomor kurang lengkap. Contoh: 0812 3456 7890."))
    return "whatsapp", phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
