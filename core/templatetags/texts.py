"""Small courtesies to text: Markdown, full stops, nothing said twice, addresses that may break over lines."""

import re

from django import template
from django.utils.html import conditional_escape
from django.utils.safestring import mark_safe
from rapidfuzz import fuzz

from core.markdown import render

register = template.Library()
DATE = re.compile(
    r"(\d) (Januari|Februari|Maret|April|Mei|Juni|Juli|Agustus|September|Oktober|November|Desember"
    r"|January|February|March|May|June|July|August|October|December)\b"
)
ENDINGS = (".", "!", "?", "…", ".”", "!”", "?”")
BETWEEN_SENTENCES = re.compile(r"(?<=[^\s.]{3}[.!?…])[”)]?\s+(?=[^\Wa-z]|[“(])")  # not after "No." or "Dr."
BRIEF = 140  # characters: three lines on a phone
NUMBER = re.compile(r"\d+")
ALIKE = 75  # percent: the same sentence in other words
WITHIN = 80  # percent: one sentence holds the words of the other


register.filter("markdown", render)


@register.filter
def sentence(text: str) -> str:
    """A title as the first sentence of a paragraph."""
    return text if text.endswith(ENDINGS) else f"{text}."


def told(title: str, text: str) -> tuple[str, str]:
    """What is said first and what after it: the title, then `text`. Where its first sentence says what the
    title says, the fuller of the two stands for both."""
    first, rest = _opening(text)
    if not _alike(title, first):
        return sentence(title), text
    return max(sentence(title), first, key=len), rest


@register.filter
def after(text: str, title: str) -> str:
    """`text` below its title: without a first sentence that says no more than the title does."""
    opening, rest = told(title, text)
    return rest if opening == sentence(title) else text


@register.filter
def brief(text: str) -> str:
    """The first sentences of `text`, for a list: as many as fit into 140 characters, and at least one."""
    shown, rest = _opening(text)
    while rest:
        following, rest = _opening(rest)
        if len(shown) + len(following) >= BRIEF:
            break
        shown = f"{shown} {following}"
    return shown


@register.filter
def unbroken(text: str) -> str:
    """Keeps the day and the month of a date on one line."""
    return DATE.sub("\\1\u00a0\\2", text)


@register.filter
def breakable(address: str):
    """An address without its scheme that may break after each slash."""
    shown = address.split("://", 1)[-1]
    return mark_safe(conditional_escape(shown).replace("/", "/<wbr>"))


def _opening(text: str) -> tuple[str, str]:
    """The first sentence, and the rest."""
    end = BETWEEN_SENTENCES.search(text)
    return (text[: end.start()] + end[0].rstrip(), text[end.end() :]) if end else (text, "")


def _alike(one: str, other: str) -> bool:
    """Whether two sentences say the same: the words of one stand in the other, and its numbers, too."""
    if not one or not other:
        return False
    few, many = sorted((set(NUMBER.findall(one)), set(NUMBER.findall(other))), key=len)
    one, other = (re.sub(r"[^\w\s]+", "", each).casefold() for each in (one, other))
    same = fuzz.ratio(one, other) >= ALIKE or fuzz.token_set_ratio(one, other) >= WITHIN
    return same and few <= many
