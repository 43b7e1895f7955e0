"""Telling who wrote to a chat channel what it cannot do: read this message, or take more of them in a minute.
Nothing is stored: a text that gets lost is asked for again by the next sticker."""

import logging
from base64 import b64decode, b64encode

from django.conf import settings
from django.utils import translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from core.outbox import outbox
from core.sealing import CannotOpen, seal, unseal
from reports.channels import Letter, NotSent, Refused, channel

log = logging.getLogger(__name__)

USAGE, LIMIT = "usage", "limit"


def offer(*, channel_name: str, address: str, about: str) -> None:
    """Let the notifier tell this address. The broker sees it sealed."""
    sealed = b64encode(seal(address, key="reports")).decode()
    outbox.send("reports.guide", channel_name, sealed, get_language() or "id", about)


def guide(*, channel_name: str, sealed: str, language: str, about: str) -> None:
    """Tell it, once; what fails is not tried again."""
    with translation.override(language):
        subject, text = _limit() if about == LIMIT else _usage()
    try:
        address = unseal(b64decode(sealed), key="reports")
        letter = Letter(subject=subject, text=text, reference="guide", language=language, late=False)
        channel(channel_name).tell(address, letter)
    except (NotSent, Refused, CannotOpen, LookupError) as error:
        log.warning("a guide by %s was not sent: %s", channel_name, error)


def _usage() -> tuple[str, str]:
    return _("Cara memakai kanal ini"), _(
        "Teruskan ke sini pesan yang utuh, tautan, atau tangkapan layar yang ingin Anda periksa. Kami "
        "menjawab di obrolan ini. Satu dua kata, pesan suara, video tanpa tulisan, stiker, lokasi, kontak, "
        "dan jajak pendapat belum bisa kami periksa."
    )


def _limit() -> tuple[str, str]:
    return _("Terlalu banyak pesan"), _(
        "Batasnya %(limit)s pesan per menit dari satu obrolan. Pesan Anda yang terakhir belum tersimpan, dan "
        "yang menyusul dalam menit ini juga tidak. Tunggu semenit, lalu kirim lagi."
    ) % {"limit": settings.RATE_LIMITS["report"]}
