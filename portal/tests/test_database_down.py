"""When the database does not answer, pages and API say so and when to come again."""

import pytest
from django.db import InterfaceError, OperationalError


@pytest.mark.parametrize("error", [OperationalError, InterfaceError])
@pytest.mark.parametrize("path", ["/lapor/", "/api/v1/reports/"])
def test_a_report_that_cannot_be_stored(client, db, monkeypatch, error, path):
    def fail(*args):
        raise error("server closed the connection")

    monkeypatch.setattr("reports.actions._commit", fail)
    response = client.post(path, {"kind": "hoax", "text": "Kabar"})
    assert (response.status_code, response["Retry-After"]) == (503, "10")
    assert response["Cache-Control"] == "no-store"
    assert "closed" not in response.content.decode()


def test_a_program_gets_a_problem_document(client, db, monkeypatch):
    monkeypatch.setattr("reports.actions._commit", lambda *args: (_ for _ in ()).throw(OperationalError()))
    response = client.post("/api/v1/reports/", {"text": "Kabar"}, "application/json")
    assert response["Content-Type"] == "application/problem+json" and response.json()["status"] == 503
