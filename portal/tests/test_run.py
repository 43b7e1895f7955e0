"""`make run`, for real: one site is started, its processes are killed, and in the end nothing is left."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from portal.tests.servers import free_port

ROOT = Path(__file__).parents[2]
PATIENCE = 600  # seconds: a busy machine is slow, not broken

pytestmark = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks for processes in /proc")


def environment(data_dir: Path, port: int) -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return {**kept, "ENV_FILE": os.devnull, "DATA_DIR": str(data_dir), "PORT": str(port), "WEB_WORKERS": "1"}


def start(data_dir: Path, port: int) -> subprocess.Popen:
    return subprocess.Popen(
        [sys.executable, "-m", "portal.run"],
        cwd=ROOT,
        env=environment(data_dir, port),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def processes() -> dict[int, tuple[int, str]]:
    """{process: (its session, its command)} of everything that runs, the dead left out."""
    found = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            state, _, _, session = (folder / "stat").read_text().rpartition(")")[2].split()[:4]
            command = (folder / "cmdline").read_text().replace("\0", " ")
        except OSError:
            continue
        if state != "Z":
            found[int(folder.name)] = (int(session), command)
    return found


def wait_until(condition, what: str):
    give_up = time.monotonic() + PATIENCE
    while not (result := condition()):
        assert time.monotonic() < give_up, f"not in time: {what}"
        time.sleep(0.1)
    return result


class Site:
    """One copy of the site. Everything it starts lives in the session of its supervisor."""

    def __init__(self, data_dir: Path):
        self.data_dir, self.port, self.session = data_dir, free_port(), None
        self.process = start(data_dir, self.port)

    def wait_until_up(self):
        wait_until(self.is_up, f"an answer; see {self.data_dir}/logs")
        self.session = int((self.data_dir / "run" / "supervisor.pid").read_text())

    def is_up(self) -> bool:
        assert self.process.poll() is None, self.process.communicate()
        return self.get("/healthz") == 200

    def children(self) -> dict[int, str]:
        return {pid: command for pid, (session, command) in processes().items() if session == self.session}

    def get(self, path: str) -> int:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=5) as response:
                return response.status
        except urllib.error.HTTPError as error:
            return error.code
        except OSError:
            return 0

    def parts(self) -> dict[str, str]:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/readyz", timeout=5) as response:
                return json.load(response)["parts"]
        except OSError:
            return {}

    def is_whole(self) -> bool:
        return set(self.parts().values()) == {"ok"}


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    long_name = " ".join(["a folder whose name is far too long for a socket"] * 2)
    site = Site(tmp_path_factory.mktemp("site") / long_name)
    try:
        site.wait_until_up()
        yield site
    finally:
        site.process.terminate()
        site.process.wait()
        for pid in site.children():
            os.kill(pid, signal.SIGKILL)


def test_it_starts_and_says_where(site):
    last = f"Damaipedia: http://127.0.0.1:{site.port}/ (Ctrl-C stops it)\n"
    lines = list(iter(site.process.stdout.readline, last))
    assert site.get("/") == 200
    passwords = [line.split()[1] for line in (site.data_dir / "accounts.txt").read_text().splitlines()]
    assert not any(password in line for password in passwords for line in lines)
    wait_until(site.is_whole, "every part is well")


def test_a_second_copy_in_the_same_folder_is_refused(site):
    second = start(site.data_dir, free_port())
    _, error = second.communicate(timeout=PATIENCE)
    assert second.returncode == 1
    assert error.startswith("DATA_DIR: ")
    assert error.count("\n") == 1


def test_a_taken_port_is_refused(site, tmp_path):
    second = start(tmp_path, site.port)
    _, error = second.communicate(timeout=PATIENCE)
    assert second.returncode == 1
    assert error.startswith("PORT: ")
    assert error.count("\n") == 1


def test_what_is_killed_comes_back(site):
    before = site.children()
    del before[site.session]  # the supervisor itself
    for name in ("granian", "valkey-server", "portal.embedder", "celery", "follow_index"):
        assert any(name in command for command in before.values())
    for pid in before:
        with contextlib.suppress(ProcessLookupError):  # it ended with its parent
            os.kill(pid, signal.SIGKILL)
    wait_until(site.is_whole, "every part is well again")
    assert not set(before) & set(site.children())


def test_ctrl_c_leaves_nothing_running_and_it_starts_again_as_it_was(site):
    accounts = (site.data_dir / "accounts.txt").read_text()
    site.process.send_signal(signal.SIGINT)
    assert site.process.wait(timeout=PATIENCE) == 0
    assert site.children() == {}
    assert site.get("/healthz") == 0
    again = Site(site.data_dir)
    try:
        again.wait_until_up()
        assert (site.data_dir / "accounts.txt").read_text() == accounts
    finally:
        again.process.kill()  # outright: what it started must end all the same
        again.process.wait()
    wait_until(lambda: again.children() == {}, "everything ends with its parent")
