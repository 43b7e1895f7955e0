"""Addresses as people pass them on, brought to one form: the same page has the same key.

Wrappers (a network's "you are leaving us" page, an archive's copy) are taken off, so are hosts for phones,
trackers, and the many paths under which a network shows one post. What tells two posts apart stays.
"""

import hashlib
import re
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit, urlunsplit

from url_normalize import url_normalize

LONGEST = 2_000  # characters
MOST_WRAPPERS = 4

# Addresses that carry another one in a parameter: host and beginning of the path, and the parameter's names.
WRAPPERS = [
    (re.compile(r"(l|lm)\.(facebook|instagram)\.com/"), ("u",)),
    (re.compile(r"((www|m|web|mbasic)\.)?(facebook|instagram)\.com/(accounts/)?login"), ("next",)),
    (re.compile(r"(www\.)?facebook\.com/(flx/warn|sharer)"), ("u",)),
    (re.compile(r"(www\.)?google\.[a-z.]+/url"), ("q", "url")),
    (re.compile(r"((www|m)\.)?youtube\.com/redirect"), ("q",)),
    (re.compile(r"(www\.)?t\.me/share"), ("url",)),
    (re.compile(r"out\.reddit\.com/"), ("url",)),
]
# Addresses that carry another one in their path.
COPIES = [
    re.compile(r"web\.archive\.org/web/\d+[a-z_]*/(?P<inner>.+)"),
    re.compile(r"archive\.(?:ph|is|today|md|li|vn|fo)/\d{8,14}/(?P<inner>.+)"),
    re.compile(r"(?:www\.)?google\.[a-z.]+/amp/s/(?P<inner>.+)"),
    re.compile(r"[\w-]+\.cdn\.ampproject\.org/[cv]/(?:s/)?(?P<inner>.+)"),
]
# One post, many paths: what the left side describes becomes the right side.
REWRITES = [
    (re.compile(r"^youtu\.be/([\w-]{6,})$"), r"youtube.com/watch?v=\1"),
    (re.compile(r"^youtube\.com/(?:shorts|live|embed|v)/([\w-]{6,}).*$"), r"youtube.com/watch?v=\1"),
    (re.compile(r"^(?:twitter|x)\.com/\w+(?:/web)?/status(?:es)?/(\d+).*$"), r"x.com/i/status/\1"),
    (re.compile(r"^instagram\.com/(?:[\w.]+/)?(?:p|reels?|tv)/([\w-]+)$"), r"instagram.com/p/\1"),
    (re.compile(r"^tiktok\.com/@[^/]*/(?:video|photo)/(\d+)$"), r"tiktok.com/video/\1"),
    (re.compile(r"^tiktok\.com/v/(\d+)(?:\.html)?$"), r"tiktok.com/video/\1"),
    (re.compile(r"^facebook\.com/[^/]+/videos/(?:[^/]+/)?(\d+)$"), r"facebook.com/watch?v=\1"),
    (re.compile(r"^facebook\.com/(?:watch/live|video\.php)$"), r"facebook.com/watch"),
    (re.compile(r"^facebook\.com/photo\.php$"), r"facebook.com/photo"),
    (re.compile(r"^facebook\.com/story\.php$"), r"facebook.com/permalink.php"),
    (re.compile(r"^facebook\.com/groups/([^/]+)/permalink/(\d+)$"), r"facebook.com/groups/\1/posts/\2"),
]
# All that tells posts apart on the big networks; every other parameter there follows the reader.
KEPT = {
    "facebook.com": {"story_fbid", "id", "fbid", "v", "multi_permalinks"},
    "youtube.com": {"v", "list"},
    "x.com": set(),
    "instagram.com": set(),
    "tiktok.com": set(),
}
ENOUGH = ("v", "fbid")  # where one of these stands, the others name the album or list it was seen in
# Elsewhere only what is known to follow the reader goes, for a page's own parameters may be its name.
TRACKERS = re.compile(
    r"utm_\w+|at_(medium|campaign|link_\w+)|[fgt]bclid|[gdy]clid|gclsrc|[gw]braid|msclkid|twclid|ttclid|"
    r"igshid|igsh|mc_[ce]id|_ga|_gl|__\w+__(\[\d+\])?|__\w+|mibextid|sfnsn|extid|rdid|share_url|"
    r"_rdr|_rdc|ref_src|ref_url|spm|ocid|cmpid|amp|mkt_tok|oly_\w+_id|vero_id|_hs\w+|sharetype|smid"
)
ALL_PAGES = ("kompas.com", "kompas.tv", "tribunnews.com")  # `page=all` shows the same article at once
PHONES = re.compile(r"^(?:www\d?|m|mobile|amp|web|mbasic|touch|music)\.(?=[^.]+\.)")
ALONE = re.compile(r"https?://\S+|www\.\S+|(?:[a-z0-9-]+\.)+[a-z]{2,}/\S*", re.IGNORECASE)
# In a sentence: up to white space or a quotation mark, without what closes the sentence.
_REST = r"[^\s<>\"“”]"
INSIDE = re.compile(
    rf"(?:https?://|www\.){_REST}+|(?<![\w@.-])(?:[a-z0-9-]+\.)+[a-z]{{2,}}/{_REST}*", re.IGNORECASE
)
CLOSING = ".,;:!?…'’)]}*_~"
MOST_INSIDE = 5  # addresses of one text that are looked up


class NotAnAddress(ValueError):
    """The text is not an http or https address."""


def only_address(text: str) -> str | None:
    """The address, when `text` is nothing else; `https://` is put before one that has no scheme."""
    text = text.strip()
    if len(text) > LONGEST or not ALONE.fullmatch(text):
        return None
    return text if "://" in text else f"https://{text}"


def addresses_in(text: str) -> list[tuple[str, int, int]]:
    """The first five addresses in `text`, each as it is written with its start and end in code points."""
    found: dict[str, tuple[str, int, int]] = {}
    for each in INSIDE.finditer(text):
        url = each.group().rstrip(CLOSING)
        if len(url) <= LONGEST and len(found) < MOST_INSIDE:
            found.setdefault(url, (url, each.start(), each.start() + len(url)))
    return list(found.values())


def key_of(url: str) -> str:
    """32 hexadecimal digits that all addresses of one page share; "" for what is no address."""
    try:
        return hashlib.blake2b(canonical(url).encode(), digest_size=16).hexdigest() if url else ""
    except NotAnAddress:
        return ""


def canonical(url: str) -> str:
    """The one form of an address, without its scheme: `youtube.com/watch?v=…`. Raises NotAnAddress."""
    for _ in range(MOST_WRAPPERS):
        url = _tidy(url)
        inner = _inside(url)
        if inner is None:
            break
        url = inner
    parts = urlsplit(url)
    host = PHONES.sub("", parts.netloc.removesuffix(":443").removesuffix(":80"))
    path = re.sub(r"/amp(?:\.html)?$", "", parts.path.rstrip("/"))
    where, query = _rewritten(f"{host}{path}"), parts.query
    if "?" in where:
        where, query = where.split("?", 1)
    query = _kept(where.split("/")[0], query)
    fragment = f"#{parts.fragment}" if parts.fragment.startswith("!") else ""
    return where + (f"?{query}" if query else "") + fragment


def _tidy(url: str) -> str:
    url = re.sub(r"[\x00-\x20]", "", url)
    if "://" not in url[:12]:
        url = f"https://{url}"
    try:
        url = url_normalize(url) or ""
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise NotAnAddress(url)
        return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))
    except (ValueError, UnicodeError, AttributeError, IndexError) as error:
        raise NotAnAddress("not an http or https address") from error


def _inside(url: str) -> str | None:
    """The address that `url` only wraps, if it is a known wrapper."""
    bare = url.split("://", 1)[1]
    for pattern, names in WRAPPERS:
        if pattern.match(bare):
            values = dict(parse_qsl(urlsplit(url).query))
            return next((values[name] for name in names if _leads_on(values.get(name, ""))), None)
    for pattern in COPIES:
        if found := pattern.match(bare):
            inner = found["inner"]
            return inner if "://" in inner[:12] else unquote(re.sub(r"^(https?):/+", r"\1://", inner))
    return None


def _leads_on(value: str) -> bool:
    return value.startswith(("http://", "https://"))


def _rewritten(where: str) -> str:
    for pattern, becomes in REWRITES:
        if pattern.match(where):
            return pattern.sub(becomes, where)
    return where


def _kept(host: str, query: str) -> str:
    pairs = sorted(set(parse_qsl(query, keep_blank_values=True)))
    if host in KEPT:
        pairs = [pair for pair in pairs if pair[0] in KEPT[host]]
        pairs = [pair for pair in pairs if pair[0] in ENOUGH] or pairs
    else:
        pairs = [pair for pair in pairs if not TRACKERS.fullmatch(pair[0])]
        if host.endswith(ALL_PAGES):
            pairs = [pair for pair in pairs if pair != ("page", "all")]
    return urlencode(pairs)
