"""A Telegram and a WhatsApp conversation, replayed against a running site and stand-ins for the services."""

import hashlib
import hmac
import json
import time
from datetime import timedelta

import pytest
import requests
from django.utils import timezone

from factcheck import actions as debunks
from factcheck.tests.drawing import MESSAGE, encoded, screenshot
from factcheck.tests.making import published
from portal.tests.following import eventually
from reports import cases
from reports.models import HoaxReport
from reports.tests.chat_services import running_chat_services
from reports.tests.site import running_site
from reports.tests.test_chat_channels import payload

pytestmark = pytest.mark.django_db(transaction=True)
PATIENCE = 60  # seconds: "within a minute"
TEMPLATE = {"name": "kabar_laporan", "language": {"code": "id"}}
CHANNELS = {
    "TELEGRAM_TOKEN": "123:abc",
    "TELEGRAM_SECRET": "rahasia",
    "WHATSAPP_TOKEN": "token",
    "WHATSAPP_PHONE_ID": "106540352242922",
    "WHATSAPP_APP_SECRET": "kunci",
    "WHATSAPP_TEMPLATE": "kabar_laporan",
}


@pytest.fixture(autouse=True)
def silent_broker():
    """Here a real broker takes the tasks."""


@pytest.fixture
def services():
    with running_chat_services() as running:
        yield running


@pytest.fixture
def site(services, redis_url, tmp_path, settings):
    urls = {"TELEGRAM_URL": services.url, "WHATSAPP_URL": services.url}
    with running_site(tmp_path, redis_url, **CHANNELS, **urls) as address:
        yield address


def to_telegram(site, name, secret="rahasia") -> int:
    headers = {"X-Telegram-Bot-Api-Secret-Token": secret}
    return requests.post(
        f"{site}/kanal/telegram/", json=payload(name), headers=headers, timeout=10
    ).status_code


def to_whatsapp(site, name, secret="kunci") -> int:
    body = json.dumps(payload(name)).encode()
    signature = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    headers = {"X-Hub-Signature-256": f"sha256={signature}", "Content-Type": "application/json"}
    return requests.post(f"{site}/kanal/whatsapp/", body, headers=headers, timeout=10).status_code


def wait_for(services, channel, words) -> None:
    """Return when a message with these words went out by `channel`; prints how long it took."""
    began = time.monotonic()
    eventually(lambda: words in json.dumps(services.told(channel)), True, PATIENCE)
    print(f"{words!r} by {channel} after {time.monotonic() - began:.1f} s")


def receipt(channel) -> str:
    return HoaxReport.objects.get(channel=channel, state="queued").receipt


def test_both_conversations(site, services):
    known = published(title="Tidak ada tujuh kontainer", claim=" ".join(MESSAGE.split()[1:]))
    services.pictures |= {"AgACAgUAAxkBAAMSy": encoded(screenshot())}
    a_known_picture_is_answered_in_the_chat(site, services, known)
    an_unknown_message_gets_a_receipt_once(site, services)
    what_is_not_signed_is_refused(site)
    both_are_told_when_the_editor_publishes(services)


def a_known_picture_is_answered_in_the_chat(site, services, known):
    assert to_telegram(site, "telegram_photo") == 200
    wait_for(services, "telegram", known.title)
    report = HoaxReport.objects.get()
    assert (report.state, report.debunk, report.images.fetched().count()) == ("answered", known, 1)


def an_unknown_message_gets_a_receipt_once(site, services):
    for _ in range(2):
        assert to_telegram(site, "telegram_forward") == 200
        assert to_whatsapp(site, "whatsapp_text") == 200
    eventually(HoaxReport.objects.filter(state="queued").count, 2, PATIENCE)
    for channel in ("telegram", "whatsapp"):
        wait_for(services, channel, f"dengan kode {receipt(channel)}")
    assert HoaxReport.objects.count() == 3


def what_is_not_signed_is_refused(site):
    assert to_telegram(site, "telegram_photo", secret="salah") == 403
    assert to_whatsapp(site, "whatsapp_image", secret="salah") == 403
    assert HoaxReport.objects.count() == 3


def both_are_told_when_the_editor_publishes(services):
    """The one by WhatsApp wrote more than a day ago: a template is all that may go out."""
    reports = HoaxReport.objects.filter(state="queued")
    reports.filter(channel="whatsapp").update(created_at=timezone.now() - timedelta(hours=25))
    for case in {report.case for report in reports.select_related("case")}:
        draft = cases.start_debunk(case=case, actor=None)
        debunks.publish(debunk=draft, actor=None)
    wait_for(services, "telegram", "BELUM TERBUKTI")
    wait_for(services, "whatsapp", TEMPLATE["name"])
    assert services.told("whatsapp")[-1]["template"] == TEMPLATE and len(services.told("whatsapp")) == 2
    assert services.authorities == {"", "Bearer token"}
