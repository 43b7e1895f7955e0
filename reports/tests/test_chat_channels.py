import hashlib
import hmac
import json
from pathlib import Path
from types import SimpleNamespace

import pytest
import requests
from urllib3.exceptions import NewConnectionError

from core.sealing import unseal
from reports.channels import Letter, NotSent, Refused, telegram, whatsapp
from reports.models import HoaxReport

pytestmark = pytest.mark.django_db
PAYLOADS = Path(__file__).parent / "payloads"
TELEGRAM, WHATSAPP = "/kanal/telegram/", "/kanal/whatsapp/"


def payload(name: str) -> dict:
    return json.loads((PAYLOADS / f"{name}.json").read_text())


def letter(**fields):
    values = {"subject": "S", "text": "Halo", "reference": "r", "language": "id", "late": False}
    return Letter(**values | fields)


@pytest.fixture(autouse=True)
def set_up(settings):
    settings.TELEGRAM_TOKEN, settings.TELEGRAM_SECRET = "123:abc", "rahasia"
    settings.WHATSAPP_TOKEN, settings.WHATSAPP_PHONE_ID = "token", "106540352242922"
    settings.WHATSAPP_APP_SECRET, settings.WHATSAPP_VERIFY_TOKEN = "kunci", "cocok"


def to_telegram(client, update, secret="rahasia"):
    headers = {"X-Telegram-Bot-Api-Secret-Token": secret}
    return client.post(TELEGRAM, json.dumps(update), "application/json", headers=headers)


def to_whatsapp(client, body, secret="kunci"):
    body = json.dumps(body) if isinstance(body, dict) else body
    signature = hmac.new(secret.encode(), body.encode(), hashlib.sha256).hexdigest()
    headers = {"X-Hub-Signature-256": f"sha256={signature}"}
    return client.post(WHATSAPP, body, "application/json", headers=headers)


def test_a_message_forwarded_to_the_telegram_bot(client):
    assert to_telegram(client, payload("telegram_forward")).status_code == 200
    report = HoaxReport.objects.get()
    assert (report.channel, report.contact_kind, report.seen_where) == ("telegram",) * 3
    assert report.text.startswith("Awas!") and unseal(report.contact, key="reports") == "1111111"
    assert report.messages.get().answer is None


def test_a_message_sent_to_whatsapp(client):
    assert to_whatsapp(client, payload("whatsapp_text")).status_code == 200
    report = HoaxReport.objects.get()
    assert (report.channel, report.contact_kind, report.seen_where) == ("whatsapp",) * 3
    assert unseal(report.contact, key="reports") == "6281200000001"


def test_what_is_not_signed_is_refused(client):
    assert to_telegram(client, payload("telegram_forward"), secret="salah").status_code == 403
    assert to_whatsapp(client, payload("whatsapp_text"), secret="salah").status_code == 403
    assert client.post(TELEGRAM, "{}", "application/json").status_code == 403
    assert client.post(WHATSAPP, "{}", "application/json").status_code == 403
    assert not HoaxReport.objects.exists()


def test_replayed_messages_are_taken_once(client):
    for _ in range(3):
        to_telegram(client, payload("telegram_forward"))
        to_whatsapp(client, payload("whatsapp_text"))
    assert HoaxReport.objects.count() == 2


def test_channels_are_off_until_they_are_set_up(client, settings):
    settings.TELEGRAM_TOKEN = settings.WHATSAPP_TOKEN = ""
    assert to_telegram(client, payload("telegram_forward")).status_code == 404
    assert to_whatsapp(client, payload("whatsapp_text")).status_code == 404
    assert client.get(WHATSAPP, {"hub.verify_token": "cocok"}).status_code == 404


def test_proving_the_address_to_meta(client):
    wanted = {"hub.mode": "subscribe", "hub.verify_token": "cocok", "hub.challenge": "1158201444"}
    assert client.get(WHATSAPP, wanted).content == b"1158201444"
    assert client.get(WHATSAPP, wanted | {"hub.verify_token": "salah"}).status_code == 403


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"message": "teks"},
        {"message": {"text": "tanpa obrolan"}},
        {"update_id": 1, "message": {"chat": {"id": 1}, "text": "/start"}},
        {"update_id": 1, "message": {"chat": {"id": 1}, "sticker": {}}},
        {"update_id": 1, "edited_message": {"chat": {"id": 1}, "text": "halo"}},
        {"entry": "x"},
        {"entry": [{"changes": [{"value": {"statuses": [{"id": "a", "status": "read"}]}}]}]},
        {"entry": [{"changes": [{"value": {"messages": [{"id": "a", "text": {"body": "tanpa nomor"}}]}}]}]},
        {"entry": [{"changes": [{"value": {"messages": [{"from": "62", "id": "b", "type": "sticker"}]}}]}]},
    ],
)
def test_what_is_no_message_is_passed_over(client, body):
    assert to_telegram(client, body).status_code == 200
    assert to_whatsapp(client, body).status_code == 200
    assert not HoaxReport.objects.exists()


@pytest.mark.parametrize("content", [{"text": "/start"}, {"sticker": {}}, {"voice": {"file_id": "x"}}])
def test_the_bot_says_how_it_is_used(client, content):
    update = {"update_id": 1, "message": {"chat": {"id": 7, "type": "private"}, **content}}
    said = to_telegram(client, update).json()
    assert (said["method"], said["chat_id"]) == ("sendMessage", 7) and "Teruskan ke sini" in said["text"]
    update["message"]["chat"]["type"] = "group"
    assert to_telegram(client, update).json() == {"ok": True}


def test_what_was_taken_is_not_answered_with_how_to_use_the_bot(client):
    assert to_telegram(client, payload("telegram_forward")).json() == {"ok": True}


def test_one_chat_sends_no_more_than_one_source(client, settings):
    settings.RATE_LIMITS = {"read": 1, "report": 2}
    for number, chat in enumerate([7, 7, 7, 8]):
        message = {"chat": {"id": chat, "type": "private"}, "text": f"Kabar nomor {number}"}
        assert to_telegram(client, {"update_id": number, "message": message}).status_code == 200
    assert {report.text[-1] for report in HoaxReport.objects.all()} == {"0", "1", "3"}


def test_nonsense_is_passed_over(client):
    assert to_whatsapp(client, "[1, 2").status_code == 200
    assert to_whatsapp(client, "[1, 2]").status_code == 200


@pytest.fixture
def sent(monkeypatch):
    posts = []
    answer = SimpleNamespace(status_code=200, raise_for_status=lambda: None)
    monkeypatch.setattr("requests.post", lambda url, **rest: posts.append((url, rest)) or answer)
    return posts


def test_telling_by_telegram(sent):
    telegram.tell("1111111", letter())
    [(url, rest)] = sent
    assert url == "https://api.telegram.org/bot123:abc/sendMessage"
    assert rest["json"] == {"chat_id": 1111111, "text": "Halo"}


def test_telling_by_whatsapp(sent):
    whatsapp.tell("6281200000001", letter())
    [(url, rest)] = sent
    assert url == "https://graph.facebook.com/v21.0/106540352242922/messages"
    assert rest["headers"] == {"Authorization": "Bearer token"}
    assert rest["json"]["text"] == {"body": "Halo"} and rest["json"]["to"] == "6281200000001"


def test_whatsapp_takes_only_a_template_after_a_day(sent, settings):
    with pytest.raises(Refused, match="24 hours"):
        whatsapp.tell("62", letter(late=True))
    settings.WHATSAPP_TEMPLATE = "kabar_laporan"
    whatsapp.tell("62", letter(late=True))
    assert sent[0][1]["json"]["template"] == {"name": "kabar_laporan", "language": {"code": "id"}}
    assert "Halo" not in str(sent)


@pytest.mark.parametrize(
    ("outcome", "raised"),
    [
        (403, Refused),
        (429, NotSent),
        (500, requests.HTTPError),
        (requests.ConnectTimeout("x"), NotSent),
        (requests.ConnectionError(SimpleNamespace(reason=NewConnectionError(None, "x"))), NotSent),
        (requests.ConnectionError("aborted"), requests.ConnectionError),
        (requests.ReadTimeout("x"), requests.ReadTimeout),
    ],
)
def test_how_sending_can_end(monkeypatch, outcome, raised):
    def post(url, **rest):
        if isinstance(outcome, Exception):
            raise outcome
        response = requests.Response()
        response.status_code = outcome
        return response

    monkeypatch.setattr("requests.post", post)
    with pytest.raises(raised):
        telegram.tell("1", letter())
