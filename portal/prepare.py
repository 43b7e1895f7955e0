"""What must be there before the processes start. Each step says what it does, and does nothing twice."""

import hashlib
from concurrent.futures import ThreadPoolExecutor

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import connections

from core.planner import tell_planner
from factcheck.models import Debunk
from portal.roles import grant
from portal.sockets import make_socket_folder, socket_path
from portal.supervisor import configuration

# Pages that packages bring and this site does not show; compressing them would take half a minute.
UNUSED = ["redoc", "rest_framework"]


def prepare() -> None:
    """Bring DATA_DIR and the database to where the site can start."""
    make_folders()
    with ThreadPoolExecutor(1) as beside:
        static = beside.submit(collect_static)  # compresses on another core
        call_command("migrate", verbosity=0)
        grant()
        fill_empty_database()
        tell_planner()
        static.result()
    connections.close_all()
    (settings.DATA_DIR / "run" / "supervisor.conf").write_text(configuration())


def make_folders() -> None:
    for name in ("run", "logs", "broker", "cache"):
        (settings.DATA_DIR / name).mkdir(exist_ok=True)
    make_socket_folder(socket_path(settings.DATA_DIR, "broker"))


def collect_static() -> None:
    """Collect and compress the static files, unless nothing changed since the last time."""
    stamp = settings.DATA_DIR / "run" / "static"
    state = static_state()
    if stamp.exists() and stamp.read_text() == state:
        return
    print("Collecting the static files …", flush=True)
    call_command("collectstatic", interactive=False, verbosity=0, ignore_patterns=UNUSED)
    stamp.write_text(state)


def static_state() -> str:
    """A digest of the names, sizes and times of all static files."""
    digest = hashlib.sha256(str(settings.STATIC_ROOT).encode())
    for finder in get_finders():
        for name, storage in finder.list([]):
            digest.update(f"{name} {storage.size(name)} {storage.get_modified_time(name)}\n".encode())
    return digest.hexdigest()


def fill_empty_database() -> None:
    """Load the demonstration content and make accounts, where nobody has begun to work yet.

    Accounts come last: a start that was interrupted begins again.
    """
    if get_user_model().objects.exists():
        return
    if not Debunk.objects.filter(demo=False).exists():
        print("Loading the demonstration content …", flush=True)
        call_command("load_demo", verbosity=0)
    call_command("make_accounts")
