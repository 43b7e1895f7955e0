"""The running text of a debunk."""

import re

from django import template
from django.utils.safestring import SafeString, mark_safe

from core.markdown import render

register = template.Library()
TAG = re.compile(r"(<[^>]*>)")
REFERENCE = re.compile(r"\[(\d{1,2})\]")


@register.filter
def article(text: str, sources=()) -> SafeString:
    """HTML of Markdown in which `[2]` leads to the second of `sources`."""
    count = len(sources)

    def link(match):
        number = int(match[1])
        return f'<sup><a href="#r{number}">[{number}]</a></sup>' if 1 <= number <= count else match[0]

    pieces = TAG.split(render(text))
    return mark_safe(
        "".join(piece if piece.startswith("<") else REFERENCE.sub(link, piece) for piece in pieces)
    )


@register.filter
def lacks_copy(links) -> bool:
    """Whether an archived copy is missing of one of these sources or appearances."""
    return any(one.url and not one.archived_url and not _copied(one) for one in links)


def _copied(one) -> bool:
    """Whether the weekly look at links has kept a copy; `link` is there once it has looked."""
    link = getattr(one, "link", None)
    return bool(link and (link.archived_url or getattr(link, "capture", None)))
