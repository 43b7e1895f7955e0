"""10,000 reports that came while the broker was stopped for ten minutes, then the way back; the same with 100
poisonous ones among them; and beside them a bare Celery task that writes one row.

Without poison, with it, with it, without: so a machine that gets busier meanwhile spoils both alike. The
speed is that of the middle nine tenths, by the time that stands in each row: what the workers do before and
after, such as parking the last poison, is no part of it.

    python -m bench.reports.drain [REPORTS]

Lexical check of the demonstration content, no embedding, one worker with two processes. The machine is
seldom idle: so the CPU time of worker and broker is told, too, and what two cores to themselves would do.
"""

import os
import random
import signal
import subprocess
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from datetime import timedelta
from multiprocessing import get_context
from pathlib import Path
from statistics import quantiles
from typing import Any

from django.core.management import call_command

from bench.report import write
from bench.reports.site import POISON, fresh_site
from bench.reports.variants import variant
from portal.tests.servers import Broker, wait_for_redis

CORES = 2
TIMED = 1_000  # reports sent through the API while the broker is down; the others are stored as these are
BARE = 3_000
PATIENCE = 1_800  # seconds
LOOK = 1.0  # seconds between two looks at the rows: looking takes time from the workers
STOPPED = timedelta(minutes=10)
BASE = "Kabar nomor {number} dari kelurahan {place}: kotak suara dibuka petugas {number} kali pada malam hari"


@dataclass(frozen=True)
class Drained:
    """`rate`: done in a second; `cpu`: seconds that each cost worker and broker; `load` of the machine."""

    count: int
    rate: float
    cpu: float
    load: float

    def row(self, name: str) -> str:
        cells = (
            f"{self.rate:.0f}",
            f"{self.load:.1f}",
            f"{self.cpu * 1000:.1f} ms",
            f"{CORES / self.cpu:.0f}",
        )
        return f"| {name} | {self.count:,} | {' | '.join(cells)} |\n"


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    poisonous = count // 100
    with_poison, without = (reports, count, poisonous), (reports, count, 0)
    runs: list[Any] = [(bare,), without, with_poison, with_poison, without]
    # Settings are read once in a process: a process for each.
    with ProcessPoolExecutor(1, mp_context=get_context("spawn"), max_tasks_per_child=1) as pool:
        done: Any = [future.result() for future in [pool.submit(*run) for run in runs]]
    rows, first, second, third, last = done
    healthy, among = mean(first["drained"], last["drained"]), mean(second["drained"], third["drained"])
    text = "\n".join(
        [
            *_answers(first),
            _table(rows, healthy, among, poisonous),
            f"The others beside poison: {among.rate / healthy.rate:.0%} of the speed without, "
            f"{among.cpu / healthy.cpu:.0%} of the CPU.\n",
            *_parked([second, third], poisonous),
        ]
    )
    write("draining", text)
    print(text)


def _answers(run: dict) -> list[str]:
    times = run["times"]
    told = f"p50 {times[49]:.0f} ms, p99 {times[98]:.0f} ms, longest {max(times):.0f} ms"
    return [
        "### Reports while the broker is stopped, and after\n",
        f"Answer 201 of the API meanwhile: {told}.\n",
    ]


def mean(*runs: Drained) -> Drained:
    """Of several runs of as many reports, one that took as long as all of them together."""
    return Drained(
        runs[0].count,
        len(runs) / sum(1 / run.rate for run in runs),
        sum(run.cpu for run in runs) / len(runs),
        sum(run.load for run in runs) / len(runs),
    )


def _table(rows: Drained, healthy: Drained, among: Drained, poisonous: int) -> str:
    return (
        "| | tasks | done in a second | load meanwhile | CPU each | in a second on two idle cores |\n"
        "|---|---|---|---|---|---|\n"
        + rows.row("a bare Celery task that writes one row")
        + healthy.row("**reports**, twice")
        + among.row(f"**reports**, {poisonous} poisonous ones among them, the others, twice")
    )


def _parked(runs: list[dict], poisonous: int) -> list[str]:
    whole = all(run["whole"] for run in runs)
    attempts = "5 attempts and a reason each" if whole else "NOT with 5 attempts and a reason each"
    counts = " and ".join(str(run["parked"]) for run in runs)
    return [f"Poisonous ones parked: {counts} of {poisonous}, {attempts}.\n"]


def bare() -> Drained:
    broker = Broker()
    with fresh_site(REDIS_URL=broker.url) as folder:
        from core.models import Cursor  # noqa: PLC0415 - there are no models before `fresh_site`
        from portal.celery import app  # noqa: PLC0415

        broker.start()
        wait_for_redis(broker.redis_url)
        for _ in range(BARE):
            app.send_task("bench.bare")
        with worker(folder, broker) as pids:
            return drain(Cursor.objects.filter(name__startswith="bare"), BARE, pids)


def reports(count: int, poisonous: int) -> dict:
    broker = Broker()
    with fresh_site(REDIS_URL=broker.url, RATE_REPORT="off") as folder:
        from reports.models import HoaxReport  # noqa: PLC0415

        call_command("load_demo", verbosity=0)
        times = submit(list(texts(count, poisonous)))
        broker.start()
        wait_for_redis(broker.redis_url)
        with worker(folder, broker) as pids:
            settled = HoaxReport.objects.settled()
            others = settled.filter(failure="")
            drained = replace(drain(others, count - poisonous, pids), rate=steady(others))
            wait_until(lambda: settled.count() == count)
        parked = HoaxReport.objects.parked()
        whole = not parked.exclude(attempts=5, failure__startswith="RuntimeError").exists()
        return {"times": times, "drained": drained, "parked": parked.count(), "whole": whole}


def texts(count: int, poisonous: int):
    """Half are of claims that have debunks, half of claims that nobody knows; poison all over."""
    from factcheck.models import Debunk  # noqa: PLC0415

    claims = list(Debunk.objects.published().values_list("claim", flat=True))
    chance = random.Random(4)
    every = count // poisonous if poisonous else count + 1
    for number in range(count):
        text = BASE.format(number=number, place=chance.randrange(10**9))
        known = variant(chance.choice(claims), chance)
        if number % every == every - 1:
            yield text + POISON
        else:
            yield known if number % 2 else text


def submit(sent: list[str]) -> list[float]:
    """Report them all ten minutes ago; the milliseconds of those that went through the API: 99 percentiles,
    then each."""
    from django.db.models import F  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415

    from core import changes  # noqa: PLC0415
    from factcheck.index import wait_until_searchable  # noqa: PLC0415
    from reports.models import HoaxReport  # noqa: PLC0415
    from reports.receipts import new_receipt  # noqa: PLC0415

    wait_until_searchable(changes.last_number(), vectors=False)
    client, took = Client(), []
    for text in sent[:TIMED]:
        began = time.perf_counter()
        answer = client.post("/api/v1/reports/", {"text": text}, "application/json")
        took.append((time.perf_counter() - began) * 1000)
        assert answer.status_code == 201, answer.content
    due = HoaxReport.objects.order_by("id").values_list("retry_at", flat=True)[0]
    HoaxReport.objects.bulk_create(
        [HoaxReport(receipt=new_receipt(), channel="api", text=text, retry_at=due) for text in sent[TIMED:]],
        batch_size=500,
    )
    HoaxReport.objects.update(created_at=F("created_at") - STOPPED, retry_at=F("retry_at") - STOPPED)
    return [*quantiles(took, n=100), *took]


class worker:
    """A worker and its broker, as long as the block: their process ids, or what is left of them."""

    def __init__(self, folder: str, broker: Broker):
        self.folder, self.broker = Path(folder), broker

    def __enter__(self) -> tuple[int, int]:
        options = f"-A bench.reports.worker worker -B -s {self.folder}/beat -c 2 -Q intake,default -l ERROR"
        command = [sys.executable, "-m", "celery", *options.split()]
        with (self.folder / "worker.log").open("w") as log:
            self.process = subprocess.Popen(command, start_new_session=True, stdout=log, stderr=log)
        return self.process.pid, self.broker.server.pid

    def __exit__(self, *_):
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self.broker.close()


def drain(done, count: int, pids: tuple[int, int]) -> Drained:
    """From the first row of the query `done` to `count` of them."""
    wait_until(done.exists)
    first, began, cpu = done.count(), time.monotonic(), cpu_seconds(*pids)
    wait_until(lambda: done.count() >= count)
    took, spent = time.monotonic() - began, cpu_seconds(*pids) - cpu
    return Drained(count, (count - first) / took, spent / (count - first), os.getloadavg()[1])


def steady(reports) -> float:
    """How many reports a second were settled, from the first twentieth to the last."""
    at = sorted(reports.values_list("processed_at", flat=True))
    first, last = len(at) // 20, len(at) - 1 - len(at) // 20
    return (last - first) / (at[last] - at[first]).total_seconds()


def cpu_seconds(session: int, server: int) -> float:
    """Used so far by the processes of `session`, those of its children that have ended, and the server."""
    ticks = 0
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            fields = (folder / "stat").read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue
        if int(fields[3]) == session or int(folder.name) == server:
            ticks += sum(map(int, fields[11:15]))
    return ticks / os.sysconf("SC_CLK_TCK")


def wait_until(done) -> None:
    give_up = time.monotonic() + PATIENCE
    while not done():
        if time.monotonic() > give_up:
            raise SystemExit("not drained in time")
        time.sleep(LOOK)


if __name__ == "__main__":
    main()
