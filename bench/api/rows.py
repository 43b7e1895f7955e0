"""Rows for the benchmarks of the API. To be imported once Django stands, as by `import_string`."""

import random
from datetime import UTC, datetime, timedelta

from django.core.management import call_command
from django.db import connection

from candidates.models import Election
from core.models import Change, ChangeCounter
from core.planner import tell_planner
from factcheck import actions
from factcheck.index import Follower
from factcheck.models import Debunk, Outlet, Topic
from neutrality.models import CampaignAccount
from portal.keys.actions import SEAL, fingerprint, issue, seal
from portal.keys.models import ApiKey, Scope

VERBS = ("publish", "publish", "correct", "correct", "update", "retract")


def demo() -> None:
    """The demo content and a little of what it has none of, searchable by its words."""
    call_command("load_demo", verbosity=0)
    _complete()
    with Follower(None) as follower:
        while follower.step():
            pass


def _complete() -> None:
    """The names are made up."""
    debunk = Debunk.objects.get(slug="tujuh-kontainer-tanjung-priok")
    summary = f"{debunk.summary} Bawaslu ikut memeriksa."
    reason = "Ringkasan kini menyebut siapa yang memeriksa kontainer itu."
    actions.correct(debunk=debunk, actor=None, reason=reason, fields={"summary": summary})
    outlet = Outlet.objects.create(name="Cek Fakta Contoh", homepage="https://cek.example/")
    outlet.reviews.create(
        key="1",
        url="https://cek.example/1",
        title="Hoaks: kontainer",
        claim="Ada kontainer berisi surat suara yang sudah tercoblos.",
        rating="Hoaks",
        language="id",
    )
    CampaignAccount.objects.create(
        election=Election.objects.latest_general(),
        platform="instagram",
        handle="contoh",
        url="https://www.instagram.com/contoh/",
        owner="Tim kampanye contoh",
        valid_from="2023-11-28",
        valid_to="2024-02-10",
        source_title="Contoh, bukan akun sungguhan",
        publication="published",
    )


def key() -> str:
    """A key of the API that may do everything."""
    made = ApiKey(name="Uji", scopes=Scope.values)
    made.address = seal("uji@redaksi.example", key=SEAL)
    made.fingerprint = fingerprint("uji@redaksi.example")
    made.save()
    return issue(key=made) or ""


def fill(count: int) -> None:
    """`count` published debunks of common length, each in the log of changes, and with a topic."""
    topics = [Topic.objects.create(slug=f"tema-{n}", name=f"Tema {n}") for n in range(20)]
    start = datetime(2020, 1, 1, tzinfo=UTC)
    for first in range(0, count, 5_000):
        numbers = range(first + 1, min(first + 5_000, count) + 1)
        rows = [_debunk(number, start) for number in numbers]
        Debunk.objects.bulk_create(rows, batch_size=500)
        links = [Debunk.topics.through(debunk_id=row.pk, topic_id=topics[row.pk % 20].pk) for row in rows]
        Debunk.topics.through.objects.bulk_create(links, batch_size=5_000)
        changes = [
            Change(number=n, kind="published", model="factcheck.debunk", object_id=row.pk, at=row.updated_at)
            for n, row in zip(numbers, rows, strict=True)
        ]
        Change.objects.bulk_create(changes, batch_size=1_000)
    ChangeCounter.objects.update_or_create(
        id=1, defaults={"last": count, "at": start + timedelta(minutes=count)}
    )
    tell_planner()


def _debunk(number: int, start: datetime):
    at = start + timedelta(minutes=number)
    return Debunk(
        external_id=f"muatan-{number}",
        slug=f"muatan-{number}",
        title=f"Tidak benar bahwa kontainer nomor {number} berisi surat suara yang sudah tercoblos",
        claim=f"Sebarkan! Kontainer nomor {number} di pelabuhan berisi surat suara yang sudah tercoblos. "
        * 4,
        verdict=("salah", "menyesatkan", "benar")[number % 3],
        summary="Petugas memeriksa kontainer itu bersama pengawas dan tidak menemukan surat suara.",
        explanation="Kami menanyai petugas pelabuhan dan penyelenggara pemilu. " * 20,
        conclusion="Klaim ini salah.",
        state="published",
        published_at=at,
        updated_at=at,
        change_number=number,
    )


def edit(operations: int) -> None:
    """Publish, correct, edit and retract at random, as the machine: a person would need a second one."""
    chance = random.Random(8)
    for number in range(operations):
        verb = chance.choice(VERBS)
        standing = Debunk.objects.published().order_by("?").first()
        if verb == "publish" or standing is None:
            _publish(number)
        elif verb == "correct":
            actions.correct(
                debunk=standing, actor=None, reason="Tepat", fields={"summary": str(chance.random())}
            )
        elif verb == "update":
            standing.sources.create(title=str(chance.random()))
            actions.update(debunk=standing, actor=None, related=["sources"])
        else:
            actions.retract(debunk=standing, actor=None, reason="Keliru")
    connection.close()


def _publish(number: int) -> None:
    title, claim = f"Tidak benar {number}", f"Kabar nomor {number}"
    row = Debunk(title=title, claim=claim, verdict="salah", slug=f"cermin-{number}")
    actions.publish(debunk=actions.save_draft(debunk=row, actor=None), actor=None)
