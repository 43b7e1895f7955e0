import signal
import threading
import time

from django.core.management.base import BaseCommand
from django.db import close_old_connections
from django.db.utils import InterfaceError, OperationalError

from factcheck.embeddings import embedder
from factcheck.index import Follower
from matching.writer import LockTaken

PAUSE = 0.2  # seconds between two looks at the log when nothing happens


class Command(BaseCommand):
    help = "Mengikuti basis data dan menjaga indeks pencocokan; satu proses per mesin."
    requires_system_checks = []  # they load every page of the site, and this shows none

    def handle(self, **options):
        stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        while not stop.is_set():
            try:
                with Follower(embedder()) as follower:
                    self._follow(follower, stop)
            except LockTaken:
                stop.wait(1)
            except (OperationalError, InterfaceError) as error:
                self.stderr.write(f"Basis data tidak menjawab: {error}")
                stop.wait(1)

    def _follow(self, follower: Follower, stop: threading.Event) -> None:
        checked = time.monotonic()
        while not stop.is_set():
            if time.monotonic() - checked > 60:
                close_old_connections()
                checked = time.monotonic()
            if not follower.step():
                stop.wait(PAUSE)
