"""Small courtesies to text: Markdown, full stops, addresses that may break over lines."""

import re

from django import template
from django.utils.html import conditional_escape
from django.utils.safestring import mark_safe

from core.markdown import render

register = template.Library()
DATE = re.compile(
    r"(\d) (Januari|Februari|Maret|April|Mei|Juni|Juli|Agustus|September|Oktober|November|Desember"
    r"|January|February|March|May|June|July|August|October|December)\b"
)
ENDINGS = (".", "!", "?", "…", ".”", "!”", "?”")


register.filter("markdown", render)


@register.filter
def sentence(text: str) -> str:
    """A title as the first sentence of a paragraph."""
    return text if text.endswith(ENDINGS) else f"{text}."


@register.filter
def after(text: str, title: str) -> str:
    """`text` without its first sentence where that only says the title once more."""
    first, _, rest = text.partition(". ")
    return rest if _letters(first) == _letters(title) else text


@register.filter
def unbroken(text: str) -> str:
    """Keeps the day and the month of a date on one line."""
    return DATE.sub("\\1\u00a0\\2", text)


@register.filter
def breakable(address: str):
    """An address without its scheme that may break after each slash."""
    shown = address.split("://", 1)[-1]
    return mark_safe(conditional_escape(shown).replace("/", "/<wbr>"))


def _letters(text: str) -> str:
    return re.sub(r"\W+", "", text).casefold()
