"""A web server for a benchmark, as the supervisor starts it, and many debunks for it to tell of."""

import contextlib
import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from datetime import UTC, datetime, timedelta

PORT = int(os.environ.get("PORT", "8108"))


@contextlib.contextmanager
def serving(settings: str = "portal.settings", workers: int = 2, path: str = "/healthz"):
    """The address of granian with the settings named, as long as the block."""
    listen = [
        "--host",
        "127.0.0.1",
        "--port",
        str(PORT),
        "--workers",
        str(workers),
        "--blocking-threads",
        "8",
    ]
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", *listen, "--no-ws"]
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": settings}
    silent = {"stdout": subprocess.DEVNULL, "stderr": subprocess.STDOUT}
    server = subprocess.Popen([*command, "portal.wsgi:application"], env=environment, **silent)
    try:
        address = f"http://127.0.0.1:{PORT}"
        _wait_for(address + path)
        yield address
    finally:
        server.terminate()
        server.wait()


def _wait_for(url: str) -> None:
    for _ in range(300):
        try:
            urllib.request.urlopen(url, timeout=2).close()
            return
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(f"nothing answers at {url}")


def fill(count: int) -> None:
    """`count` published debunks of common length, each in the log of changes, and with a topic."""
    from core.models import Change, ChangeCounter  # noqa: PLC0415  # once Django stands
    from factcheck.models import Debunk, Topic  # noqa: PLC0415

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


def _debunk(number: int, start: datetime):
    from factcheck.models import Debunk  # noqa: PLC0415

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
