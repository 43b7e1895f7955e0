"""Settings from the environment: what is mistyped stops the start, and its name is said."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from portal import environment

ROOT = Path(__file__).parents[2]

MISTYPED = {
    "PORT": "80a",
    "WEB_WORKERS": "0",
    "DEBUG": "flase",
    "SITE_URL": "damaipedia.id",
    "TRUSTED_PROXIES": "10.0.0.1, proxy",
    "DATABASE_URL": "mysql://u:p@h/n",
    "REDIS_URL": "localhost:6379",
    "CACHE_URL": "memcached://h",
    "EMBEDDINGS_URL": "localhost:8080/v1",
    "EMAIL_URL": "gmail",
    "RATE_READ": "many",
    "RATE_CHECK": "-1",
    "RATE_REPORT": "0.5",
    "FETCH_ALLOW": "localhost",
    "DATA_DIR": "/dev/null/var",
}


@pytest.mark.parametrize("name", MISTYPED)
def test_a_mistyped_value_gives_one_line_with_the_name(name, tmp_path):
    given = {
        "PATH": os.environ["PATH"],
        "ENV_FILE": os.devnull,
        "DATA_DIR": str(tmp_path),
        name: MISTYPED[name],
    }
    run = subprocess.run(
        [sys.executable, "manage.py", "version"], cwd=ROOT, env=given, capture_output=True, text=True
    )
    assert run.returncode == 1
    assert run.stderr.startswith(name + ":")
    assert run.stderr.count("\n") == 1


def test_a_mistyped_name_in_the_file_is_said(tmp_path):
    (tmp_path / ".env").write_text("# ours\nPORT=8001\nRATE_REED=off\n")
    with pytest.raises(ImproperlyConfigured, match=r"RATE_REED: .* Is RATE_READ meant\?"):
        environment.load(tmp_path / ".env", known=["PORT", "RATE_READ"])


def test_the_file_is_read(tmp_path, monkeypatch):
    monkeypatch.setenv("RATE_READ", "5")  # so that what the file sets is taken back after the test
    monkeypatch.delenv("RATE_READ")
    (tmp_path / ".env").write_text("RATE_READ=77\n")
    environment.load(tmp_path / ".env", known=["RATE_READ"])
    assert environment.rate("RATE_READ", 600) == 77


def test_passwords_are_not_shown(monkeypatch):
    monkeypatch.setenv("REDIS_URL", "http://user:hush@host")
    with pytest.raises(ImproperlyConfigured) as error:
        environment.address("REDIS_URL", "", ("redis",))
    assert "hush" not in str(error.value)


def test_an_empty_variable_counts_as_unset(monkeypatch):
    monkeypatch.setenv("PORT", " ")
    assert environment.number("PORT", 8000, 1, 65535) == 8000


def test_a_limit_can_be_switched_off(monkeypatch):
    monkeypatch.setenv("RATE_READ", "off")
    assert environment.rate("RATE_READ", 600) is None


def test_a_folder_that_cannot_be_written_is_named(monkeypatch, tmp_path):
    (tmp_path / "file").touch()
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "file" / "var"))
    with pytest.raises(ImproperlyConfigured, match="DATA_DIR"):
        environment.folder("DATA_DIR", "var")


def test_every_variable_is_explained():
    """.env.example and the settings name the same variables."""
    explained = set(environment.explained(ROOT / ".env.example"))
    source = (ROOT / "portal" / "settings.py").read_text()
    helpers = "address|flag|folder|host_ports|networks|number|rate|read|text|words|os.environ.get"
    used = set(re.findall(rf"\b(?:{helpers})\(\s*\"([A-Z_]+)\"", source))
    assert explained == used
