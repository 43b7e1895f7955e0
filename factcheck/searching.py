"""Debunks by words that stand in them."""

from factcheck.index import engine
from factcheck.models import Debunk
from matching.index import IndexUnavailable
from matching.text import terms

MOST_FOUND = 1_000  # of the debunks that hold the words; other filters choose among them


def published_holding(words: str):
    """A queryset of the published debunks that hold each of `words`, in any form, the 1,000 best at most.

    Where there is no index, and for words that no index holds (such as "yang"), those in which the words
    stand as they are written.
    """
    published = Debunk.objects.published()
    if not terms(words):
        return published.containing(words)
    try:
        return published.filter(pk__in=engine().holding(words, MOST_FOUND))
    except IndexUnavailable:
        return published.containing(words)
