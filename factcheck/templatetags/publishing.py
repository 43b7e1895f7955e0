"""What a page says to machines."""

import json
from urllib.parse import urlencode

from django import template
from django.conf import settings
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import mark_safe

from factcheck.exchange.records import absolute_url
from factcheck.publishing.cards import card_path
from factcheck.publishing.claim_review import claim_review as review_of
from factcheck.publishing.embedding import embed_code

register = template.Library()
register.filter(card_path)
register.filter(embed_code)
# Inside a script element, these could end it or open a comment (https://html.spec.whatwg.org/#restrictions).
ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


@register.filter
def claim_review(debunk):
    """The ClaimReview of a published debunk, in the element that machines look for. It is data: no browser
    runs it, and no content policy needs an exception for it."""
    data = json.dumps(review_of(debunk), ensure_ascii=False, separators=(",", ":")).translate(ESCAPES)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(data))


@register.filter
def oembed_address(debunk) -> str:
    """Where a program learns how to embed a debunk."""
    query = urlencode({"url": absolute_url(debunk)})
    return f"{settings.SITE_URL}{reverse('oembed')}?{query}"
