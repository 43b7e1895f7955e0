import hashlib
import hmac
import json
from base64 import b64encode
from pathlib import Path
from types import SimpleNamespace

import pytest
import requests
from urllib3.exceptions import NewConnectionError

from core.sealing import seal, unseal
from reports import tasks
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
        {"update_id": 1, "message": {"chat": {"id": 1, "type": "private"}, "text": "/start"}},
        {"update_id": 1, "message": {"chat": {"id": 1}, "sticker": {}}},
        {"update_id": 1, "edited_message": {"chat": {"id": 1}, "text": "halo"}},
        {"update_id": 1, "message": {"chat": {"id": 1, "type": "private"}, "photo": [5]}},
        {"entry": "x"},
        {"entry": 5},
        {"entry": [{"changes": [{"value": {"statuses": [{"id": "a", "status": "read"}]}}]}]},
        {"entry": [{"changes": [{"value": {"messages": [{"id": "a", "text": {"body": "tanpa nomor"}}]}}]}]},
        {"entry": [{"changes": [{"value": {"messages": [{"from": "62", "id": "b", "type": "sticker"}]}}]}]},
    ],
)
def test_what_is_no_message_is_passed_over(client, body):
    assert to_telegram(client, body).status_code == 200
    assert to_whatsapp(client, body).status_code == 200
    assert not HoaxReport.objects.exists()


UNREADABLE = [
    {"type": "sticker", "sticker": {"mime_type": "image/webp", "id": "1"}},
    {"type": "audio", "audio": {"mime_type": "audio/ogg; codecs=opus", "id": "2", "voice": True}},
    {"type": "video", "video": {"mime_type": "video/mp4", "id": "3"}},
    {"type": "document", "document": {"mime_type": "application/pdf", "id": "4", "filename": "a.pdf"}},
    {"type": "location", "location": {"latitude": -6.2, "longitude": 106.8}},
    {"type": "contacts", "contacts": [{"name": {"formatted_name": "Siti"}}]},
    {"type": "unsupported", "errors": [{"code": 131051, "title": "Message type unknown"}]},  # a poll, too
]


def whatsapp_message(**content) -> dict:
    body = payload("whatsapp_text")
    [value] = [change["value"] for change in body["entry"][0]["changes"]]
    value["messages"] = [{"from": "6281200000001", "id": "wamid.1", "timestamp": "1707100060", **content}]
    return body


@pytest.mark.parametrize("content", UNREADABLE)
def test_whatsapp_says_how_it_is_used(client, silent_broker, sent, content):
    to_whatsapp(client, whatsapp_message(**content))
    [(task, *told)] = silent_broker
    assert task == "reports.guide" and "6281200000001" not in str(told) and not HoaxReport.objects.exists()
    tasks.guide(*told)
    [(_url, rest)] = sent
    assert rest["json"]["to"] == "6281200000001" and "Teruskan ke sini" in rest["json"]["text"]["body"]


@pytest.mark.parametrize("kind", ["reaction", "system"])
def test_whatsapp_answers_no_thumb(client, silent_broker, kind):
    to_whatsapp(client, whatsapp_message(type=kind, **{kind: {"body": "x", "emoji": "y"}}))
    assert not silent_broker


@pytest.mark.parametrize("kind", ["video", "document"])
def test_whatsapp_takes_what_is_written_below(client, silent_broker, kind):
    to_whatsapp(client, whatsapp_message(type=kind, **{kind: {"id": "5", "caption": "Benarkah video ini?"}}))
    assert HoaxReport.objects.get().text == "Benarkah video ini?"
    assert not silent_broker  # nobody is told how the channel is used


def test_whatsapp_takes_a_picture_sent_as_a_file(client):
    to_whatsapp(client, whatsapp_message(type="document", document={"id": "6", "mime_type": "image/png"}))
    assert HoaxReport.objects.get().images.get().picture_id == "6"


UNREAD_BY_THE_BOT = [
    {"text": "/start"},
    {"sticker": {}},
    {"voice": {"file_id": "x"}},
    {"location": {"latitude": -6.2}},
    {"contact": {"phone_number": "62"}},
    {"poll": {"question": "Siapa?"}},
    {"document": {"file_id": "x", "mime_type": "application/pdf"}},
]


@pytest.mark.parametrize("content", UNREAD_BY_THE_BOT)
def test_the_bot_says_how_it_is_used(client, silent_broker, sent, content):
    update = {"update_id": 1, "message": {"chat": {"id": 7, "type": "private"}, **content}}
    to_telegram(client, update)
    [(_task, *told)] = silent_broker
    tasks.guide(*told)
    [(_url, rest)] = sent
    assert rest["json"]["chat_id"] == 7 and "Teruskan ke sini" in rest["json"]["text"]
    update["message"]["chat"]["type"] = "group"
    to_telegram(client, update)
    assert len(silent_broker) == 1


@pytest.mark.parametrize("words", ["makasih", "Terima kasih", "halo 🙏"])
def test_thanks_and_greetings_are_no_reports(client, silent_broker, words):
    to_telegram(client, {"update_id": 1, "message": {"chat": {"id": 7, "type": "private"}, "text": words}})
    to_whatsapp(client, whatsapp_message(type="text", text={"body": words}))
    assert [call[0] for call in silent_broker] == ["reports.guide"] * 2 and not HoaxReport.objects.exists()


def test_what_a_group_says_is_no_report(client, silent_broker):
    chat = {"id": -100, "type": "supergroup"}
    to_telegram(
        client, {"update_id": 1, "message": {"chat": chat, "text": "Nanti makan malam di rumah siapa?"}}
    )
    assert not silent_broker and not HoaxReport.objects.exists()


def test_a_link_alone_is_read(client):
    to_whatsapp(client, whatsapp_message(type="text", text={"body": "contoh.id/kabar"}))
    report = HoaxReport.objects.get()
    assert (report.text, report.url, report.task) == ("", "https://contoh.id/kabar", "reports.read_page")


def test_what_was_taken_is_not_answered_with_how_to_use_the_channel(client, silent_broker):
    to_telegram(client, payload("telegram_forward"))
    to_whatsapp(client, payload("whatsapp_text"))
    assert HoaxReport.objects.count() == 2 and not silent_broker


def test_a_guide_that_cannot_be_sent_harms_nothing(monkeypatch, caplog):
    monkeypatch.setattr("requests.post", lambda url, **rest: (_ for _ in ()).throw(requests.ConnectTimeout()))
    tasks.guide("telegram", b64encode(seal("7", key="reports")).decode(), "id", "usage")
    assert "was not sent" in caplog.text


def test_one_chat_sends_no_more_than_one_source(client, settings):
    settings.RATE_LIMITS = {"read": 1, "report": 2}
    for number, chat in enumerate([7, 7, 7, 8]):
        message = {"chat": {"id": chat, "type": "private"}, "text": f"Kabar nomor {number}"}
        assert to_telegram(client, {"update_id": number, "message": message}).status_code == 200
    assert {report.text[-1] for report in HoaxReport.objects.all()} == {"0", "1", "3"}


def test_a_chat_is_told_its_limit_once(client, settings, silent_broker, sent):
    settings.RATE_LIMITS = {"read": 1, "report": 2}
    for number in range(5):
        message = {"chat": {"id": 7, "type": "private"}, "text": f"Kabar nomor {number}"}
        to_telegram(client, {"update_id": number, "message": message})
    [told] = [args for task, *args in silent_broker if task == "reports.guide"]
    tasks.guide(*told)
    assert "Batasnya 2 pesan per menit" in sent[0][1]["json"]["text"]


def test_a_service_brings_again_what_is_too_much_of_all(client, settings):
    settings.RATE_TOTALS = {"report": 1}
    assert to_telegram(client, payload("telegram_forward")).status_code == 200
    later = to_whatsapp(client, payload("whatsapp_text"))
    assert later.status_code == 429 and 0 < int(later["Retry-After"]) <= 60
    assert HoaxReport.objects.count() == 1


def test_nonsense_is_passed_over(client):
    assert to_whatsapp(client, "[1, 2").status_code == 200
    assert to_whatsapp(client, "[1, 2]").status_code == 200


@pytest.fixture
def sent(monkeypatch):
    posts = []
    answer = SimpleNamespace(status_code=200, raise_for_status=lambda: None, json=dict)
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
