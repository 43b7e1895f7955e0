"""Telling how a chat channel is used, to whoever sent it what it cannot read. Nothing is stored: a text that
gets lost is asked for again by the next sticker."""

import logging
from base64 import b64decode, b64encode

from django.utils import translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from core.outbox import outbox
from core.sealing import CannotOpen, seal, unseal
from reports.channels import Letter, NotSent, Refused, channel

log = logging.getLogger(__name__)


def offer(*, channel_name: str, address: str) -> None:
    """Let the notifier tell this address. The broker sees it sealed."""
    sealed = b64encode(seal(address, key="reports")).decode()
    outbox.send("reports.guide", channel_name, sealed, get_language() or "id")


def guide(*, channel_name: str, sealed: str, language: str) -> None:
    """Tell it, once; what fails is not tried again."""
    with translation.override(language):
        text = _(
            "Teruskan ke sini pesan, tautan, atau tangkapan layar yang ingin Anda periksa. Kami menjawab di "
            "obrolan ini. Pesan suara, video tanpa tulisan, stiker, lokasi, kontak, dan jajak pendapat belum "
            "bisa kami baca."
        )
        subject = _("Cara memakai kanal ini")
    try:
        address = unseal(b64decode(sealed), key="reports")
        letter = Letter(subject=subject, text=text, reference="guide", language=language, late=False)
        channel(channel_name).tell(address, letter)
    except (NotSent, Refused, CannotOpen, LookupError) as error:
        log.warning("a guide by %s was not sent: %s", channel_name, error)
