"""Links become evidence by a worker, through the guarded fetcher."""

import json

import pytest

from core.fetch import FetchFailed, FetchRefused, Page
from neutrality import custody, tasks, vault
from neutrality.capture import capture
from neutrality.models import CustodyEntry, Evidence
from neutrality.tests.making import CANARIES, accepted

PAGE = Page(
    "https://contoh.example/akhir",
    200,
    {"content-type": "text/html; charset=utf-8", "Server": "uji"},
    b"<html><body><article><p>Kalimat yang ada di halaman itu dan cukup panjang.</p></article></body></html>",
)


@pytest.fixture
def link(db):
    return accepted().report.evidence.get(kind="page")


def answers(monkeypatch, outcome):
    asked = []

    def fetch(url):
        asked.append(url)
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    monkeypatch.setattr("neutrality.capture.fetch", fetch)
    return asked


def test_a_page_is_kept_with_text_headers_and_hashes(link, monkeypatch):
    asked = answers(monkeypatch, PAGE)
    capture(evidence_id=link.pk)
    link.refresh_from_db()
    files = {file.role: file for file in link.files.all()}
    assert asked == [CANARIES["url"]] and link.state == "kept"
    assert vault.take(files["original"].name) == PAGE.body
    assert files["original"].sha256 == vault.sha256(PAGE.body)
    assert files["original"].media_type == "text/html"
    assert b"Kalimat yang ada" in vault.take(files["text"].name)
    seen = json.loads(vault.take(files["headers"].name))
    assert (seen["url"], seen["status"], seen["headers"]["Server"]) == (PAGE.url, 200, "uji")
    assert CustodyEntry.objects.filter(event="fetched").count() == 3
    assert list(custody.verify()) == []


def test_a_second_delivery_changes_nothing(link, monkeypatch):
    asked = answers(monkeypatch, PAGE)
    capture(evidence_id=link.pk)
    capture(evidence_id=link.pk)
    assert len(asked) == 1 and link.files.count() == 3


def test_a_refused_address_is_given_up_at_once(link, monkeypatch):
    answers(monkeypatch, FetchRefused("private"))
    capture(evidence_id=link.pk)
    assert Evidence.objects.get(pk=link.pk).state == "failed"


def test_a_silent_address_is_tried_three_times(link, monkeypatch):
    answers(monkeypatch, FetchFailed("silent"))
    states = []
    for _ in range(3):
        capture(evidence_id=link.pk)
        states.append(Evidence.objects.get(pk=link.pk).state)
    assert states == ["waiting", "waiting", "failed"]


def test_the_sweep_hands_out_numbers_and_no_words(link, monkeypatch):
    sent = []
    monkeypatch.setattr(tasks.capture_link, "delay", lambda *args: sent.append(args))
    tasks.sweep()
    assert sent == [(link.pk,)]
