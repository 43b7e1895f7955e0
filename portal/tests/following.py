"""The index follower as on a real machine: a process of its own, beside the site under test."""

import os
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from django.db import connection


@contextmanager
def running_follower(data_dir: Path):
    """`manage.py follow_index` on the test's database, writing `data_dir/index`, as long as the block."""
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "portal.settings", "DATA_DIR": str(data_dir)}
    name = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite":
        (data_dir / "db.sqlite3").symlink_to(name)
    else:
        of_server = urlsplit(environment["DATABASE_URL"])
        environment["DATABASE_URL"] = of_server._replace(path=f"/{name}").geturl()
    follower = subprocess.Popen([sys.executable, "manage.py", "follow_index"], env=environment)
    try:
        yield
    finally:
        follower.terminate()
        follower.wait()


def eventually(said, expected, seconds: float = 20) -> None:
    """Return when `said()` gives `expected`; fail with what it gave when it does not in time."""
    give_up = time.monotonic() + seconds
    while (found := said()) != expected:
        assert time.monotonic() < give_up, f"{found!r} instead of {expected!r}"
        time.sleep(0.1)
