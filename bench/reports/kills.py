"""1,000 reports sent to the real site while its processes are killed at random.

    python -m bench.reports.kills [REPORTS] [KILLS]

Starts the whole site with an SMTP server of its own that remembers every letter, and counts afterwards:
accepted reports that are lost, answers missing on receipt pages, letters received twice.
"""

import os
import random
import shutil
import signal
import socketserver
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import django
import requests
import yaml
from django.db import connection

from bench.report import write
from bench.reports.site import table
from bench.reports.variants import variant

DEMO = Path(__file__).parents[2] / "portal" / "demo" / "debunks"
VICTIMS = ("celery", "granian", "valkey-server")
PORT = int(os.environ.get("PORT", "8399"))
SITE = f"http://127.0.0.1:{PORT}"
SECONDS_BETWEEN_KILLS = float(os.environ.get("SECONDS_BETWEEN_KILLS", "2"))
PEOPLE = 8  # who report at once
PATIENCE = 900


class Letters(socketserver.ThreadingTCPServer):
    """An SMTP server that counts the Message-IDs of what it has taken."""

    allow_reuse_address = daemon_threads = True

    def __init__(self) -> None:
        self.seen: Counter = Counter()
        super().__init__(("127.0.0.1", 0), Conversation)


class Conversation(socketserver.StreamRequestHandler):
    def handle(self):
        self.say("220 bench")
        while line := self.rfile.readline():
            verb = line[:4].upper()
            if verb == b"DATA":
                self.take_letter()
            elif verb == b"QUIT":
                self.say("221 bye")
                return
            else:
                self.say("250 ok")

    def take_letter(self):
        self.say("354 go on")
        lines = []
        while (line := self.rfile.readline().strip()) != b".":
            if not line and not lines:
                return
            lines.append(line)
        named = [line for line in lines if line.lower().startswith(b"message-id:")]
        self.server.seen[named[0].split(b":", 1)[1].strip()] += 1
        self.say("250 taken")

    def say(self, text):
        self.wfile.write(f"{text}\r\n".encode())


def main() -> None:
    reports, kills = map(int, sys.argv[1:3]) if sys.argv[2:] else (1_000, 200)
    folder = tempfile.mkdtemp(prefix="kills-")
    letters = Letters()
    threading.Thread(target=letters.serve_forever, daemon=True).start()
    os.environ.update(
        DATA_DIR=folder,
        ENV_FILE=os.devnull,
        PORT=str(PORT),
        RATE_REPORT="off",
        RATE_READ="off",
        EMAIL_URL=f"smtp://127.0.0.1:{letters.server_address[1]}",
        DJANGO_SETTINGS_MODULE="portal.settings",
    )
    with Path(f"{folder}.log").open("w") as log:
        site = subprocess.Popen([sys.executable, "-m", "portal.run"], stdout=log, stderr=log)
    try:
        wait_for_site()
        django.setup()
        accepted, killed = send_and_kill(reports, kills, site.pid)
        took = wait_until_quiet()
        judge(accepted, killed, letters, took)
    finally:
        site.send_signal(signal.SIGINT)
        site.wait(60)
        end_orphans(folder)
        shutil.rmtree(folder, ignore_errors=True)


def end_orphans(folder: str) -> None:
    """Web workers whose master was killed belong to nobody any more; their environment tells them apart."""
    for place in Path("/proc").glob("[0-9]*"):
        try:
            if (
                f"DATA_DIR={folder}".encode() in (place / "environ").read_bytes()
                and int(place.name) != os.getpid()
            ):
                os.kill(int(place.name), signal.SIGKILL)
        except OSError:
            continue


def wait_for_site():
    give_up = time.monotonic() + PATIENCE
    while time.monotonic() < give_up:
        try:
            answer = requests.post(f"{SITE}/api/v1/check/", json={"text": "kontainer surat suara"}, timeout=5)
            if answer.status_code == 200:
                return
        except requests.RequestException:
            pass
        time.sleep(1)
    raise SystemExit("the site does not answer")


def send_and_kill(reports: int, kills: int, root: int) -> tuple[list[str], Counter]:
    """Receipts of what was accepted, and what was killed how often."""
    killed: Counter = Counter()
    killer = threading.Thread(target=kill_at_random, args=(root, kills, killed), daemon=True)
    killer.start()
    with ThreadPoolExecutor(PEOPLE) as people:
        receipts = list(people.map(lambda message: send(*message), messages(reports)))
    killer.join()
    return [receipt for receipt in receipts if receipt], killed


def messages(count: int):
    """Known hoaxes and unknown ones by turns, every second with a contact."""
    chance = random.Random(1)
    claims = [yaml.safe_load(file.read_text())["claim"] for file in sorted(DEMO.glob("*.yaml"))]
    for number in range(count):
        known = variant(chance.choice(claims), chance)
        unknown = f"Kabar nomor {number} dari kelurahan {chance.randrange(10**9)}: panitia minta uang"
        contact = f"pelapor{number}@contoh.id" if number % 2 else ""
        yield known if number % 4 else unknown, contact


def send(text: str, contact: str) -> str | None:
    """The receipt when it was accepted; a refused connection is tried again, as a person would."""
    for _ in range(60):
        try:
            answer = requests.post(
                f"{SITE}/api/v1/reports/", json={"text": text, "contact": contact}, timeout=30
            )
            if answer.status_code == 201:
                return answer.json()["receipt"]
        except (requests.RequestException, ValueError):
            pass
        time.sleep(1)
    return None


def kill_at_random(root: int, kills: int, killed: Counter) -> None:
    chance = random.Random(2)
    while sum(killed.values()) < kills:
        time.sleep(chance.uniform(0, 2 * SECONDS_BETWEEN_KILLS))
        victims = [(pid, name) for pid, name in processes(root) if name]
        if victims:
            pid, name = chance.choice(victims)
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                continue
            killed[name] += 1


def processes(root: int):
    """Every process below `root`, with the name under which it may be killed, or None."""
    parents, lines = {}, {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parents[int(folder.name)] = int((folder / "stat").read_text().rsplit(")", 1)[1].split()[1])
            lines[int(folder.name)] = (folder / "cmdline").read_text().replace("\0", " ")
        except (OSError, ValueError, IndexError):
            continue
    for pid in parents:
        if is_below(pid, root, parents):
            name = next((victim for victim in VICTIMS if victim in lines.get(pid, "")), None)
            yield pid, f"celery {lines[pid].split()[5]}" if name == "celery" else name


def is_below(pid: int, root: int, parents: dict[int, int]) -> bool:
    while pid in parents and pid != root:
        pid = parents[pid]
    return pid == root


def wait_until_quiet() -> float:
    from reports.models import HoaxReport, Message  # noqa: PLC0415 - the site's settings are known only now

    began = time.monotonic()
    while time.monotonic() - began < PATIENCE:
        waiting = HoaxReport.objects.waiting().count() + HoaxReport.objects.to_be_told().count()
        sending = Message.objects.filter(state__in=["waiting", "sending"]).count()
        if not waiting and not sending:
            break
        time.sleep(1)
    return time.monotonic() - began


def judge(accepted: list[str], killed: Counter, letters: Letters, took: float) -> None:
    from core.models import AuditEntry  # noqa: PLC0415
    from reports.models import HoaxReport, Message  # noqa: PLC0415

    stored = {report.receipt: report for report in HoaxReport.objects.all()}
    lost = [receipt for receipt in accepted if receipt not in stored]
    answered = [report for report in stored.values() if report.state == "answered"]
    told = sum(1 for report in answered if report.answers.count() == 1)
    pages = sum(1 for one in answered if one.debunk and one.debunk.get_absolute_url() in page(one))
    effects = Counter(AuditEntry.objects.filter(action="process").values_list("object_id", flat=True))
    states = Counter(Message.objects.values_list("state", flat=True))
    vendor = connection.vendor
    found = table(
        f"{len(accepted)} reports, {sum(killed.values())} kills, on {vendor}",
        [
            ("killed", ", ".join(f"{name} {count}" for name, count in killed.most_common())),
            ("accepted and lost", len(lost)),
            ("not settled", HoaxReport.objects.waiting().count()),
            ("by state", dict(Counter(report.state for report in stored.values()))),
            ("parked", HoaxReport.objects.parked().count()),
            ("settled more than once", sum(1 for count in effects.values() if count > 1)),
            ("answered, without exactly one answer", len(answered) - told),
            ("receipt pages without their answer", len(answered) - pages),
            ("letters received", sum(letters.seen.values())),
            ("letters received twice", sum(1 for count in letters.seen.values() if count > 1)),
            ("messages by state", dict(states)),
            ("quiet after", f"{took:.0f} s (load of the machine {os.getloadavg()[2]:.1f})"),
        ],
    )
    write(f"kills on {vendor}", found)
    print(found)


def page(report) -> str:
    return requests.get(f"{SITE}{report.get_absolute_url()}", timeout=30).text


if __name__ == "__main__":
    main()
