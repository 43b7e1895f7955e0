"""10,000 reports while the broker is down, then the way back; and the same with 100 poisonous ones.

    python -m bench.reports.drain [REPORTS]

Lexical check of the demonstration content, no embedding, one worker with two processes.
"""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from statistics import quantiles

from django.core.management import call_command

from bench.reports.site import POISON, fresh_site, table
from bench.reports.variants import variant

PATIENCE = 600  # seconds
BASE = "Kabar nomor {number} dari kelurahan {place}: kotak suara dibuka petugas {number} kali pada malam hari"


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    for poisonous in (0, count // 100):
        run(count, poisonous)


def run(count: int, poisonous: int) -> None:
    if os.fork() == 0:  # settings are read once in a process
        measure(count, poisonous)
        sys.exit(0)
    os.wait()


def measure(count: int, poisonous: int) -> None:
    from portal.tests.servers import Broker  # noqa: PLC0415

    broker = Broker()
    with fresh_site(REDIS_URL=broker.url, RATE_REPORT="off") as folder:
        call_command("load_demo", verbosity=0)
        times = submit(count, poisonous)
        broker.start()
        worker = start_worker(folder)
        try:
            rate = drain(count - poisonous)
        finally:
            os.killpg(worker.pid, signal.SIGKILL)
            worker.wait()
            broker.close()
    table(
        f"{count} reports, {poisonous} of them poisonous",
        [
            ("answer of the site, broker down", f"p50 {times[49]:.0f} ms, p99 {times[98]:.0f} ms"),
            ("longest", f"{max(times[99:]):.0f} ms"),
            ("healthy ones settled", f"{rate:.0f} a second"),
        ],
    )


def submit(count: int, poisonous: int) -> list[float]:
    """Milliseconds: the 99 percentiles, then the longest."""
    from django.test import Client  # noqa: PLC0415

    from core import changes  # noqa: PLC0415
    from factcheck.index import wait_until_searchable  # noqa: PLC0415
    from factcheck.models import Debunk  # noqa: PLC0415

    wait_until_searchable(changes.last_number(), vectors=False)
    claims = list(Debunk.objects.published().values_list("claim", flat=True))
    client, chance, took = Client(), random.Random(4), []
    for number in range(count):
        text = BASE.format(number=number, place=chance.randrange(10**9))
        if number < poisonous:
            text += POISON
        elif number % 2:
            text = variant(chance.choice(claims), chance)
        began = time.perf_counter()
        answer = client.post("/api/v1/reports/", {"text": text}, "application/json")
        took.append((time.perf_counter() - began) * 1000)
        assert answer.status_code == 201, answer.content
    return [*quantiles(took, n=100), max(took)]


def start_worker(folder: str) -> subprocess.Popen:
    options = f"-A bench.reports.worker worker -B -s {folder}/beat -c 2 -Q intake,default -l ERROR"
    command = [sys.executable, "-m", "celery", *options.split()]
    return subprocess.Popen(command, start_new_session=True, stderr=Path("/tmp/reports/w.log").open("w"))


def drain(count: int) -> float:
    """Reports settled a second, from the first to the last; parked ones do not count."""
    from reports.models import HoaxReport  # noqa: PLC0415

    settled = HoaxReport.objects.settled().filter(failure="")
    wait_until(lambda: settled.exists())
    began = time.monotonic()
    wait_until(lambda: settled.count() >= count)
    return count / (time.monotonic() - began)


def wait_until(done) -> None:
    give_up = time.monotonic() + PATIENCE
    while not done():
        if time.monotonic() > give_up:
            raise SystemExit("not drained in time")
        time.sleep(0.2)


if __name__ == "__main__":
    main()
