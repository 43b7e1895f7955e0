import pytest

from factcheck.tests.making import published
from reports import cases
from reports.models import HoaxReport
from reports.tests.making import HOAX, accepted, processed
from reports.tests.test_accept import picture

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_match")]
URL = "/api/v1/reports/"


def test_a_report_in_json(client, settings):
    response = client.post(URL, {"text": HOAX, "contact": "siti@contoh.id"}, content_type="application/json")
    report = HoaxReport.objects.get()
    assert response.status_code == 201
    assert response.json() == {
        "receipt": report.receipt,
        "state": "received",
        "url": f"{settings.SITE_URL}/laporan/{report.receipt}/",
    }
    assert report.channel == "api"


def test_a_report_with_a_picture(client):
    assert client.post(URL, {"text": HOAX, "images": [picture(), picture()]}).status_code == 201
    assert HoaxReport.objects.get().images.count() == 2


def test_bad_input_is_a_problem_document(client):
    response = client.post(URL, {"text": " ", "url": "bukan alamat"}, content_type="application/json")
    assert response.status_code == 400
    assert response["Content-Type"] == "application/problem+json"
    assert [each["field"] for each in response.json()["errors"]] == ["url"]
    assert not HoaxReport.objects.exists()


def test_a_mistyped_name_is_refused_and_nothing_lost_in_silence(client):
    response = client.post(URL, {"text": HOAX, "kontak": "a@contoh.test"}, content_type="application/json")
    assert response.status_code == 400 and response.json()["errors"][0]["field"] == "kontak"
    assert client.post(f"{URL}?warna=x", {"text": HOAX}, content_type="application/json").status_code == 400
    assert not HoaxReport.objects.exists()


@pytest.mark.parametrize("body", ["[]", '"a"', "{", '{"text": {"a": 1}}', '{"text": null}'])
def test_odd_json_is_refused(client, body):
    assert client.post(URL, body, content_type="application/json").status_code == 400


def test_following_a_report(client):
    report = processed()
    body = client.get(f"{URL}{report.receipt}/").json()
    assert (body["state"], body["debunk"], body["reason"]) == ("queued", None, "")
    assert set(body) == {"receipt", "state", "url", "received_at", "debunk", "withdrawn", "reason"}


def test_an_answered_report(client):
    report, debunk = processed(), published()
    cases.answer(case=report.case, debunk=debunk, actor=None)
    response = client.get(f"{URL}{report.receipt}/")
    assert response.json()["state"] == "answered"
    assert response.json()["debunk"]["id"] == str(debunk.pk)
    assert "no-store" in response["Cache-Control"]


def test_a_rejected_report(client):
    report = processed()
    cases.reject(case=report.case, reason="Pendapat", actor=None)
    assert client.get(f"{URL}{report.receipt}/").json()["reason"] == "Pendapat"


def test_an_unknown_receipt(client):
    accepted()
    response = client.get(f"{URL}DMP-0000-0000-0000/")
    assert (response.status_code, response["Content-Type"]) == (404, "application/problem+json")


def test_reports_are_never_listed(client):
    assert client.get(URL).status_code == 405
