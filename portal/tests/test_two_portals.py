"""A second portal follows the first one's feed: a correction there shows here after the next poll."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
import requests
from django.conf import settings as site
from django.utils import timezone

from factcheck.models import Debunk, Outlet
from factcheck.outlets.lookup import elsewhere
from factcheck.outlets.polling import poll
from portal.tests.servers import free_port

pytestmark = pytest.mark.django_db
CLAIM = "Tujuh kontainer surat suara tercoblos ditemukan di Tanjung Priok tadi malam"
PUBLISH = f"""
from factcheck import actions
from factcheck.models import Debunk
debunk = Debunk(title="Tidak ada kontainer", claim="{CLAIM}", verdict="salah")
actions.publish(debunk=actions.save_draft(debunk=debunk, actor=None), actor=None)
"""
FIRST = "from factcheck import actions\nfrom factcheck.models import Debunk\nrow = Debunk.objects.get()\n"
CORRECT = FIRST + "actions.correct(debunk=row, actor=None, reason='Bukti baru', fields={'verdict': 'benar'})"
RETRACT = FIRST + "actions.retract(debunk=row, actor=None, reason='Sumber keliru')"


class Portal:
    """Another portal, with a database and a process of its own."""

    def __init__(self, folder: Path):
        self.host = f"127.0.0.1:{free_port()}"
        self.address = f"http://{self.host}"
        own = {"DATA_DIR": str(folder), "SITE_URL": self.address, "ENV_FILE": os.devnull}
        kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
        self.environment = kept | own | {"DJANGO_SETTINGS_MODULE": "portal.settings"}

    def manage(self, *command: str) -> None:
        subprocess.run(self._command(*command), env=self.environment, cwd=site.BASE_DIR, check=True)

    def do(self, code: str) -> None:
        self.manage("shell", "-c", code)

    def start(self) -> subprocess.Popen:
        command = self._command("runserver", "--noreload", self.host)
        quiet = subprocess.DEVNULL
        return subprocess.Popen(command, env=self.environment, cwd=site.BASE_DIR, stdout=quiet, stderr=quiet)

    def wait(self) -> None:
        until = time.monotonic() + 90
        while True:
            try:
                return requests.get(f"{self.address}/robots.txt", timeout=5).raise_for_status()
            except requests.RequestException:
                if time.monotonic() > until:
                    raise
                time.sleep(0.2)

    @staticmethod
    def _command(*command: str) -> list[str]:
        return [sys.executable, str(site.BASE_DIR / "manage.py"), *command]


@pytest.fixture
def first(tmp_path, settings):
    portal = Portal(tmp_path)
    portal.manage("migrate", "--verbosity", "0")
    portal.do(PUBLISH)
    server = portal.start()
    try:
        portal.wait()
        settings.FETCH_ALLOW = [portal.host]
        yield portal
    finally:
        server.kill()
        server.wait()


def read(outlet):
    Outlet.objects.filter(pk=outlet.pk).update(next_poll_at=timezone.now())
    poll(outlet)
    return [(one.outlet.name, one.rating) for one in elsewhere(CLAIM)]


@pytest.mark.timeout(300)
def test_a_correction_travels_from_portal_to_portal(first):
    outlet = Outlet.objects.create(
        name="Portal pertama", homepage=first.address, address=f"{first.address}/umpan/claimreview.json"
    )
    assert read(outlet) == [("Portal pertama", "Salah")]
    first.do(CORRECT)
    assert read(outlet) == [("Portal pertama", "Benar")]
    first.do(RETRACT)
    assert read(outlet) == []
    assert Debunk.objects.count() == 0
    assert outlet.problems.count() == 0
