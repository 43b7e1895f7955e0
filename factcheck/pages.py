"""What stands on a page that somebody named: its title and text. Runs in workers only."""

from dataclasses import dataclass

import trafilatura
from trafilatura.settings import Document

from core.fetch import FetchFailed, FetchRefused, Page, TooLarge, TooSlow, fetch
from factcheck.check import TEXT_LIMIT

MAX_BYTES = 2_000_000
SECONDS = 10
FEWEST_WORDS = 4
HEADERS = {"Accept": "text/html, application/xhtml+xml, text/plain;q=0.9", "Accept-Language": "id, en;q=0.5"}
CODES = {TooLarge: "large", TooSlow: "slow"}
CLOSED = {401, 402, 403, 407, 429, 451}
GONE = {404, 410}
READABLE = {"text/html", "application/xhtml+xml", "text/plain"}


class CannotRead(Exception):
    """There is no text to be had. `code` is one of `factcheck.pending.FAILURES`; `url` is where it ended."""

    def __init__(self, code: str, url: str):
        super().__init__(code)
        self.code = code
        self.url = url


@dataclass(frozen=True)
class Article:
    """`url` is where the redirects ended."""

    url: str
    title: str
    text: str

    @property
    def claim(self) -> str:
        """What is checked: the title, then the text, as far as a check goes."""
        told = self.text.startswith(self.title)
        return (self.text if told else f"{self.title}\n\n{self.text}".strip())[:TEXT_LIMIT]


def read(url: str) -> Article:
    """Fetch `url` and take title and text out of it. Raises CannotRead."""
    try:
        page = fetch(url, headers=HEADERS, max_bytes=MAX_BYTES, seconds=SECONDS)
    except FetchRefused as error:
        raise CannotRead("refused", url) from error
    except FetchFailed as error:
        raise CannotRead(CODES.get(type(error), "unreachable"), error.url) from error
    _need_success(page)
    article = _article_of(page)
    if len(article.claim.split()) < FEWEST_WORDS:
        raise CannotRead("empty", page.url)
    return article


def reading_of(page: Page) -> tuple[str, str]:
    """Title and text of a page; both "" for what is no text, or holds none."""
    if media_type(page) not in READABLE or b"\0" in page.body[:1000]:
        return "", ""
    try:
        article = _article_of(page)
    except CannotRead:
        return "", ""
    return article.title, article.text


def _need_success(page: Page) -> None:
    if page.status >= 400:
        code = "closed" if page.status in CLOSED else "missing" if page.status in GONE else "unreachable"
        raise CannotRead(code, page.url)
    kind = media_type(page)
    if kind not in READABLE or b"\0" in page.body[:1000]:
        raise CannotRead("kind", page.url)


def media_type(page: Page) -> str:
    """What a page says it is, such as `text/html`."""
    names = {name.lower(): value for name, value in page.headers.items()}
    return names.get("content-type", "text/html").split(";")[0].strip().lower()


def _article_of(page: Page) -> Article:
    return _plain(page) if media_type(page) == "text/plain" else _article(page)


def _plain(page: Page) -> Article:
    return Article(page.url, "", page.body.decode(errors="replace").replace("\0", "").strip())


def _article(page: Page) -> Article:
    found = trafilatura.bare_extraction(
        page.body, with_metadata=True, include_comments=False, include_tables=False
    )
    if not isinstance(found, Document):
        raise CannotRead("empty", page.url)
    return Article(page.url, (found.title or "").strip(), (found.text or found.description or "").strip())
