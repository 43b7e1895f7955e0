"""A debunk as components show it: its verdict in words, its age, the words that match, what to forward."""

import re

from django import template
from django.conf import settings
from django.utils.html import conditional_escape, format_html_join
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from core.templatetags.texts import told
from factcheck.age import old_since
from factcheck.models import Verdict
from matching.text import terms

register = template.Library()
register.filter(old_since)
SENTENCE_END = re.compile(r"[.!?\n]")
FORWARDED = 700  # characters: what a messenger shows without "read more"


@register.filter
def verdict_label(value: str) -> str:
    """`Sebagian Benar` of `sebagian-benar`."""
    return str(Verdict(value).label)


@register.filter
def answer_words(debunk) -> tuple[str, str]:
    """What is said first and what after it, see `told`."""
    return told(debunk.title, debunk.summary)


@register.filter
def forward_words(debunk) -> str:
    """Title and summary, nothing twice; at most so much that `forward_text` stays within its limit."""
    words = " ".join(answer_words(debunk)).strip()
    return Truncator(words).chars(FORWARDED - len(_forwarded(debunk, "")))


@register.filter
def forward_text(debunk) -> str:
    """What to send back to the sender: verdict, title, summary, address; at most 700 characters."""
    return _forwarded(debunk, forward_words(debunk))


def _forwarded(debunk, words: str) -> str:
    address = f"{settings.SITE_URL}{debunk.get_absolute_url()}"
    verdict = verdict_label(debunk.verdict).upper()
    return f"*[{verdict}]* {words}\n\n{_('Baca pemeriksaannya:')} {address}"


@register.filter
def marked(text: str, spans=None):
    """`text` escaped, with `<mark>` around `spans`: dicts of start and end (code points), and optionally
    `kind` ("same": matches a claim, "rec": checked against an official record). Spans that overlap, or
    between which nothing stands but small words, become one mark."""
    pieces, at = [], 0
    for start, end, kind in _joined(text, spans or []):
        pieces += [("", text[at:start]), (kind, text[start:end])]
        at = end
    pieces.append(("", text[at:]))
    return format_html_join("", "{}", ((_piece(kind, words),) for kind, words in pieces))


def _joined(text: str, spans) -> list[tuple[int, int, str]]:
    """Start, end and kind of each mark, in the order of the text and without overlap."""
    marks: list[tuple[int, int, str]] = []
    for span in sorted(spans, key=lambda span: span["start"]):
        start, end, kind = span["start"], min(span["end"], len(text)), span.get("kind", "same")
        before = marks[-1] if marks else (0, 0, "")
        if before[2] == kind and _says_nothing(text[before[1] : start]):
            marks[-1] = (before[0], max(before[1], end), kind)
        elif max(start, before[1]) < end:
            marks.append((max(start, before[1]), end, kind))
    return marks


def _says_nothing(between: str) -> bool:
    """No sentence ends here, and no word is one that counts: "tidak" does."""
    return not SENTENCE_END.search(between) and not terms(between)


def _piece(kind: str, words: str):
    if not kind:
        return conditional_escape(words)
    return format_html_join("\n\n", '<mark class="{}">{}</mark>', _paragraphs(kind, words))


def _paragraphs(kind: str, words: str) -> list[tuple[str, str]]:
    """A mark that runs over a paragraph's end is closed and opened again."""
    return [(kind, part) for part in words.split("\n\n") if part]
