"""A whole site on the test's database: web server, a worker for all queues with its clock, index."""

import json
import os
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import requests
from django.conf import settings as of_test
from django.db import connection

from portal.tests.following import eventually
from portal.tests.servers import free_port

QUEUES = "intake,fetch,ocr,notify,default"


@contextmanager
def running_site(folder: Path, redis_url: str, **settings):
    """The address of a site that runs with `settings` as long as the block. Its index stands in `folder`."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "reports.tests.site_settings",
        "TEST_DATABASE": str(connection.settings_dict["NAME"]),
        "TEST_SETTINGS": json.dumps(settings | {"SITE_URL": address}),
        "TEST_INDEX": str(folder / "index"),
        "REDIS_URL": redis_url,
    }
    modules = [
        f"granian --interface wsgi --port {port} --no-ws portal.wsgi:application",
        f"celery -A portal worker -B -s {folder}/beat -P threads -c 2 -Q {QUEUES} -l WARNING",
        "django follow_index",
    ]
    running = [
        subprocess.Popen(
            [sys.executable, "-m", *module.split()],
            env=environment,
            cwd=of_test.BASE_DIR,
            start_new_session=True,
        )
        for module in modules
    ]
    try:
        eventually(lambda: answers(address), True, 60)
        yield address
    finally:
        for process in running:
            process.terminate()
        for process in running:
            ended(process)


def answers(address: str) -> bool:
    try:
        return requests.get(f"{address}/healthz", timeout=5).ok
    except requests.RequestException:
        return False


def ended(process: subprocess.Popen) -> None:
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
