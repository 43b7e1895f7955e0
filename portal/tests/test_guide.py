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

from portal.guide import FILES, PLACE
from portal.tests.exporting import made
from portal.tests.newsroom import newsroom
from portal.tests.test_keys import make_key

BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
GUIDES = [site.BASE_DIR / "docs" / FILES[language] for language in ("en", "id")]


def blocks(guide):
    return BLOCK.findall(guide.read_text(encoding="utf-8"))


def test_both_languages_have_the_same_examples():
    english, indonesian = map(blocks, GUIDES)
    assert english == indonesian and len(english) > 10


@pytest.mark.django_db(transaction=True)
def test_every_example_runs(live_server, settings, monkeypatch, tmp_path):
    with newsroom(live_server, settings, monkeypatch, tmp_path) as address:
        made()
        _, key = make_key()
        examples = [(kind, code.replace(PLACE, address)) for kind, code in blocks(GUIDES[0])]
        said = [run(kind, code.replace("dmp_contoh", key), tmp_path) for kind, code in examples]
    told = "\n".join(said)
    assert "Iklan duka cita itu palsu" in told and "Azan tidak akan dilarang" in told
    assert "1 match salah" in told and "2 none" in told
    assert "<iframe" in told and "304" in told and "['verdik']" in told
    copy = sqlite3.connect(tmp_path / "damaipedia.sqlite3")
    assert copy.execute("SELECT count(*) FROM debunk").fetchone() == (3,)


@pytest.mark.parametrize(
    ("path", "title"), [("/panduan-api/", "sepuluh menit"), ("/en/panduan-api/", "ten minutes")]
)
def test_it_is_a_page_that_names_this_site(client, path, title):
    html = client.get(path).content.decode()
    assert title in html and "<pre>" in html
    assert PLACE not in html and f"{site.SITE_URL}/api/v1/check/" in html


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
