"""Make `.venv` and install the locked packages into it.

    python3 -I portal/bootstrap.py [dev]

Runs on the system's own Python before anything is installed: standard library only, and a syntax that
an old Python still reads, so that it can say what is wrong. `-I` keeps the files beside this one from
hiding modules of the standard library.
"""

import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
OLDEST = (3, 11)
NEWER_NAMES = ("python3.14", "python3.13", "python3.12", "python3.11")


def need_python():
    """Go on with a Python that is new enough, or stop and say so."""
    if sys.version_info >= OLDEST:
        return
    for name in NEWER_NAMES:
        found = shutil.which(name)
        if found:
            os.execv(found, [found, "-I", *sys.argv])
    sys.exit(
        "Damaipedia needs Python {}.{} or newer; {} is {}.{}.".format(
            *OLDEST, sys.executable, *sys.version_info[:2]
        )
    )


def make_environment():
    if PYTHON.exists() and (VENV / "bin" / "pip").exists():
        return
    print("Making the environment in .venv …", flush=True)
    made = subprocess.run(
        [sys.executable, "-m", "venv", "--clear", str(VENV)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    if made.returncode:
        sys.exit("Cannot make .venv (on Debian: apt install python3-venv): " + made.stdout.strip())


def install(name):
    """Install what `name` locks, unless its stamp says that this very file is installed already."""
    lock = ROOT / name
    stamp = VENV / (".installed-" + name)
    digest = hashlib.sha256(lock.read_bytes()).hexdigest()
    if stamp.exists() and stamp.read_text() == digest:
        return
    count = len(re.findall(r"^[\w.\[\]-]+==", lock.read_text(), re.MULTILINE))
    print(
        f"Installing the {count} packages of {name}; the first time takes a minute or two …",
        flush=True,
    )
    started = time.monotonic()
    if not (
        has_uv() and run_quietly([str(PYTHON), "-m", "uv", "pip", "install", "--python", str(PYTHON)], lock)
    ):
        print("uv cannot install them; trying pip …", flush=True)
        if not run_quietly([str(PYTHON), "-m", "pip", "install"], lock):
            sys.exit(f"The packages of {name} could not be installed; the reason is above.")
    stamp.write_text(digest)
    print(f"Installed in {time.monotonic() - started:.0f} s.", flush=True)


def has_uv():
    """Whether uv is there, after an attempt to install the version that requirements.txt locks."""
    if (VENV / "bin" / "uv").exists():
        return True
    block = re.search(r"^uv==.*?(?=^\S)", (ROOT / "requirements.txt").read_text(), re.MULTILINE | re.DOTALL)
    if not block:
        return False
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as lock:
        lock.write(block.group())
        lock.flush()
        return run_quietly([str(PYTHON), "-m", "pip", "install", "--disable-pip-version-check"], lock.name)


def run_quietly(command, lock):
    """Whether `command` installed the hashed packages of `lock`. Shows its progress on a terminal only."""
    quiet = [] if sys.stderr.isatty() else ["--quiet"]
    return subprocess.run([*command, *quiet, "--require-hashes", "-r", str(lock)]).returncode == 0


def main():
    need_python()
    try:
        make_environment()
        install("requirements.txt")
        if "dev" in sys.argv[1:]:
            install("requirements-dev.txt")
    except PermissionError as error:
        sys.exit(f"No permission to write {error.filename}.")
    except KeyboardInterrupt:
        sys.exit("Stopped before everything was installed; the same command goes on from here.")


if __name__ == "__main__":
    main()
