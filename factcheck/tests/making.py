"""Debunks for tests."""

from itertools import count

from django.contrib.auth import get_user_model
from django.utils import timezone

from factcheck import actions
from factcheck.models import Debunk

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
