"""The whole site on this machine, until Ctrl-C.

    python -m portal.run

supervisord runs in a session of its own, so that Ctrl-C reaches this process alone and everything ends in
order. Should this process be killed outright, Linux tells supervisord to end all the same.
"""

import contextlib
import fcntl
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request

import django
from billiard.util import set_pdeathsig
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.db import DatabaseError

PATIENCE = 60  # seconds until a site that does not answer is worth a word


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    os.umask(0o077)
    try:
        django.setup()
        with only_copy():
            need_port()
            call_command("prepare")
            supervise()
    except (ImproperlyConfigured, CommandError, DatabaseError, PermissionError) as error:
        sys.exit(f"{type(error).__name__}: {error}".strip())
    except KeyboardInterrupt:
        sys.exit("Stopped before everything was ready; the next start goes on from here.")


@contextlib.contextmanager
def only_copy():
    """Hold DATA_DIR for this copy of the site; stop when another one has it."""
    with (settings.DATA_DIR / "run.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            sys.exit(f"DATA_DIR: {settings.DATA_DIR} is in use by another copy of the site that is running.")
        yield


def need_port() -> None:
    with socket.socket(socket.AF_INET6 if ":" in settings.HOST else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.HOST, settings.PORT))
        except PermissionError:
            sys.exit(f"PORT: no permission to listen at port {settings.PORT}; take one above 1023.")
        except OSError as error:
            sys.exit(
                f"PORT: {settings.HOST}:{settings.PORT} is taken or not there ({error.strerror}); "
                f"choose another one: make run PORT={settings.PORT + 1}"
            )


def supervise() -> None:
    """Run supervisord until it ends or somebody ends us; say where the site is once it answers."""
    file = settings.DATA_DIR / "run" / "supervisor.conf"
    command = [sys.executable, "-m", "supervisor.supervisord", "-c", file]
    supervisor = subprocess.Popen(
        command, stdin=subprocess.DEVNULL, start_new_session=True, preexec_fn=end_with_parent
    )
    for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(name, lambda *_: supervisor.terminate())
    announce(supervisor)
    code = supervisor.wait()
    if code not in (0, -signal.SIGTERM):
        sys.exit(f"The supervisor ended ({code}); see {settings.DATA_DIR}/logs.")


def end_with_parent() -> None:
    with contextlib.suppress(OSError):  # known to Linux only
        set_pdeathsig(signal.SIGTERM)


def announce(supervisor: subprocess.Popen) -> None:
    began, warned = time.monotonic(), False
    while supervisor.poll() is None:
        if answers():
            print(f"Damaipedia: {settings.SITE_URL}/ (Ctrl-C stops it)", flush=True)
            return
        if not warned and time.monotonic() - began > PATIENCE:
            print(f"The site does not answer yet; what it says: {settings.DATA_DIR}/logs/web.log", flush=True)
            warned = True
        with contextlib.suppress(subprocess.TimeoutExpired):
            supervisor.wait(0.3)


def answers() -> bool:
    host = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(settings.HOST, settings.HOST)
    try:
        with urllib.request.urlopen(f"http://{host}:{settings.PORT}/healthz", timeout=5) as response:
            return response.status == 200
    except (OSError, http.client.HTTPException):
        return False


if __name__ == "__main__":
    main()
