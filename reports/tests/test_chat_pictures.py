"""Pictures that people forward in a chat: taken at once, fetched from the service by a worker."""

import pytest

from factcheck.tests.drawing import encoded, screenshot
from reports import pipeline
from reports.channels import telegram, whatsapp
from reports.models import HoaxReport, ReportImage
from reports.tests.chat_services import running_chat_services
from reports.tests.making import HOAX
from reports.tests.test_chat_channels import payload

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_match")]
TELEGRAM_ID, WHATSAPP_ID = "AgACAgUAAxkBAAMSy", "2754859441498128"


@pytest.fixture(autouse=True)
def services(settings, monkeypatch):
    monkeypatch.setattr("factcheck.ocr.text_in", lambda data: HOAX)
    settings.TELEGRAM_TOKEN, settings.WHATSAPP_TOKEN = "123:abc", "token"
    with running_chat_services() as running:
        settings.TELEGRAM_URL = settings.WHATSAPP_URL = running.url
        running.pictures = dict.fromkeys((TELEGRAM_ID, WHATSAPP_ID), encoded(screenshot()))
        yield running


def process(report) -> HoaxReport:
    pipeline.process(report_id=report.pk)
    report.refresh_from_db()
    return report


@pytest.mark.parametrize(
    ("channel", "name"),
    [(telegram, "telegram_photo"), (whatsapp, "whatsapp_image")],
    ids=["telegram", "whatsapp"],
)
def test_a_picture_without_a_word_is_fetched_and_read(channel, name, services):
    [report] = channel.take(payload(name))
    assert (report.task, report.image_count) == ("reports.read_pictures", 1)
    assert not services.authorities, "the service waits for its answer, not for ours"
    report = process(report)
    assert report.found_text == HOAX and report.state == "queued"
    with ReportImage.objects.get().image.open() as file:
        assert file.read(3) == b"\xff\xd8\xff"
    assert [again.pk for again in channel.take(payload(name))] == [report.pk]


def test_caption_and_picture_are_looked_up_together(monkeypatch):
    asked = []
    monkeypatch.setattr("reports.pipeline.check", lambda **kwargs: asked.append(kwargs["text"]) or 1 / 0)
    update = payload("telegram_photo")
    update["message"]["caption"] = "Apakah ini benar?"
    process(*telegram.take(update))
    assert asked == [f"Apakah ini benar?\n\n{HOAX}"]


def test_a_picture_sent_as_a_file():
    update = payload("telegram_photo")
    del update["message"]["photo"]
    update["message"]["document"] = {"file_id": TELEGRAM_ID, "mime_type": "image/png"}
    assert process(*telegram.take(update)).found_text == HOAX


def test_other_files_are_passed_over():
    update = payload("telegram_photo")
    del update["message"]["photo"]
    update["message"]["document"] = {"file_id": "x", "mime_type": "application/pdf"}
    assert telegram.take(update) == []


@pytest.mark.parametrize("served", [None, b"<svg/>"])
def test_what_is_gone_or_no_picture_is_left_to_the_editors(services, served):
    services.pictures = {TELEGRAM_ID: served} if served else {}
    report = process(*telegram.take(payload("telegram_photo")))
    assert (report.state, report.failure, report.images.count()) == ("queued", "", 0)


def test_a_service_that_is_down_is_asked_again(settings):
    address, settings.TELEGRAM_URL = settings.TELEGRAM_URL, "http://127.0.0.1:9"
    report = process(*telegram.take(payload("telegram_photo")))
    assert report.state == "received" and "NotSent" in report.failure
    settings.TELEGRAM_URL = address
    assert process(report).found_text == HOAX
