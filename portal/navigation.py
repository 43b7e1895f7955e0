"""What the masthead and the foot of every page lead to."""

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

MAIN = [
    (_("Hoaks"), "debunks"),
    (_("Kandidat"), "candidates"),
    (_("Jadwal"), "schedule"),
    (_("Belajar"), "lessons"),
    (_("Lapor"), "report_form"),
]
FOOT = [
    (
        _("Periksa"),
        [
            (_("Periksa pesan"), "home"),
            (_("Semua hoaks"), "debunks"),
            (_("Cari"), "search"),
            (_("Koreksi kami"), "corrections"),
        ],
    ),
    (
        _("Pemilu"),
        [
            (_("Jadwal"), "schedule"),
            (_("Kandidat"), "candidates"),
            (_("Partai"), "party_list"),
            (_("Dapil"), "district_list"),
        ],
    ),
    (
        _("Belajar dan lapor"),
        [
            (_("Pelajaran"), "lessons"),
            (_("Kuis hoaks"), "quiz"),
            (_("Lapor hoaks"), "report_form"),
            (_("Status laporan"), "report_find"),
            (_("Netralitas ASN"), "neutrality"),
        ],
    ),
    (
        _("Damaipedia"),
        [
            (_("Cara kami memeriksa"), "about"),
            (_("Angka"), "statistics"),
            (_("Privasi"), "privacy"),
            (_("API"), "api_docs"),
            (_("Kunci API"), "keys"),
        ],
    ),
]


@dataclass(frozen=True)
class Entry:
    label: str
    url: str
    current: bool


def entries(links, path: str) -> list[Entry]:
    """`links` as entries; one whose page this installation does not serve is left out."""
    found = ((label, address(name)) for label, name in links)
    return [Entry(label, url, _is_within(path, url)) for label, url in found if url]


def address(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def _is_within(path: str, url: str) -> bool:
    return path == url or (path.startswith(url) and url != address("home"))
