"""The guide to the API: every example in it runs, in both languages the same."""

import os
import re
import shutil
import sqlite3
import subprocess
import sys

import pytest
import requests
from django.conf import settings as site

from portal.tests.newsroom import newsroom

BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
PLACE = "https://damaipedia.example"
GUIDES = [site.BASE_DIR / "docs" / name for name in ("guide.md", "panduan.md")]


def blocks(guide):
    return BLOCK.findall(guide.read_text(encoding="utf-8"))


def test_both_languages_have_the_same_examples():
    english, indonesian = map(blocks, GUIDES)
    assert english == indonesian and len(english) > 10


@pytest.mark.django_db(transaction=True)
def test_every_example_runs(live_server, settings, monkeypatch, tmp_path):
    with newsroom(live_server, settings, monkeypatch, tmp_path) as address:
        said = [run(kind, code.replace(PLACE, address), tmp_path) for kind, code in blocks(GUIDES[0])]
    told = "\n".join(said)
    assert "Iklan duka cita itu palsu" in told and "Azan tidak akan dilarang" in told
    assert "1 match salah" in told and "2 none" in told
    assert "<iframe" in told and "304" in told and "['verdik']" in told
    copy = sqlite3.connect(tmp_path / "damaipedia.sqlite3")
    assert copy.execute("SELECT count(*) FROM debunk").fetchone() == (3,)


def run(kind: str, code: str, folder) -> str:
    """What an example says; it must not fail."""
    if kind == "html":
        requests.get(re.search(r'src="([^"]+)"', code)[1], timeout=30).raise_for_status()
        return ""
    if kind == "sh" and "curl" in code and shutil.which("curl") is None:
        print("no curl here: its examples are left out")
        return ""
    command = {"sh": ["sh", "-e", "-c"], "python": [sys.executable, "-c"]}[kind]
    environment = os.environ | {"PYTHONPATH": str(site.BASE_DIR / "clients" / "python")}
    done = subprocess.run(
        [*command, code], cwd=folder, env=environment, capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, f"{code}\n{done.stdout}\n{done.stderr}"
    return done.stdout
