"""Reading settings from the environment, loudly.

An empty variable counts as unset. A value that cannot be read stops the start with the variable's name.
"""

import ipaddress
import os
import re
from difflib import get_close_matches
from pathlib import Path
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured


def load(path, known):
    """Read the variables of the file at `path`, if it is there; `known` names those that mean something."""
    if not Path(path).is_file():
        return
    for name in re.findall(r"^\s*(?:export\s+)?(\w+)\s*=", Path(path).read_text(), re.MULTILINE):
        if name not in known:
            near = get_close_matches(name, known, 1)
            hint = f" Is {near[0]} meant?" if near else " See .env.example."
            raise ImproperlyConfigured(f"{name}: there is no such setting.{hint}")
    environ.Env.read_env(path)


def explained(example):
    """The names that `.env.example` explains."""
    return re.findall(r"^#?([A-Z][A-Z_]+)=", Path(example).read_text(), re.MULTILINE)


def read(name, default, parse, wanted):
    """`parse` of the variable's text, or `default`. The text is not shown: it may hold a password."""
    text = os.environ.get(name, "").strip()
    if not text:
        return default
    try:
        return parse(text)
    except (ValueError, KeyError, ImproperlyConfigured):
        raise ImproperlyConfigured(f"{name}: {wanted} is expected.") from None


def text(name, default=""):
    return read(name, default, str, "text")


def flag(name, default=False):
    words = {
        "1": True,
        "true": True,
        "yes": True,
        "on": True,
        "0": False,
        "false": False,
        "no": False,
        "off": False,
    }
    return read(name, default, lambda word: words[word.lower()], "true or false")


def number(name, default, least, most):
    def parse(digits):
        if not least <= int(digits) <= most:
            raise ValueError
        return int(digits)

    return read(name, default, parse, f"a whole number from {least} to {most}")


def rate(name, default):
    """Requests a minute, or None for no limit."""
    if text(name).lower() == "off":
        return None
    return number(name, default, 1, 1_000_000)


def words(name, default=()):
    return read(
        name, list(default), lambda line: [word.strip() for word in line.split(",") if word.strip()], "a list"
    )


def networks(name):
    return [
        read(name, None, lambda _, word=word: ipaddress.ip_network(word), "a list of addresses or networks")
        for word in words(name)
    ]


def address(name, default, schemes):
    """A URL of one of `schemes`."""

    def parse(url):
        parts = urlsplit(url)
        if parts.scheme not in schemes or not (parts.netloc or parts.path.strip("/")):
            raise ValueError
        return url.rstrip("/")

    return read(
        name, default, parse, f"an address that begins with {' or '.join(f'{s}://' for s in schemes)}"
    )


def host_ports(name):
    def parse(line):
        found = [word.strip() for word in line.split(",") if word.strip()]
        if not all(urlsplit(f"//{word}").port and urlsplit(f"//{word}").hostname for word in found):
            raise ValueError
        return found

    return read(name, [], parse, "a list of host:port")


def folder(name, default):
    """A folder that we may write to; made when it is not there."""
    path = Path(text(name, str(default))).expanduser().resolve()
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise ImproperlyConfigured(f"{name}: the folder {path} cannot be made ({error.strerror}).") from None
    if not os.access(path, os.W_OK | os.X_OK):
        raise ImproperlyConfigured(f"{name}: no permission to write in {path}.")
    return path


def postgresql(url):
    found = environ.Env.db_url_config(url)
    if found.get("ENGINE") != "django.db.backends.postgresql" or not found.get("NAME"):
        raise ValueError
    return {**found, "CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
