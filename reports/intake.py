"""What may come in: one check of a report's content, shared by the form, the API and every channel."""

import hashlib
import hmac
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.validators import URLValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.images import MAX_BYTES, MAX_PIXELS, ImageRefused, reencode
from core.keys import secret
from factcheck.links import only_address
from factcheck.models import Appearance
from reports import contacts
from reports.models import Kind

MAX_TEXT = 20_000
MAX_URL = 2_000
MAX_IMAGES = 5
LIMITS = {"megabytes": MAX_BYTES // 1_000_000, "megapixels": MAX_PIXELS // 1_000_000, "images": MAX_IMAGES}
REFUSALS = {
    "size": _("Gambar lebih besar dari %(megabytes)s MB. Kirim yang lebih kecil."),
    "pixels": _("Gambar terlalu besar: paling banyak %(megapixels)s megapiksel."),
    "format": _("Berkas ini bukan gambar JPG, PNG, WebP, atau GIF yang utuh."),
    "count": _("Paling banyak %(images)s gambar."),
}


@dataclass(frozen=True)
class Content:
    """A report's content, checked and tidied. `contact` is still readable here and nowhere later."""

    kind: str
    text: str
    url: str
    images: list[ContentFile]
    seen_where: str
    seen_on: date | None
    contact_kind: str
    contact: str
    picture_ids: tuple[str, ...] = ()

    @property
    def fingerprint(self) -> str:
        """The same for the same content; without our key it says nothing about it."""
        pictures = [image.name or "" for image in self.images]
        parts = [self.kind, self.text, self.url, *pictures, *self.picture_ids]
        return keyed("content", "\x1f".join(parts))


def checked(
    *,
    kind: str = Kind.HOAX,
    text: str = "",
    url: str = "",
    images=(),
    seen_where: str = "",
    seen_on: date | None = None,
    contact: str = "",
    contact_kind: str = "",
    picture_ids: Iterable[str] = (),
) -> Content:
    """The content as it will be stored. Raises ValidationError with every complaint, by field.

    `images` are uploaded files; they are decoded and encoded anew, without metadata. `picture_ids` name
    those that still lie with the service of a chat. A `contact` whose
    kind a channel knows already (`telegram`, `whatsapp`) is taken as it is.
    """
    errors: dict = {}
    values = {
        name: _try(errors, name, check, value)
        for name, check, value in [
            ("kind", _kind, kind),
            ("text", _text, text),
            ("url", _url, url),
            ("images", _images, images),
            ("seen_where", _place, seen_where),
            ("seen_on", _day, seen_on),
            ("contact", contacts.tidied, contact) if not contact_kind else ("contact", str, contact),
        ]
    }
    ids = tuple(picture_ids)
    if not errors and not (values["text"] or values["url"] or values["images"] or ids):
        errors["text"] = [_("Tempel isi pesan, tautan, atau unggah tangkapan layar.")]
    if errors:
        raise ValidationError(errors)
    if not values["url"] and (address := _only_address(values["text"])):
        values |= {"text": "", "url": address}
    known = contact_kind or contacts.kind_of(values["contact"])
    return Content(**values, contact_kind=known, picture_ids=ids)


def keyed(purpose: str, text: str) -> str:
    """A keyed hash (HMAC-SHA-256, hex): it tells the same from the same, and nothing else."""
    key = secret(settings.KEYS_DIR, "reports")
    return hmac.new(key, f"{purpose}\x1f{text}".encode(), hashlib.sha256).hexdigest()


def _try(errors: dict, name: str, check, value):
    try:
        return check(value)
    except ValidationError as error:
        errors[name] = error.messages


def _kind(kind: str) -> str:
    kind = kind or Kind.HOAX
    if kind not in Kind.values:
        raise ValidationError(_("Jenis laporan: %(known)s."), params={"known": ", ".join(Kind.values)})
    return kind


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


def _only_address(text: str) -> str:
    """The link that was sent alone where messages go: its page is to be read."""
    try:
        return _url(only_address(text) or "")
    except ValidationError:
        return ""


def _images(uploads) -> list[ContentFile]:
    uploads = [upload for upload in uploads or () if upload]
    if len(uploads) > MAX_IMAGES:
        raise ValidationError(REFUSALS["count"], params=LIMITS)
    return [_image(upload) for upload in uploads]


def _image(upload) -> ContentFile:
    if upload.size > MAX_BYTES:
        raise ValidationError(REFUSALS["size"], params=LIMITS)
    try:
        return reencode(upload.read())
    except ImageRefused as error:
        raise ValidationError(REFUSALS[error.code], params=LIMITS) from error


def _place(place: str) -> str:
    if place and place not in Appearance.Platform.values:
        raise ValidationError(
            _("Tempat yang dikenal: %(known)s."), params={"known": ", ".join(Appearance.Platform.values)}
        )
    return place


def _day(day: date | None) -> date | None:
    if day and day > timezone.localdate():
        raise ValidationError(_("Tanggalnya belum lewat."))
    return day
