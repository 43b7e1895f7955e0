"""The two doors to webhooks: the API with a key, and the page behind the key's link."""

import re
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone

from factcheck.tests.making import published
from portal import tasks
from portal.keys import links
from portal.models import Delivery, Webhook
from portal.tests.test_keys import bearer, make_key
from portal.webhooks import actions, signing

pytestmark = pytest.mark.django_db
HERE = "/api/v1/webhooks/"
ASKED = {"url": "https://contoh.test/hook", "events": ["debunk.published"], "filters": {"verdict": ["salah"]}}


def verifier():
    """The function of the documentation by which a receiver knows us."""
    text = (Path(settings.BASE_DIR) / "docs" / "guide.md").read_text()
    found: dict = {}
    (block,) = [
        code for code in re.findall(r"```python\n(.*?)```", text, re.DOTALL) if "def verified" in code
    ]
    exec(block, found)
    return found["verified"]


@pytest.fixture
def key():
    return make_key()


@pytest.fixture
def webhook(key):
    """An active one, with one delivery that failed."""
    made = actions.subscribe(key=key[0], **ASKED)[0]
    actions.verified(webhook=made)
    published()
    tasks.follow_webhooks()
    Delivery.objects.update(state="failed", failure="answered 500", status=500)
    return made


def call(client, method, path, key, data=None):
    return getattr(client, method)(HERE + path, data, content_type="application/json", headers=bearer(key[1]))


def test_without_a_key_there_is_no_door(client):
    answer = client.get(HERE)
    assert answer.status_code == 401 and answer["Content-Type"] == "application/problem+json"
    assert answer["WWW-Authenticate"].startswith("Bearer")


def test_subscribing_shows_the_secret_once(client, key):
    made = call(client, "post", "", key, ASKED)
    assert made.status_code == 201 and made["Cache-Control"] == "no-store"
    told = made.json()
    assert told["secret"].startswith("whsec_") and told["state"] == "pending"
    assert told["filters"] == {"verdict": ["salah"]}
    (listed,) = call(client, "get", "", key).json()["results"]
    assert "secret" not in listed and listed == {name: told[name] for name in listed}


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"url": "bukan"}, "url"),
        ({"events": ["x"]}, "events[0]"),
        ({"url": "http://10.0.0.1/hook"}, "url"),
        ({"url": "https://localhost/hook"}, "url"),
        ({"url": "https://contoh.test:8443/hook"}, "url"),
        ({"filters": {"topic": "tidak-ada"}}, "filters.topic"),
        ({"filters": {"topik": "tidak-ada"}}, "filters.topik"),
        ({"filter": {}}, "filter"),
        ({"filters": {"verdict": ["x"]}}, "filters.verdict[0]"),
    ],
)
def test_what_is_wrong_is_named(client, key, change, field):
    refused = call(client, "post", "", key, ASKED | change)
    assert refused.status_code == 400
    assert refused.json()["errors"][0]["field"].startswith(field.split("[")[0])


def test_one_key_cannot_have_any_number(client, key):
    for _ in range(actions.MOST_WEBHOOKS):
        actions.subscribe(key=key[0], **ASKED)
    assert "10" in call(client, "post", "", key, ASKED).json()["detail"]


def test_the_log_and_sending_again(client, key, webhook):
    path = f"{webhook.pk}/deliveries/"
    (row,) = call(client, "get", f"{path}?state=failed", key).json()["results"]
    assert (row["type"], row["status"], row["failure"]) == ("debunk.published", 500, "answered 500")
    again = call(client, "post", f"{path}{row['id']}/redeliver/", key)
    assert again.status_code == 202 and again.json()["state"] == "waiting"
    assert call(client, "post", f"{path}{row['id']}/redeliver/", key).status_code == 404
    refused = call(client, "get", f"{path}?state=x", key)
    assert refused.status_code == 400 and "tidak dikenal: x" in refused.json()["detail"]
    assert call(client, "get", f"{path}?warna=x", key).status_code == 400


def test_rotating_resuming_and_unsubscribing(client, key, webhook):
    rotated = call(client, "post", f"{webhook.pk}/secret/", key).json()
    assert rotated["secret"].startswith("whsec_") and rotated["old_until"]
    Webhook.objects.update(state="paused")
    assert call(client, "post", f"{webhook.pk}/resume/", key).json()["state"] == "pending"
    assert call(client, "delete", f"{webhook.pk}/", key).status_code == 204
    assert call(client, "get", f"{webhook.pk}/", key).status_code == 404


def test_another_key_does_not_see_it(client, webhook):
    stranger = make_key(address="orang@lain.test")
    for path in ("", "deliveries/"):
        assert call(client, "get", f"{webhook.pk}/{path}", stranger).status_code == 404
    assert call(client, "get", "9" * 30 + "/", stranger).status_code == 404
    token = links.managing_one(stranger[0])
    assert client.get(f"/kunci/kelola/{token}/webhook/{webhook.pk}/").status_code == 404


def test_the_page_does_the_same(client, key):
    token = links.managing_all(key[0])
    form = f"/kunci/kelola/{token}/{key[0].pk}/webhook/"
    assert client.get(form).status_code == 200
    wrong = client.post(form, ASKED | {"filters": "", "party": "tidak-ada"})
    assert wrong.status_code == 422 and "tidak ada yang bernama ini" in wrong.content.decode()
    page = client.post(form, {"url": ASKED["url"], "events": ASKED["events"], "verdicts": ["salah"]})
    assert re.search(r"whsec_\S{40}", page.content.decode().replace("<wbr>", ""))
    assert page["Cache-Control"].startswith("max-age=0") and page["Referrer-Policy"] == "no-referrer"
    webhook = Webhook.objects.get()
    here = f"/kunci/kelola/{token}/webhook/{webhook.pk}/"
    assert "whsec_" not in client.get(here).content.decode()
    assert here in client.get(f"/kunci/kelola/{token}/").content.decode()


def test_the_page_sends_again_rotates_resumes_and_unsubscribes(client, key, webhook):
    here = f"/kunci/kelola/{links.managing_one(key[0])}/webhook/{webhook.pk}/"
    text = client.get(here).content.decode()
    assert "server Anda menjawab 500, bukan 2xx" in text and "Kirim ulang 1 yang gagal" in text
    delivery = webhook.deliveries.get()
    assert client.post(f"{here}kirim-ulang/", {"delivery": delivery.pk}).status_code == 302
    delivery.refresh_from_db()
    assert delivery.state == "waiting"
    assert "whsec_" in client.post(f"{here}rahasia/", {"now": "-"}).content.decode()
    Webhook.objects.update(state="paused")
    client.post(f"{here}lanjut/")
    webhook.refresh_from_db()
    assert webhook.state == "pending" and webhook.old_until > timezone.now()
    client.post(f"{here}berhenti/")
    assert not Webhook.objects.exists()


def test_the_verifier_of_the_documentation_knows_us():
    verified, now, body = verifier(), timezone.now(), b'{"id": "1-abc"}'
    old, new = signing.new_secret(), signing.new_secret()
    ours = signing.headers(name="1-abc", body=body, at=now, secrets=[new, old])
    assert verified(new, ours, body) and verified(old, ours, body)
    assert not verified(signing.new_secret(), ours, body)
    assert not verified(new, ours, body + b" ")
    assert not verified(new, ours | {"webhook-id": "2-abc"}, body)
    late = signing.headers(name="1-abc", body=body, at=now - timedelta(minutes=6), secrets=[new])
    assert not verified(new, late, body)


def test_a_long_log_comes_in_pages(client, key, webhook, monkeypatch):
    monkeypatch.setattr("portal.webhooks.views.SIZE", 1)
    published()
    tasks.follow_webhooks()
    here = f"/kunci/kelola/{links.managing_one(key[0])}/webhook/{webhook.pk}/"
    first = client.get(here).content.decode()
    older = re.search(r'href="(\?page=[^"]+)" rel="next"', first)[1]
    second = client.get(here + older).content.decode()
    assert "menjawab 500" in second and "menjawab 500" not in first


def test_deleting_and_rotating_say_what_follows_before_they_do_it(client, key, webhook):
    here = f"/kunci/kelola/{links.managing_one(key[0])}/webhook/{webhook.pk}/"
    Delivery.objects.update(state="waiting")
    deleting = client.get(f"{here}berhenti/")
    assert "1 kiriman masih menunggu" in deleting.content.decode() and Webhook.objects.exists()
    assert deleting["Cache-Control"].startswith("max-age=0")
    assert "24 jam" in client.get(f"{here}rahasia/").content.decode()
    webhook.refresh_from_db()
    assert webhook.old_until is None
    assert "masih ikut berlaku" not in client.get(f"{here}rahasia/").content.decode()
    client.post(f"{here}rahasia/", {"now": "-"})
    assert "masih ikut berlaku" in client.get(f"{here}rahasia/").content.decode()


def test_a_rotation_sent_twice_keeps_the_secret_that_the_receiver_goes_by(client, key, webhook):
    here = f"/kunci/kelola/{links.managing_one(key[0])}/webhook/{webhook.pk}/rahasia/"
    before = bytes(webhook.secret)
    client.post(here, {"now": "-"})
    again = client.post(here, {"now": "-"}).content.decode()
    assert "whsec_" not in again and "baru saja diganti" in again
    webhook.refresh_from_db()
    assert bytes(webhook.old_secret) == before


def test_what_waits_says_for_what(client, key, webhook):
    here = f"/kunci/kelola/{links.managing_one(key[0])}/webhook/{webhook.pk}/"
    Webhook.objects.update(failing_since=timezone.now())
    waits = {"state": "waiting", "retry_at": timezone.make_aware(datetime(2024, 2, 14, 10, 30))}
    Delivery.objects.update(attempts=2, failure="no answer (ReadTimeout)", **waits)
    text = client.get(here).content.decode()
    assert "tidak menjawab dalam 5 detik" in text and "14 Februari 2024, 10.30 WIB" in text
    Delivery.objects.update(attempts=0, failure="")
    assert "menurut urutannya" in client.get(here).content.decode()


def test_a_rare_reason_is_told_as_it_is():
    assert Delivery(failure="broke off (OSError)").why == "broke off (OSError)"
