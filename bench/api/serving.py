"""A site of its own for a benchmark of the API, and a web server for it, as the supervisor starts it."""

import contextlib
import os
import subprocess
import sys
import time
import urllib.error
import urllib.request

from bench.reports.site import fresh_site
from portal.tests.servers import free_port, running_valkey

KINDS = ("READ", "CHECK", "REPORT")
UNLIMITED = {f"{of}_{kind}": "off" for of in ("RATE", "RATE_KEY") for kind in KINDS}
# Its own: two servers may listen at the same port, and then each gets a part of what is asked.
PORT = int(os.environ.get("PORT") or free_port())


@contextlib.contextmanager
def site(**environment):
    """An empty site without limits, its broker and cache included; nobody works on its tasks."""
    with running_valkey() as socket:
        servers = {"REDIS_URL": f"redis+socket://{socket}", "CACHE_URL": f"unix://{socket}"}
        with fresh_site(**UNLIMITED, **servers, **environment):
            yield


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
    command.append("portal.wsgi:application")
    server = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.STDOUT)
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
