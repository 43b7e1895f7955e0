"""Debunks for tests."""

from datetime import timedelta
from itertools import count

from django.contrib.auth import get_user_model
from django.utils import timezone

from factcheck import actions
from factcheck.models import Debunk, Kind, Verdict

_numbers = count(1)


def make_user(name="editor", **fields):
    return get_user_model().objects.create_user(name, **fields)


def draft(**fields) -> Debunk:
    number = next(_numbers)
    values = {
        "slug": f"debunk-{number}",
        "title": f"Tidak ada kontainer nomor {number}",
        "claim": f"Ada kontainer nomor {number} berisi surat suara tercoblos",
        "verdict": "salah",
    } | fields
    return Debunk.objects.create(**values)


def ready(**fields) -> Debunk:
    """A draft that lacks nothing but a reviewer's word."""
    debunk = draft(**{"kind": "palsu", "conclusion": "Tidak ada kontainer itu."} | fields)
    debunk.appearances.create(platform="facebook", archived_url="https://archive.example/abc")
    debunk.sources.create(title="Keterangan KPU", url="https://www.kpu.example/berita")
    debunk.sources.create(title="Keterangan bea cukai", url="https://beacukai.example/berita", order=1)
    return debunk


def in_review(*, writer, **fields) -> Debunk:
    """What `writer` wrote and submitted."""
    return actions.submit_for_review(debunk=ready(author=writer, **fields), actor=writer)


def published(*, at=None, **fields) -> Debunk:
    return actions.publish(debunk=draft(**fields), actor=None, at=at or timezone.now())


def retracted(*, reason="Sumbernya keliru", **fields) -> Debunk:
    return actions.retract(debunk=published(**fields), actor=None, reason=reason)


KINDS = ["", *Kind.values]
TITLES = [  # what an editor, or an import, may write
    "Tidak ada kontainer",
    "Panjang " * 37 + "300",
    "\"Kutipan\" 'tunggal' & <b>tebal</b> </script><!--",
    "🗳️ Surat suara 👨‍👩‍👧‍👦 dicoblos \u202eterbalik\u202c",
    "Baris\u2028pemisah\u2029dan\xa0spasi",
    "Kendali \x0b\x1f\ufffe ]]> &amp; \\u0041 {{ x }} %s",
    "投票箱 צנדה قرعة",
]
SUMMARIES = ["", "Tidak benar.", 'KPU & polisi: "tidak ada" 🛑\x08', "x" * 280]
CLAIMS = [
    "Ada tujuh kontainer",
    "Sebarkan!!\n\n" * 900,
    "👍" * 40,
    "</script><script>alert('1')</script>",
    "\u202e" + "a b\t" * 30,
]
SEEN = [  # platform, address, days before publication
    ("facebook", "https://sosial.example/a?b=1&c=%22", 2),
    ("whatsapp", "", None),
    ("x", "https://sosial.example/\u00e9/" + "x" * 900, -3),
    ("web", "http://situs.example:8080/#bagian", 0),
]


def varied(number: int) -> list[Debunk]:
    """Public debunks of every verdict and kind and in all sorts of words, some corrected or retracted."""
    return [_varied(index) for index in range(number)]


def _varied(index: int) -> Debunk:
    row = published(
        verdict=Verdict.values[index % len(Verdict)],
        kind=KINDS[index % len(KINDS)],
        title=TITLES[index % len(TITLES)],
        claim=CLAIMS[index % len(CLAIMS)],
        summary=SUMMARIES[index % len(SUMMARIES)],
        language="en" if index % 11 == 0 else "id",
        source_url="https://lain.example/1?a=1&b=2" if index % 3 == 0 else "",
        at=timezone.now() - timedelta(days=index),
    )
    for platform, url, days in SEEN[: index % (len(SEEN) + 1)]:
        seen = None if days is None else row.published_at.date() - timedelta(days=days)
        row.appearances.create(platform=platform, url=url, first_seen=seen)
    if index % 5 == 1:
        told = {"verdict": Verdict.values[index % 4], "title": TITLES[(index + 1) % len(TITLES)]}
        actions.correct(debunk=row, actor=None, reason=SUMMARIES[index % 3] or "Ralat", fields=told)
        row.refresh_from_db()
    return actions.retract(debunk=row, actor=None, reason="Keliru 🛑 & \x08") if index % 13 == 2 else row
