"""Any document of an outlet: a feed, JSON-LD or a page. Whatever it holds, reading it raises nothing."""

import hashlib
import io
import logging
from xml.parsers import expat

import feedparser
from django.utils.translation import gettext as _

from factcheck.links import key_of
from factcheck.outlets.found import Found, Origin, PageNamed, Refused, ReviewFound
from factcheck.outlets.json_ld import MOST_PROBLEMS, in_json, in_page
from factcheck.outlets.reviews import own_address

logger = logging.getLogger(__name__)
MOST_ENTRIES = 200
MOST_REVIEWS = 500  # of one document; a longer feed has parts (`Link: …; rel="next"`)
MARKS = b"\xef\xbb\xbf\xff\xfe\0 \t\r\n"  # byte order marks, and what UTF-16 puts between letters
FEEDS = (b"<?xml", b"<rss", b"<feed", b"<rdf", b"<!--")


def read(body: bytes, origin: Origin, *, feed: bool = False) -> Found:
    """What `body` says. What is doubtful in it is left out and named in `problems`; so is, where a `feed`
    was asked for, that this is none."""
    try:
        found, is_feed = _read(body, origin)
    except Exception as error:  # three parsers of others: what one of them trips over is reported, too
        logger.exception("outlets: a document that no parser expected")
        return Found(problems=[_("dokumen tidak terbaca (%(error)s)") % {"error": type(error).__name__}])
    nothing = not (found.reviews or found.gone or found.pages or found.problems)
    if feed and nothing and not is_feed:
        return Found(problems=[_("tidak memuat umpan atau ClaimReview")])
    return found


def _read(body: bytes, origin: Origin) -> tuple[Found, bool]:
    """What it says, and whether it is a feed, which may be empty."""
    head = body[:1000].translate(None, b"\0").lstrip(MARKS).lower()
    if not head:
        return Found(problems=[_("dokumen kosong")]), False
    if head.startswith((b"{", b"[")):
        return _unambiguous(in_json(body, origin)), b"DataFeed" in body
    if head.startswith(FEEDS) and b"<html" not in head:
        return in_feed(body, origin), True
    if head.startswith(b"<"):
        return _unambiguous(in_page(body, origin)), False
    return Found(problems=[_("bukan umpan, JSON-LD, atau halaman")]), False


def in_feed(body: bytes, origin: Origin) -> Found:
    """The pages that an RSS or Atom feed names. One that is not well-formed is not believed at all, for its
    entries may be cut or run into each other."""
    if fault := _xml_fault(body):
        return Found(problems=[_("XML rusak: %(error)s") % {"error": fault}])
    feed = feedparser.parse(io.BytesIO(body), response_headers={"content-location": origin.url})
    if not feed.get("version"):
        return Found(problems=[_("XML ini bukan RSS atau Atom")])
    pages, problems = [], []
    for number, entry in enumerate(feed.entries[:MOST_ENTRIES], start=1):
        try:
            pages.append(_page(entry, origin))
        except Refused as error:
            problems.append(_("butir %(number)d: %(error)s") % {"number": number, "error": error})
    return Found(pages=pages, problems=problems[:MOST_PROBLEMS])


def _page(entry, origin: Origin) -> PageNamed:
    """What an entry names; only what it says itself."""
    told = [entry.get(name) for name in ("link", "title", "summary", "updated", "published")]
    stamp = hashlib.sha256(repr(told).encode("utf-8", "replace")).hexdigest()[:32]
    return PageNamed(own_address(entry.get("link"), origin), stamp)


def _xml_fault(body: bytes) -> str:
    """Why `body` is no well-formed XML; "" when it is. Declared entities are refused: they can explode."""
    parser = expat.ParserCreate()
    parser.EntityDeclHandler = _refuse_entity
    try:
        parser.Parse(body, True)
    except (expat.ExpatError, ValueError, LookupError) as error:
        return str(error)[:150]
    return ""


def _refuse_entity(*_args) -> None:
    raise ValueError("entity declarations are not read")


def _unambiguous(found: Found) -> Found:
    """Without what says two things about one address: nobody can tell which of them holds."""
    told: dict[str, set] = {}
    for review in found.reviews:
        told.setdefault(review_key(review.url), set()).add(review)
    for url in found.gone:
        told.setdefault(review_key(url), set()).add(url)
    sure = [next(iter(same)) for same in told.values() if len(same) == 1][:MOST_REVIEWS]
    doubtful = [min(getattr(one, "url", one) for one in same) for same in told.values() if len(same) > 1]
    problems = [_("beberapa keterangan berbeda untuk satu alamat: %s") % url[:150] for url in doubtful]
    if len(told) > MOST_REVIEWS:
        problems.append(_("lebih dari %d pemeriksaan dalam satu dokumen") % MOST_REVIEWS)
    return Found(
        reviews=[one for one in sure if isinstance(one, ReviewFound)],
        gone=[one for one in sure if isinstance(one, str)],
        problems=[*found.problems, *problems][:MOST_PROBLEMS],
    )


def review_key(url: str) -> str:
    """What an address is known by. One page may hold several reviews, told apart by their anchors."""
    page, _mark, anchor = url.partition("#")
    key = key_of(page)
    return hashlib.blake2b(f"{key}#{anchor}".encode(), digest_size=16).hexdigest() if anchor else key
