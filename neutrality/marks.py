"""Finding reports of the same thing without reading them: keyed digests of link, person and files."""

import hashlib
import hmac
import re
import unicodedata

from django.conf import settings
from url_normalize import url_normalize

from core.keys import secret
from neutrality.models import Mark

TRACKERS = re.compile(r"^(utm_\w+|fbclid|igshid|igsh|gclid|si|ref|ref_src|mibextid)$", re.IGNORECASE)


def marks_of(*, url: str, name: str, institution: str, files: list[str]) -> set[tuple[str, str]]:
    """Kinds and digests. A person is a name at an institution; `files` are SHA-256 of originals."""
    found: set[tuple[str, str]] = {(Mark.Kind.FILE, _digest("file", sha256)) for sha256 in files}
    if url:
        found.add((Mark.Kind.LINK, _digest("link", plain_link(url))))
    if name and institution:
        found.add((Mark.Kind.PERSON, _digest("person", f"{plain(name)}|{plain(institution)}")))
    return found


def plain_link(url: str) -> str:
    """`url` without what differs between two people who copied the same address."""
    address = url_normalize(url) or url
    head, _, query = address.partition("#")[0].partition("?")
    kept = [part for part in query.split("&") if part and not TRACKERS.match(part.split("=")[0])]
    head = re.sub(r"^https?://(www\.|m\.)?", "", head).rstrip("/")
    return "?".join([head, "&".join(sorted(kept))]) if kept else head


def plain(words: str) -> str:
    """Letters only, without titles after a comma: `Budi, S.Pd.` and `BUDI` are the same."""
    bare = unicodedata.normalize("NFKD", words.partition(",")[0]).casefold()
    return " ".join(re.findall(r"[a-z]+", bare))


def _digest(kind: str, words: str) -> str:
    key = secret(settings.KEYS_DIR, "neutrality-marks")
    return hmac.new(key, f"{kind}:{words}".encode(), hashlib.sha256).hexdigest()
