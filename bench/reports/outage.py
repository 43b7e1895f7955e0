"""The database server is stopped under the site and started again while people report.

    python -m bench.reports.outage

Needs PostgreSQL's programs; starts a server of its own. Reports go in over real HTTP all the time: told are
the answers meanwhile, what of the accepted ones is lost, what was stored by half, and how long the site needs
to recover by itself.
"""

import os
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import requests
from django.core.management import call_command

from bench.report import write
from bench.reports.site import fresh_site, table
from portal.tests.real_servers import Postgresql, own_folder

PORT = int(os.environ.get("PORT", "8399"))
SITE = f"http://127.0.0.1:{PORT}"
STOPPED = 10.0  # seconds
CALM = 3.0  # before and after
PATIENCE = 60.0


@dataclass(frozen=True)
class Sent:
    at: float
    took: float  # seconds
    status: int
    retry_after: str
    receipt: str


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="outage-") as folder:
        server = Postgresql(own_folder(Path(folder) / "postgresql"))
        server.start()
        try:
            with fresh_site(DATABASE_URL=server.url, REDIS_URL="memory://outage", RATE_REPORT="off"):
                call_command("load_demo", only="elections", verbosity=0)
                text = measure(server)
        finally:
            server.stop()
    write("database stopped", text)
    print(text)


def measure(server: Postgresql) -> str:
    from django.db import connections  # noqa: PLC0415 - there are no models before `fresh_site`

    connections.close_all()
    listen = ["--interface", "wsgi", "--port", str(PORT), "--workers", "2", "--blocking-threads", "8"]
    site = subprocess.Popen([sys.executable, "-m", "granian", *listen, "portal.wsgi:application"])
    try:
        wait_until(lambda: report("Kabar pertama").status == 201)
        sent, stopped, started = outage(server)
        return told(sent, stopped, started)
    finally:
        site.terminate()
        site.wait()


def outage(server: Postgresql) -> tuple[list[Sent], float, float]:
    """What was sent all the while, and when the server was stopped and started."""
    sent: list[Sent] = []
    end = threading.Event()
    people = [threading.Thread(target=send_on, args=(person, sent, end)) for person in range(3)]
    for person in people:
        person.start()
    time.sleep(CALM)
    stopped = time.monotonic()
    server.stop()
    time.sleep(STOPPED)
    server.start()
    started = time.monotonic()
    wait_until(lambda: sent[-1].status == 201 and sent[-1].at > started)
    time.sleep(CALM)
    end.set()
    for person in people:
        person.join()
    return sent, stopped, started


def send_on(person: int, sent: list[Sent], end: threading.Event) -> None:
    number = 0
    while not end.is_set():
        number += 1
        sent.append(report(f"Kabar nomor {number} dari pelapor {person} tentang kotak suara"))
        time.sleep(0.05)


def report(text: str) -> Sent:
    began = time.monotonic()
    try:
        answer = requests.post(f"{SITE}/api/v1/reports/", json={"text": text}, timeout=30)
    except requests.RequestException:
        return Sent(began, time.monotonic() - began, 0, "", "")
    receipt = answer.json()["receipt"] if answer.status_code == 201 else ""
    took, later = time.monotonic() - began, answer.headers.get("Retry-After", "")
    return Sent(began, took, answer.status_code, later, receipt)


def told(sent: list[Sent], stopped: float, started: float) -> str:
    from core.models import AuditEntry  # noqa: PLC0415
    from reports.models import HoaxReport  # noqa: PLC0415

    stored = set(HoaxReport.objects.values_list("receipt", flat=True))
    audited = set(AuditEntry.objects.filter(action="accept").values_list("object_id", flat=True))
    refused = [one for one in sent if one.status != 201]
    unavailable = [one for one in refused if one.status == 503 and one.retry_after]
    again = min(one.at + one.took for one in sent if one.status == 201 and one.at > started) - started
    rows = {
        "answers before, meanwhile and after": str(dict(Counter(one.status for one in sent))),
        "refused otherwise than by 503 with Retry-After": len(refused) - len(unavailable),
        "longest refusal": f"{max(one.took for one in refused):.1f} s",
        "accepted and lost": sum(1 for one in sent if one.receipt and one.receipt not in stored),
        "stored by half (a report without its audit, or the other way round)": len(
            audited ^ set(HoaxReport.objects.values_list("pk", flat=True))
        ),
        "first report accepted after the server's start": f"{again:.1f} s",
        "load of the machine": f"{os.getloadavg()[0]:.1f}",
    }
    return table(f"The database is stopped for {STOPPED:.0f} seconds", rows.items())


def wait_until(done) -> None:
    give_up = time.monotonic() + PATIENCE
    while not done():
        if time.monotonic() > give_up:
            raise SystemExit("the site does not recover")
        time.sleep(0.2)


if __name__ == "__main__":
    main()
