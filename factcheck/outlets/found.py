"""What a document of an outlet says, once everything doubtful is taken out of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit


class Refused(ValueError):
    """A piece of a document is not what it should be; the message says what, in the editors' language."""


@dataclass(frozen=True)
class ReviewFound:
    """One ClaimReview. All of it is plain text without control characters, within the limits of the model."""

    url: str
    claim: str
    rating: str
    title: str = ""
    text: str = ""
    language: str = ""
    claimed_on: date | None = None
    reviewed_on: date | None = None


@dataclass(frozen=True)
class PageNamed:
    """A page that a feed names. `stamp` changes when what the feed says about it does."""

    url: str
    stamp: str


@dataclass(frozen=True)
class Found:
    """`gone` are the addresses of reviews that were taken back. `problems` say what was left out, and why."""

    reviews: Sequence[ReviewFound] = ()
    gone: Sequence[str] = ()
    pages: Sequence[PageNamed] = ()
    problems: Sequence[str] = ()


@dataclass(frozen=True)
class Origin:
    """Where a document came from, and whose addresses it may speak of."""

    url: str
    host: str  # of the outlet's home page

    def owns(self, url: str) -> bool:
        """Whether an address is the outlet's own: an outlet cannot review in another's name."""
        host = (urlsplit(url).hostname or "").removeprefix("www.")
        return host == self.host or host.endswith(f".{self.host}")
