from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from reports import actions, pipeline
from reports.models import CompetentBody, HoaxReport
from reports.tests.making import HOAX, accepted, processed
from reports.tests.test_accept import picture

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_match")]


@pytest.fixture
def bawaslu():
    CompetentBody.objects.all().delete()
    fields = {"kind": "violation", "duty": "pelanggaran pemilu", "valid_from": date(2020, 1, 1)}
    return CompetentBody.objects.create(name="Bawaslu", url="https://lapor.contoh.id/", source="UU", **fields)


def test_what_is_no_hoax_is_queued_apart_and_not_looked_up(monkeypatch):
    hoax = processed(HOAX)
    monkeypatch.setattr("reports.pipeline.check", lambda **kwargs: pytest.fail("looked up"))
    violation = processed(HOAX, kind="violation")
    assert (violation.state, violation.case.kind) == ("queued", "violation")
    assert violation.case != hoax.case


def test_the_competent_body_is_shown(client, bawaslu):
    text = client.get(accepted(kind="violation").get_absolute_url()).content.decode()
    assert "https://lapor.contoh.id/" in text and "pelanggaran pemilu" in text and "Sumber: UU" in text
    assert "lapor.contoh.id" not in client.get(accepted().get_absolute_url()).content.decode()


def test_a_body_that_lost_its_duty_is_not_shown(client, bawaslu):
    CompetentBody.objects.update(valid_to=timezone.localdate() - timedelta(days=1))
    assert "lapor.contoh.id" not in client.get(accepted(kind="violation").get_absolute_url()).content.decode()


def test_an_unknown_kind_is_refused(client):
    response = client.post("/api/v1/reports/", {"text": HOAX, "kind": "gosip"}, "application/json")
    assert response.status_code == 400


def test_six_pictures_are_too_many():
    with pytest.raises(ValidationError) as caught:
        accepted(images=[picture()] * 6)
    assert "5 gambar" in caught.value.message_dict["images"][0]


def test_a_day_to_come_is_refused():
    with pytest.raises(ValidationError) as caught:
        accepted(seen_on=timezone.localdate() + timedelta(days=1))
    assert caught.value.message_dict["seen_on"]


def test_a_full_disk_costs_the_picture_only(monkeypatch, settings):
    def full(*args):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("django.core.files.storage.FileSystemStorage._save", full)
    with pytest.raises(ValidationError) as caught:
        accepted(images=[picture()])
    assert "Kirim tanpa gambar" in caught.value.message_dict["images"][0]
    assert accepted().pk


def test_pictures_of_a_report_that_is_not_stored_are_removed(monkeypatch):
    removed = []
    monkeypatch.setattr(actions, "_discard", removed.extend)
    monkeypatch.setattr(actions, "_commit", lambda *args: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        accepted(images=[picture()])
    assert len(removed) == 1


def test_a_request_that_comes_twice_is_one_report(client):
    def send(text, key="kunci-1"):
        content = {"text": text}
        return client.post("/api/v1/reports/", content, "application/json", headers={"Idempotency-Key": key})

    first, again = send(HOAX), send(HOAX)
    assert first.json()["receipt"] == again.json()["receipt"] and again.status_code == 201
    other = send("Pesan lain sama sekali")
    assert other.status_code == 400 and "isi lain" in other.json()["detail"]
    assert send(HOAX, "kunci-2").json()["receipt"] != first.json()["receipt"]
    assert HoaxReport.objects.count() == 2
    assert not HoaxReport.objects.filter(idempotency_key__contains="kunci").exists()


def test_what_a_picture_says_is_looked_up_too(monkeypatch):
    asked = []
    monkeypatch.setattr("reports.pipeline.check", lambda **kwargs: asked.append(kwargs["text"]) or 1 / 0)
    report = accepted(text="", images=[picture()])
    HoaxReport.objects.filter(pk=report.pk).update(found_text=HOAX)
    pipeline.process(report_id=report.pk)
    assert asked == [HOAX]
