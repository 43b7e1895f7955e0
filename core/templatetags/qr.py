"""A QR code drawn on the server, so that paper can lead back to its page."""

import segno
from django import template
from django.utils.html import format_html
from django.utils.safestring import mark_safe

register = template.Library()


@register.simple_tag
def qr(address: str, label: str):
    """An inline `<svg>` of `address`, named `label` for those who do not see it."""
    code = segno.make(address, error="m")
    drawing = code.svg_inline(border=2, omitsize=True, svgclass=None, lineclass=None)
    return format_html('<span role="img" aria-label="{}">{}</span>', label, mark_safe(drawing))
