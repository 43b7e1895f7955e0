"""The share card of a debunk, drawn when it is first asked for and kept under a name made from its content.

The page names the card of what it says itself, so a correction names another card: nothing goes stale and
nobody has to redraw. Why it is done so: docs/decisions/share-cards.md.
"""

import hashlib
from dataclasses import astuple
from urllib.parse import urlsplit

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.templatetags.static import static
from django.urls import reverse
from django.utils import formats, timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from factcheck.exchange.records import absolute_url
from factcheck.models import Debunk
from factcheck.publishing.card_drawing import Card, draw

DRAWING = "2"  # change it when cards are drawn in another way
FOREVER = "public, max-age=31536000, immutable"


def card_of(debunk: Debunk) -> Card:
    """What the card of a published debunk says, in the site's language. Reads its corrections."""
    with translation.override(settings.LANGUAGE_CODE):
        address = urlsplit(absolute_url(debunk))
        return Card(
            verdict=debunk.verdict,
            word=debunk.get_verdict_display(),
            title=debunk.title,
            dates=_dates(debunk),
            address=f"{address.netloc}{address.path}",
        )


def card_path(debunk: Debunk) -> str:
    """The path of the card; retracted debunks have none but the site's own."""
    if debunk.state == Debunk.State.RETRACTED:
        return static("icons/share.png")
    return reverse("share_card", args=[debunk.pk, _name(card_of(debunk))])


@require_safe
def share_card(request, pk: int, name: str):
    """The card called `name`; an older one's address leads to the card of today."""
    debunk = get_object_or_404(Debunk.objects.public().prefetch_related("corrections"), pk=pk)
    if card_path(debunk) != request.path:
        return redirect(card_path(debunk))
    headers = {"Cache-Control": FOREVER}
    stored = f"cards/{pk}-{name}.png"
    if default_storage.exists(stored):
        return FileResponse(default_storage.open(stored), content_type="image/png", headers=headers)
    picture = draw(card_of(debunk))
    default_storage.save(stored, ContentFile(picture))
    return HttpResponse(picture, content_type="image/png", headers=headers)


def _name(card: Card) -> str:
    return hashlib.sha256("\n".join((DRAWING, *astuple(card))).encode()).hexdigest()[:16]


def _dates(debunk: Debunk) -> str:
    corrected = max((correction.at for correction in debunk.corrections.all()), default=None)
    dates = _("Diperiksa %(day)s") % {"day": _day(debunk.published_at)}
    return dates + ", " + _("dikoreksi %(day)s") % {"day": _day(corrected)} if corrected else dates


def _day(moment) -> str:
    return formats.date_format(timezone.localtime(moment), "j F Y")
