"""What WhatsApp says later of a message that it took."""

import json
from types import SimpleNamespace

import pytest
from django.utils import timezone

from reports import actions, notifying, withdrawal
from reports.models import HoaxReport, Message
from reports.tests.making import HOAX
from reports.tests.test_chat_channels import payload, set_up, to_whatsapp  # noqa: F401  # a fixture

pytestmark = pytest.mark.django_db
[SENT_ID] = [
    status["id"]
    for entry in payload("whatsapp_failed")["entry"]
    for change in entry["changes"]
    for status in change["value"]["statuses"]
]
PHONE = "6281200000001"
REASON = "131026 · Message undeliverable · Message Undeliverable."


def service(monkeypatch, sent_id=SENT_ID):
    answer = {"messaging_product": "whatsapp", "contacts": [{"wa_id": PHONE}], "messages": [{"id": sent_id}]}
    posted = SimpleNamespace(status_code=200, raise_for_status=lambda: None, json=lambda: answer)
    monkeypatch.setattr("requests.post", lambda url, **rest: posted)


@pytest.fixture
def message(monkeypatch):
    """The receipt of a report by WhatsApp, on its way."""
    service(monkeypatch)
    actions.accept(channel="whatsapp", text=HOAX, contact=PHONE, contact_kind="whatsapp")
    row = Message.objects.get()
    assert notifying.send(row)
    row.refresh_from_db()
    return row


def said(status, **fields):
    """A webhook that says this of the message."""
    body = payload("whatsapp_delivered")
    [one] = body["entry"][0]["changes"][0]["value"]["statuses"]
    one |= {"status": status, **fields}
    return body


def state(message):
    message.refresh_from_db()
    return message.state, message.failure, message.sent_at is not None


def test_what_could_not_be_delivered_stands_on_the_desk_with_the_reason(
    client, message, admin_client, caplog
):
    assert state(message) == ("sent", "", True)
    assert to_whatsapp(client, payload("whatsapp_failed")).status_code == 200
    assert state(message) == ("failed", REASON, False)
    assert message in Message.objects.to_look_at() and REASON in caplog.text and PHONE not in caplog.text
    page = admin_client.get("/admin/reports/message/?perlu=1").content.decode()
    assert REASON in page


def test_only_what_is_signed_is_believed(client, message):
    assert to_whatsapp(client, payload("whatsapp_failed"), secret="salah").status_code == 403
    assert state(message) == ("sent", "", True)


@pytest.mark.parametrize("status", ["sent", "delivered", "read", "deleted", "warning", 5, None])
def test_other_news_of_it_changes_nothing(client, message, status):
    for _ in range(2):
        assert to_whatsapp(client, said(status)).status_code == 200
    assert (
        state(message) == ("sent", "", True) and not HoaxReport.objects.exclude(pk=message.report_id).exists()
    )


@pytest.mark.parametrize("status", ["delivered", "read"])
def test_what_has_arrived_cannot_fail_any_more(client, message, status):
    to_whatsapp(client, said(status))
    assert Message.objects.get().sent_key == ""
    to_whatsapp(client, payload("whatsapp_failed"))
    assert state(message) == ("sent", "", True)


def test_a_replay_changes_nothing_of_what_a_person_decided(client, message, monkeypatch):
    to_whatsapp(client, payload("whatsapp_failed"))
    notifying.leave(message=message, actor=None)
    to_whatsapp(client, payload("whatsapp_failed"))
    assert state(message)[0] == "left"
    Message.objects.update(state="failed")
    notifying.send_again(message=message, actor=None)
    service(monkeypatch, "wamid.lain")
    notifying.send(Message.objects.get())
    to_whatsapp(client, payload("whatsapp_failed"))
    assert state(message) == ("sent", "", True)
    to_whatsapp(client, said("failed", id="wamid.lain"))
    assert state(message)[:2] == ("failed", "failed")


def test_nothing_that_leads_to_a_person_is_kept(client, message):
    """The id of a WhatsApp message holds the number it went to."""
    row = Message.objects.get()
    assert SENT_ID not in str(vars(row)) and len(row.sent_key) == 64
    withdrawal.withdraw_contact(report=row.report)
    assert Message.objects.get().sent_key == ""


def test_numbers_in_the_reason_are_covered(client, message):
    error = {
        "code": 131000,
        "title": "Something went wrong",
        "error_data": {"details": f"To +{PHONE} failed"},
    }
    to_whatsapp(client, said("failed", errors=[error]))
    assert state(message)[1] == "131000 · Something went wrong · To [nomor telepon] failed"


@pytest.mark.parametrize("errors", [None, [], [5], ["x"], {}, [{"error_data": 5}], [{}]])
def test_a_strange_reason_is_no_reason_to_pass_it_over(client, message, errors):
    assert to_whatsapp(client, said("failed", errors=errors)).status_code == 200
    assert state(message)[:2] == ("failed", "failed")


@pytest.mark.parametrize("sent_id", ["wamid.tidak-dikenal", "", 5, None, ["x"]])
def test_news_of_what_is_not_ours_is_passed_over(client, message, sent_id):
    assert to_whatsapp(client, said("failed", id=sent_id)).status_code == 200
    assert state(message) == ("sent", "", True)


def test_news_that_is_faster_than_the_worker_is_asked_for_again(client, message):
    Message.objects.update(state="sending", sent_at=None, sent_key="", claimed_at=timezone.now())
    assert to_whatsapp(client, payload("whatsapp_failed")).status_code == 429
    notifying._finish(message, "sent", sent_key=notifying.keyed("sent", SENT_ID))
    assert to_whatsapp(client, payload("whatsapp_failed")).status_code == 200
    assert state(message)[0] == "failed"


def test_an_answer_without_an_id_was_sent_all_the_same(monkeypatch):
    posted = SimpleNamespace(status_code=200, raise_for_status=lambda: None, json=lambda: json.loads("<"))
    monkeypatch.setattr("requests.post", lambda url, **rest: posted)
    actions.accept(channel="whatsapp", text=HOAX, contact=PHONE, contact_kind="whatsapp")
    notifying.send(Message.objects.get())
    assert list(Message.objects.values_list("state", "sent_key")) == [("sent", "")]


def test_news_of_our_own_messages_is_not_counted_as_reports(client, message, settings):
    settings.RATE_TOTALS = {"report": 1}
    for _ in range(3):
        assert to_whatsapp(client, said("delivered")).status_code == 200
    assert to_whatsapp(client, payload("whatsapp_text")).status_code == 200
    assert HoaxReport.objects.count() == 2
