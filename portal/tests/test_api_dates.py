"""Programs compare moments as text: every one in the API is of the same zone, the site's."""

import re

import pytest

from factcheck import actions
from factcheck.results import Match, Result
from factcheck.tests.making import published, retracted
from reports.tests.making import accepted

pytestmark = pytest.mark.django_db
MOMENT = re.compile(r'"\d{4}-\d\d-\d\dT\d\d:\d\d[\d:.]*([^"]*)"')
ZONE = "+07:00"


@pytest.fixture
def corrected():
    debunk = published()
    actions.correct(debunk=debunk, actor=None, reason="Bukti baru", fields={"verdict": "benar"})
    retracted()
    debunk.refresh_from_db()
    return debunk


def zones(response) -> set[str]:
    assert response.status_code in (200, 201)
    return set(MOMENT.findall(response.content.decode()))


@pytest.mark.parametrize("place", ["api/v1/debunks/", "api/v1/corrections/", "umpan/claimreview.json"])
def test_of_what_was_published(client, corrected, place):
    assert zones(client.get(f"/{place}")) == {ZONE}
    assert zones(client.get(f"/api/v1/debunks/{corrected.pk}/")) == {ZONE}


def test_of_a_check(corrected, client, monkeypatch):
    match = Match(debunk=corrected, probability=0.97, tier="match", corrected_at=corrected.updated_at)
    found = Result(
        status="match", version="1", semantic=True, matches=[match], checked_at=corrected.updated_at
    )
    monkeypatch.setattr("factcheck.api_checks.check", lambda **asked: found)
    assert zones(client.post("/api/v1/check/", {"text": "Kabar"}, "application/json")) == {ZONE}


def test_of_a_report(client, monkeypatch):
    monkeypatch.setattr("core.outbox.Outbox.send", lambda self, *task: True)
    assert zones(client.get(f"/api/v1/reports/{accepted().receipt}/")) == {ZONE}
