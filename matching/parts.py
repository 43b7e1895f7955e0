"""Cutting a long message into the pieces that may each carry a claim of their own."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from matching.documents import Span
from matching.text import Analysis, Token

_BREAK = re.compile(r"(?<=[.!?…])[\"'”’)*_]*\s+|\s*\n+\s*|\s+[•➡👉✅❌◾▪🔴🛑]\s*")
_WHOLE_WORDS = 45  # content words up to which a message is one claim
_PART_WORDS = 8  # content words a part has at least; shorter sentences join the next
_MOST_PARTS = 24


def sentences(text: str) -> list[Span]:
    """The sentences and lines of `text`, without the space around them."""
    spans, start = [], 0
    for found in _BREAK.finditer(text):
        if found.start() > start:
            spans.append(Span(start, found.start()))
        start = found.end()
    if start < len(text):
        spans.append(Span(start, len(text)))
    return spans


def tokens_in(analysis: Analysis, span: Span) -> Sequence[Token]:
    """The tokens of `analysis` that begin within `span`."""
    first = bisect_left(analysis.tokens, span.start, key=lambda token: token.start)
    last = bisect_right(analysis.tokens, span.end - 1, key=lambda token: token.start)
    return analysis.tokens[first:last]


def parts(analysis: Analysis) -> list[Span]:
    """The spans to check besides the whole message: none for a message of one claim's length."""
    if len(analysis.terms) <= _WHOLE_WORDS:
        return []
    found: list[Span] = []
    start, words = None, 0
    for sentence in sentences(analysis.text):
        start = sentence.start if start is None else start
        words += sum(token.content for token in tokens_in(analysis, sentence))
        if words >= _PART_WORDS:
            found.append(Span(start, sentence.end))
            start, words = None, 0
    return _spread(found)


def _spread(found: list[Span]) -> list[Span]:
    """At most `_MOST_PARTS` spans, evenly joined where there are more."""
    if len(found) <= _MOST_PARTS:
        return found
    step = -(-len(found) // _MOST_PARTS)
    return [
        Span(group[0].start, group[-1].end)
        for group in (found[i : i + step] for i in range(0, len(found), step))
    ]
