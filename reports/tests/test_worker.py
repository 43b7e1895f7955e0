"""With a real broker and real worker processes, stopped and killed as in real life."""

import os
import signal
import subprocess
import sys
import time
from datetime import timedelta

import pytest
from django.db import connection

from core.models import AuditEntry
from core.outbox import Outbox
from portal.celery import app
from portal.tests.servers import Broker, wait_for_redis
from reports import actions
from reports.models import HoaxReport
from reports.tests.making import accepted

pytestmark = pytest.mark.django_db(transaction=True)
REPORTS = 200
PATIENCE = 90  # seconds


@pytest.fixture(autouse=True)
def silent_broker(monkeypatch, tmp_path):
    """Here the tasks are really sent: to a broker that the test starts and stops."""
    broker = Broker()
    monkeypatch.setattr(app.conf, "broker_url", broker.url)
    monkeypatch.setattr(actions, "outbox", Outbox())
    monkeypatch.setattr(actions, "DELIVERY", timedelta(seconds=1))
    yield broker
    broker.close()


@pytest.fixture
def start_worker(silent_broker, tmp_path):
    workers = []

    def start():
        command = f"-A reports.tests.worker worker -B -s {tmp_path}/beat -c 2 -Q intake,default -l WARNING"
        environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "reports.tests.worker_settings",
            "TEST_DATABASE": str(connection.settings_dict["NAME"]),
            "REDIS_URL": silent_broker.url,
        }
        command = [sys.executable, "-m", "celery", *command.split()]
        workers.append(subprocess.Popen(command, env=environment, start_new_session=True))
        return workers[-1]

    yield start
    for worker in workers:
        kill(worker)


def kill(worker):
    """The worker, its pool and its beat, at once and without a warning."""
    if worker.poll() is None:
        os.killpg(worker.pid, signal.SIGKILL)
        worker.wait()


def wait_until(condition):
    give_up = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < give_up, "not done in time"
        time.sleep(0.05)


def done() -> int:
    return HoaxReport.objects.settled().count()


def assert_each_processed_once():
    assert done() == REPORTS
    looked_up = AuditEntry.objects.filter(action="process").values_list("object_id", flat=True)
    assert sorted(looked_up) == sorted(HoaxReport.objects.values_list("pk", flat=True))
    assert not HoaxReport.objects.parked().exists()


def test_reports_sent_while_the_broker_is_stopped(silent_broker, start_worker):
    for number in range(REPORTS):
        accepted(f"Kabar nomor {number} tentang surat suara yang tercoblos di kelurahan kami")
    assert done() == 0
    silent_broker.start()
    wait_for_redis(silent_broker.redis_url)
    start_worker()
    wait_until(lambda: done() == REPORTS)
    assert_each_processed_once()


def test_a_worker_killed_at_work(silent_broker, start_worker):
    silent_broker.start()
    wait_for_redis(silent_broker.redis_url)
    for number in range(REPORTS):
        accepted(f"Kabar nomor {number} tentang surat suara yang tercoblos di kelurahan kami")
    for share in (0.25, 0.5):
        worker = start_worker()
        wait_until(lambda share=share: done() >= share * REPORTS)
        kill(worker)
        assert done() < REPORTS, "killed too late to prove anything"
    start_worker()
    wait_until(lambda: done() == REPORTS)
    assert_each_processed_once()
