"""Who may not send another report for now may calculate instead of waiting."""

import base64
import json
from types import SimpleNamespace

import pytest
import time_machine
from altcha import solve_challenge_v1
from django.core.cache import cache

from neutrality.models import ConfidentialReport
from neutrality.tests.making import form, picture
from portal import proof
from reports.models import HoaxReport

pytestmark = pytest.mark.django_db
REPORT = {"kind": "hoax", "text": "Kabar tentang <kotak> suara"}


@pytest.fixture(autouse=True)
def low_limit(settings, monkeypatch):
    settings.RATE_LIMITS = {"read": None, "check": None, "report": 1}
    monkeypatch.setattr(proof, "NUMBERS", 500)
    monkeypatch.setattr("core.outbox.Outbox.send", lambda *args: True)


def solution(challenge: str) -> str:
    task = json.loads(challenge)
    solved = solve_challenge_v1(task["challenge"], task["salt"], task["algorithm"], task["maxNumber"])
    names = ("algorithm", "challenge", "salt", "signature")
    found = {name: task[name] for name in names} | {"number": solved.number}
    return base64.b64encode(json.dumps(found).encode()).decode()


def refused(client) -> SimpleNamespace:
    client.post("/lapor/", REPORT)
    response = client.post("/lapor/", REPORT)
    assert response.status_code == 429
    return response


def test_the_refusal_keeps_the_message_and_offers_to_calculate(client):
    response = refused(client)
    text = response.content.decode()
    assert "Kabar tentang &lt;kotak&gt; suara" in text and "detik" in text and response["Retry-After"]
    client.post("/lapor/", REPORT | {"altcha": solution(response.context["challenge"])})
    assert HoaxReport.objects.count() == 2


def test_a_solution_counts_once(client):
    solved = REPORT | {"altcha": solution(refused(client).context["challenge"])}
    assert client.post("/lapor/", solved).status_code == 303
    assert client.post("/lapor/", solved).status_code == 429


@pytest.mark.parametrize("payload", ["", "x", "e30=", "W10=", "bnVsbA==", "eyJzaWduYXR1cmUiOiAxfQ=="])
def test_nonsense_is_no_solution(payload):
    assert not proof.is_solved(payload)


def test_a_challenge_of_ones_own_making_is_no_solution(client, settings):
    made = proof.challenge()
    settings.SECRET_KEY = "lain"
    assert not proof.is_solved(solution(made))


def test_an_old_solution_is_none():
    with time_machine.travel("2026-02-14 05:00:00+00:00", tick=False) as clock:
        solved = solution(proof.challenge())
        clock.shift(proof.LIFE.total_seconds() + 2)
        assert not proof.is_solved(solved)
        cache.clear()


def test_checks_and_the_api_are_asked_to_wait(client, settings):
    settings.RATE_LIMITS["check"] = 0
    assert "data-altcha" not in client.post("/cek/", {"text": "halo"}).content.decode()
    refused(client)
    response = client.post("/api/v1/reports/", {"text": "halo"}, "application/json")
    assert response.status_code == 429 and "detik" in response.json()["detail"]


CONFIDENTIAL = "/netralitas-asn/lapor/"


def test_a_confidential_report_is_taken_after_calculating(client, settings):
    settings.RATE_LIMITS["report"] = 0
    refused = client.post(CONFIDENTIAL, form())
    assert refused.status_code == 429 and refused["Cache-Control"] == "no-store"
    solved = form(altcha=solution(refused.context["challenge"]))
    assert client.post(CONFIDENTIAL, solved).status_code == 201
    assert ConfidentialReport.objects.count() == 1


@pytest.mark.parametrize("path", [CONFIDENTIAL, "/netralitas-asn/laporan/kirim/"])
def test_what_is_sent_in_confidence_over_the_limit_never_touches_the_disk(
    client, path, monkeypatch, settings
):
    settings.RATE_LIMITS["report"], settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 0, 10
    monkeypatch.setattr("django.core.files.uploadhandler.TemporaryFileUploadHandler.new_file", None)
    response = client.post(path, form(pictures=[picture()]))
    assert response.status_code == 429 and "gambar yang Anda pilih" in response.content.decode()
