"""The two inputs of a check besides text: an address and a picture. What needs work is left to a worker."""

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from core.images import MAX_BYTES, ImageRefused, reencode
from core.outbox import outbox
from factcheck import pending
from factcheck.check import NothingToCheck, fingerprint
from factcheck.exact import by_address, result_of
from factcheck.links import LONGEST, canonical
from factcheck.ocr import LONGEST_SIDE
from factcheck.pending import Pending
from factcheck.receipts import keep
from factcheck.results import Result

REFUSALS = {
    "size": _("Gambar lebih besar dari 10 MB. Kirim yang lebih kecil."),
    "pixels": _("Gambar terlalu besar: paling banyak 40 megapiksel."),
    "format": _("Berkas ini bukan gambar JPG, PNG, WebP, atau GIF yang utuh."),
}
_is_address = URLValidator(["http", "https"])


def check_address(url: str) -> Result | Pending:
    """The answer at once where a debunk names the address, else a check that waits for the page to be read.

    Raises NothingToCheck, CannotHold.
    """
    url = url.strip() if "://" in url else f"https://{url.strip()}"
    if len(url) > LONGEST:
        raise NothingToCheck(_("Tautan paling panjang 2.000 karakter."))
    try:
        _is_address(url)
    except ValidationError as error:
        raise NothingToCheck(_("Ini bukan alamat situs. Contoh: https://contoh.id/berita")) from error
    if matches := by_address(url):
        return keep(result_of(matches), fingerprint=fingerprint(canonical(url)))
    return _send("factcheck.read_page", pending.hold(url=url))


def check_picture(upload, *, edit: bool) -> Pending:
    """A check that waits for the picture's text. With `edit` the person sees the text before it is checked.

    `upload` is an uploaded file. Raises NothingToCheck, CannotHold.
    """
    if upload.size > MAX_BYTES:
        raise NothingToCheck(REFUSALS["size"])
    try:
        picture = reencode(upload.read(), max_side=LONGEST_SIDE)
    except ImageRefused as error:
        raise NothingToCheck(REFUSALS[error.code]) from error
    return _send("factcheck.read_picture", pending.hold(image=picture.read(), edit=edit))


def _send(task: str, held: Pending) -> Pending:
    """Tell a worker; the broker learns the receipt only. Without a broker nothing would ever read it."""
    if not outbox.send(task, held.receipt):
        pending.drop(held)
        raise pending.busy()
    return held
