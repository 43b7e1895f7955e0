"""Checks that wait for a worker, and what they were asked with.

It lies in the cache, which writes nothing to disk, under a name that is not the receipt, and is gone after
15 minutes whoever is dead by then (docs/decisions/pending-checks.md). A picture goes as soon as it was read.
"""

import hashlib
import time
from dataclasses import asdict, dataclass, replace

from django.conf import settings
from django.core.cache import cache
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from redis.exceptions import RedisError

from factcheck.check import CannotCheck
from factcheck.receipts import new_receipt

SECONDS = 15 * 60
PATIENCE = 3 * 60  # seconds after which a check that no worker has finished is given up
MOST_BYTES = 3_000_000  # of a picture: the cache is small, and a screenshot has a tenth of that

WAITING, TEXT, FAILED, ANSWERED = "pending", "text", "failed", "answered"

FAILURES = {
    "refused": _("Alamat ini tidak bisa kami buka: bukan alamat umum di internet."),
    "unreachable": _("Halamannya tidak menjawab. Mungkin sedang terganggu, atau alamatnya salah ketik."),
    "missing": _("Halamannya sudah tidak ada di alamat ini."),
    "closed": _("Halamannya hanya terbuka bagi yang masuk (login), atau menolak kami baca."),
    "large": _("Halamannya terlalu besar untuk kami baca (lebih dari 2 MB)."),
    "slow": _("Halamannya terlalu lambat menjawab; kami berhenti setelah 10 detik."),
    "kind": _("Alamat ini bukan halaman teks, melainkan berkas lain seperti video, gambar, atau PDF."),
    "empty": _("Tidak ada teks yang terbaca di halaman ini. Mungkin isinya video, atau perlu masuk dulu."),
    "no-text": _("Kami tidak menemukan tulisan yang terbaca di gambar ini."),
    "unready": _("Pencarian sedang disiapkan. Coba lagi sebentar lagi."),
    "busy": _("Antreannya sedang panjang, dan kami belum sampai pada kiriman Anda."),
    "broken": _("Ada yang salah di pihak kami saat membacanya."),
}


class CannotHold(CannotCheck):
    """Links and pictures cannot be taken at the moment, texts can."""


@dataclass(frozen=True)
class Pending:
    """A check on its way. `state`: pending, then failed (see `failure`), or answered, or, where the person
    wants to see what was read from a picture before it is checked (`edit`), text."""

    receipt: str
    began: float  # seconds since 1970
    url: str = ""
    image: bytes = b""
    edit: bool = False
    state: str = WAITING
    failure: str = ""
    title: str = ""
    text: str = ""
    similar: tuple[int, ...] = ()  # debunks with a picture like the one sent

    @property
    def said(self) -> str:
        """Why it failed, for the person who asked."""
        return str(FAILURES[self.failure])

    @property
    def is_picture(self) -> bool:
        return not self.url

    def as_json(self) -> dict:
        """What `check/<receipt>/` tells until there is an answer."""
        state = WAITING if self.state in (WAITING, TEXT) else self.state
        address = settings.SITE_URL + reverse("api_check_receipt", args=[self.receipt])
        data = {"status": state, "receipt": self.receipt, "url": address}
        if self.state == FAILED:
            data |= {"reason": self.failure, "detail": self.said}
        return data


def hold(*, url: str = "", image: bytes = b"", edit: bool = False) -> Pending:
    """Keep what is to be read, under a new receipt. Raises CannotHold."""
    if len(image) > MOST_BYTES:
        raise CannotHold(_("Gambar ini terlalu rinci untuk kami baca. Potong bagian yang ada pesannya."))
    pending = Pending(new_receipt(), time.time(), url, image, edit)
    try:
        _store(pending)
    except (RedisError, OSError) as error:
        raise busy() from error
    return pending


def busy() -> CannotHold:
    return CannotHold(
        _("Tautan dan gambar sedang tidak bisa kami baca. Salin atau ketik kata-katanya di kotak ini.")
    )


def find(receipt: str) -> Pending | None:
    """The check under `receipt`, while it is held; also None when the cache is down."""
    try:
        held = cache.get(_name(receipt))
    except (RedisError, OSError):
        return None
    if held is None:
        return None
    pending = Pending(**held)
    if pending.state == WAITING and time.time() - pending.began > PATIENCE:
        return replace(pending, state=FAILED, failure="busy")
    return pending


def settle(pending: Pending, state: str, **values) -> None:
    """Note how far a check has come. Its picture goes; the time it is held is not renewed."""
    _store(replace(pending, state=state, image=b"", **values))


def drop(pending: Pending) -> None:
    cache.delete(_name(pending.receipt))


def _store(pending: Pending) -> None:
    left = pending.began + SECONDS - time.time()
    cache.set(_name(pending.receipt), asdict(pending), timeout=max(left, 1))


def _name(receipt: str) -> str:
    return f"pending:{hashlib.sha256(receipt.encode()).hexdigest()}"
