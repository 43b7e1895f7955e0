"""Run a command with real PostgreSQL and Redis servers in its environment.

    python -m portal.tests.real_servers COMMAND …

The servers listen at unix sockets in a temporary folder only, and are stopped however the command ends.
PostgreSQL refuses to run as root: then both run as the user that Debian's package made for it.
"""

import contextlib
import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from portal.tests.servers import wait_for_redis

USER = "postgres"


def main() -> int:
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="servers-")))
        redis_url = stack.enter_context(redis_server(own_folder(folder / "redis")))
        database_url = stack.enter_context(postgresql(own_folder(folder / "postgresql")))
        environment = {
            **os.environ,
            "DATABASE_URL": database_url,
            "REDIS_URL": f"redis+socket://{redis_url}",
            "CACHE_URL": f"unix://{redis_url}",
        }
        return subprocess.run(sys.argv[1:], env=environment).returncode


def own_folder(path: Path) -> Path:
    """A new folder that the servers' user may write to."""
    path.mkdir(mode=0o700)
    if os.getuid() == 0:
        path.parent.chmod(0o755)
        account = pwd.getpwnam(USER)
        os.chown(path, account.pw_uid, account.pw_gid)
    return path


@contextlib.contextmanager
def redis_server(folder: Path):
    socket = folder / "redis.sock"
    command = [need("redis-server"), "--port", "0", "--unixsocket", socket, "--unixsocketperm", "777"]
    server = as_user([*command, "--dir", folder, "--save", ""], folder, start=True)
    try:
        folder.chmod(0o755)
        wait_for_redis(f"unix://{socket}")
        yield socket
    finally:
        server.terminate()
        server.wait()


class Postgresql:
    """A PostgreSQL server of one's own in an empty `folder`, which can be stopped and started again."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.url = f"postgres://{USER}@/{USER}?host={folder}"
        self.control = [need("pg_ctl"), "-D", folder / "data", "-s", "-w"]
        initdb = [need("initdb"), "-D", folder / "data", "-U", USER, "-A", "trust", "-E", "UTF8"]
        as_user([*initdb, "--no-sync", "--no-locale"], folder)

    def start(self) -> None:
        options = f"-c listen_addresses='' -c unix_socket_directories='{self.folder}' -c fsync=off"
        as_user([*self.control, "-l", self.folder / "log", "-o", options, "start"], self.folder)
        self.folder.chmod(0o755)

    def stop(self) -> None:
        """At once, as a server dies."""
        as_user([*self.control, "-m", "immediate", "stop"], self.folder)


@contextlib.contextmanager
def postgresql(folder: Path):
    server = Postgresql(folder)
    server.start()
    try:
        yield server.url
    finally:
        server.stop()


def need(program: str) -> Path:
    """Where `program` is; Debian keeps those of PostgreSQL out of the path."""
    debian = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{program}"))
    found = shutil.which(program) or next(reversed(debian), None)
    if not found:
        sys.exit(f"{program} is not there (on Debian: apt install postgresql redis-server).")
    return Path(found)


def as_user(command: list, folder: Path, start: bool = False):
    """Run `command`, or start it, as ourselves or in place of root as the servers' user."""
    options: dict[str, Any] = {"cwd": folder, "stdout": subprocess.DEVNULL}
    if os.getuid() == 0:
        options |= {"user": USER, "group": USER, "extra_groups": []}
    return subprocess.Popen(command, **options) if start else subprocess.run(command, check=True, **options)


if __name__ == "__main__":
    sys.exit(main())
