"""What must be true of a debunk before it is approved: seen by the machine where it can, else ticked."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from tld import get_fld

from factcheck.models import Appearance, Capture, Debunk, Source, Tick, Verdict

FEWEST_SOURCES = 2
# Where everybody publishes: their domain does not tell whose word a video or a post is.
PLATFORMS = {
    "youtube.com": "youtube.com",
    "youtu.be": "youtube.com",
    "facebook.com": "facebook.com",
    "fb.watch": "facebook.com",
    "instagram.com": "instagram.com",
    "threads.com": "threads.com",
    "threads.net": "threads.com",
    "x.com": "x.com",
    "twitter.com": "x.com",
    "tiktok.com": "tiktok.com",
    "t.me": "t.me",
}
# The kinds are kinds of false content: what is true, or not known yet, has none.
WITHOUT_KIND = {Verdict.BENAR, Verdict.BELUM_TERBUKTI}


@dataclass(frozen=True)
class Point:
    """One line of the list. `item` is given where a reviewer ticks it, `tick` where somebody has."""

    label: str | Promise
    met: bool
    item: str = ""
    tick: Tick | None = None


def points(debunk: Debunk) -> list[Point]:
    """The whole list as it stands."""
    return [*computed(debunk), *ticked(debunk)]


def computed(debunk: Debunk) -> list[Point]:
    """What needs no judgement; a draft is submitted only when all of it is met."""
    seen, sources = debunk.appearances.all(), debunk.sources.all()
    return [
        Point(_("Vonis dan jenis dipilih"), bool(debunk.verdict) and _has_kind(debunk)),
        Point(_("Kesimpulan ditulis"), bool(debunk.conclusion.strip() or debunk.summary.strip())),
        Point(_("Setidaknya satu kemunculan klaim diarsipkan"), _archived(seen, debunk)),
        _independent(sources),
    ]


def ticked(debunk: Debunk) -> list[Point]:
    """What a reviewer vouches for. Where there is no picture there is nothing to credit."""
    ticks = {tick.item: tick for tick in debunk.ticks.select_related("by")}
    met = {item: item in ticks for item in Tick.Item.values}
    if not (debunk.images.exists() or "![" in debunk.explanation + debunk.conclusion):
        met[Tick.Item.PICTURES] = True
    return [Point(Tick.Item(item).label, met[item], item, ticks.get(item)) for item in met]


def missing(found: Iterable[Point]) -> list[str]:
    """The names of the points that are not met."""
    return [str(point.label) for point in found if not point.met]


def origins(sources: Iterable[Source]) -> dict[str, set[str]]:
    """The bodies that the sources come from, each with what stands for it: hosts, names of publishers.

    Hosts of one registered domain are one body, and so is who publishes under one name; on a platform it is
    the name that counts. We are none.
    """
    found: dict[str, set[str]] = {}
    named: dict[str, str] = {}
    for source in sorted(sources, key=lambda source: not source.url):
        host, publisher = _host(source.url), source.publisher.strip()
        body = named.get(publisher.lower()) or _body(host, publisher.lower())
        if not body or host == _host(settings.SITE_URL):
            continue
        if publisher:
            named.setdefault(publisher.lower(), body)
        shown = f"{host} ({publisher})" if host and publisher else host or publisher
        found.setdefault(body, set()).add(shown)
    return found


def _body(host: str, publisher: str) -> str:
    domain = registered(host)
    platform = PLATFORMS.get(domain)
    return publisher or platform if platform else domain or publisher


def registered(host: str) -> str:
    """The domain somebody registered, of which `host` is a part: kpu.go.id of jdih.kpu.go.id. By the public
    suffix list, where it knows the ending."""
    *_rest, domain, ending = ["", *host.removeprefix("www.").split(".")]
    if ":" in ending or ending.isdecimal():
        return host
    known = get_fld(host, fix_protocol=True, fail_silently=True, search_private=True)
    return known or f"{domain}.{ending}".strip(".")


def _independent(sources: Iterable[Source]) -> Point:
    """When sources look like two and count as one, the label says why."""
    found, label = origins(sources), str(_("Dua rujukan dari sumber yang berbeda"))
    if len(found) == 1 and len(list(sources)) > 1:
        [(body, names)] = found.items()
        said = _("dihitung satu sumber, karena semuanya dari %(body)s: %(names)s")
        label += f" ({said % {'body': body, 'names': ', '.join(sorted(names))}})"
    return Point(label, len(found) >= FEWEST_SOURCES)


def _host(url: str) -> str:
    return urlsplit(url).hostname or ""


def _has_kind(debunk: Debunk) -> bool:
    return bool(debunk.kind) or debunk.verdict in WITHOUT_KIND


def _archived(appearances: Iterable[Appearance], debunk: Debunk) -> bool:
    """An archive's copy, or ours. What was seen in a closed chat has no address: a picture of it does."""
    keys = [appearance.url_key for appearance in appearances if appearance.url_key]
    return Capture.objects.filter(link__key__in=keys).exists() or any(
        appearance.archived_url or (not appearance.url and debunk.images.exists())
        for appearance in appearances
    )
