"""Webhooks: every event arrives once in effect, or is shown as failed; and none at a private address."""

import base64
import hashlib
import hmac
from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.utils import timezone

from candidates import actions as candidate_actions
from candidates.tests import factories
from core.models import AuditEntry
from factcheck import actions as debunk_actions
from factcheck.models import Topic
from factcheck.tests.making import published
from portal import tasks
from portal.models import Delivery, Event, Webhook
from portal.tests import receiving
from portal.tests.test_keys import make_key
from portal.webhooks import actions, messages, sending, settling

pytestmark = pytest.mark.django_db
State = Delivery.State
DEBUNKS = ["debunk.published", "debunk.corrected", "debunk.retracted"]


@pytest.fixture
def receiver(settings, monkeypatch):
    monkeypatch.setattr(messages, "SECONDS", 0.4)
    monkeypatch.setattr(sending, "SLACK", 0.1)
    with receiving.receiver() as server:
        settings.FETCH_ALLOW = [server.place]
        yield server


@pytest.fixture
def key():
    return make_key()[0]


def subscribed(key, url, events=DEBUNKS, **filters) -> Webhook:
    """A webhook that has answered the challenge."""
    webhook = actions.subscribe(key=key, url=url, events=events, filters=filters)[0]
    actions.verified(webhook=webhook)
    return webhook


def tell() -> None:
    tasks.follow_webhooks()
    tasks.send_webhooks()


def hurry() -> None:
    """As if the time to try again had come."""
    for model in (Webhook, Delivery):
        model.objects.update(retry_at=timezone.now())


def states(webhook) -> list[str]:
    return list(webhook.deliveries.order_by("event__number").values_list("state", flat=True))


def test_who_subscribed_is_told_what_the_api_shows(receiver, key, client):
    published()
    webhook, secret = actions.subscribe(key=key, url=receiver.url(), events=DEBUNKS, filters={})
    tasks.send_webhooks()
    webhook.refresh_from_db()
    assert webhook.state == "active" and receiver.came[0][2]["type"] == "challenge"
    debunk = published()
    tell()
    tell()
    (told,) = receiver.told()
    shown = client.get(f"/api/v1/debunks/{debunk.pk}/").json()
    assert told["type"] == "debunk.published" and told["object"] == shown and told["gone"] is False
    assert told["change"] == debunk.change_number
    _, headers, _, body = receiver.came[-1]
    assert headers["webhook-id"] == told["id"] and headers["content-type"] == "application/json"
    signed = f"{told['id']}.{headers['webhook-timestamp']}.".encode() + body
    digest = hmac.new(base64.b64decode(secret.removeprefix("whsec_")), signed, hashlib.sha256).digest()
    assert headers["webhook-signature"] == "v1," + base64.b64encode(digest).decode()
    assert client.get(f"/api/v1/debunks/?since={told['id']}").json()["results"] == []


def test_an_address_that_does_not_repeat_the_challenge_gets_nothing(receiver, key, settings):
    webhook = actions.subscribe(key=key, url=receiver.url(), events=DEBUNKS, filters={})[0]
    settings.FETCH_ALLOW = []  # as if the name had come to lead to a private address
    for _ in range(settling.CHALLENGES):
        hurry()
        tasks.send_webhooks()
    published()
    tell()
    webhook.refresh_from_db()
    assert webhook.state == "unverified" and webhook.failure and receiver.came == []
    assert not Event.objects.exists()


def test_what_was_before_the_subscription_is_not_told(receiver, key):
    published()
    subscribed(key, receiver.url())
    tell()
    assert receiver.told() == []


def test_every_event_arrives_once_in_effect_or_is_shown_as_failed(receiver, key, settings):
    """A receiver that fails, one that is silent, one that redirects to a private address, one that never ends
    its answer, a slow one with a long answer, a good one: each has its own fate."""
    with receiving.receiver() as private:
        receiver.manners = {
            "/fails": 500,
            "/silent": receiving.silent,
            "/redirects": receiving.redirecting(private.url()),
            "/drips": receiving.dripping,
            "/slow": receiving.slowly(0.1),
        }
        paths = [*receiver.manners, "/good"]
        hooks = {path: subscribed(key, receiver.url(path)) for path in paths}
        settings.FETCH_ALLOW = [private.place]
        hooks["private"] = subscribed(key, private.url())
        settings.FETCH_ALLOW = [receiver.place]
        debunks = [published() for _ in range(3)]
        tell()
        bad = ["/fails", "/silent", "/redirects", "/drips", "private"]
        for path in ("/slow", "/good"):
            assert [said["object"]["id"] for said in receiver.told(path)] == [str(one.pk) for one in debunks]
            assert states(hooks[path]) == ["delivered"] * 3
        for path in bad:
            assert "delivered" not in states(hooks[path])
            assert hooks[path].deliveries.exclude(failure="").count() == 1, "one after the other"
        receiver.manners = {"/redirects": receiver.manners["/redirects"]}
        hurry()
        tasks.send_webhooks()
        for path in ("/fails", "/silent", "/drips"):
            assert states(hooks[path]) == ["delivered"] * 3
            assert len({said["id"] for said in receiver.told(path)}) == 3
        three_days_ago = timezone.now() - settling.KEEP_TRYING
        Webhook.objects.filter(failing_since__isnull=False).update(failing_since=three_days_ago)
        hurry()
        tasks.send_webhooks()
        for path in ("/redirects", "private"):
            assert states(hooks[path]) == ["failed"] * 3
        assert private.came == []


def test_events_of_one_thing_keep_their_order(receiver, key):
    receiver.manners = {"/hook": 503}
    webhook = subscribed(key, receiver.url())
    debunk = published()
    fields = {"verdict": "benar"}
    debunk_actions.correct(debunk=debunk, actor=None, reason="Keliru", fields=fields)
    debunk.refresh_from_db()
    debunk_actions.retract(debunk=debunk, actor=None, reason="Keliru lagi")
    tell()
    Webhook.objects.update(retry_at=timezone.now())
    tasks.send_webhooks()
    assert [said["type"] for said in receiver.told()] == ["debunk.published"], "the later ones wait"
    receiver.manners = {}
    hurry()
    tasks.send_webhooks()
    assert [said["type"] for said in receiver.told()[1:]] == DEBUNKS
    assert receiver.told()[0] == receiver.told()[1], "the same name and the same words each time"
    assert states(webhook) == ["delivered"] * 3
    webhook.refresh_from_db()
    assert webhook.failing_since is None


def test_one_event_that_is_refused_does_not_hold_up_the_others(receiver, key):
    refused, fine = published(), published()
    webhook = subscribed(key, receiver.url())
    for debunk in (refused, fine):
        debunk_actions.retract(debunk=debunk, actor=None, reason="Keliru")
    receiver.manners = {
        "/hook": lambda handler: handler.answer(
            400 if handler.server.came[-1][2]["object"]["id"] == str(refused.pk) else 200
        )
    }
    tell()
    Webhook.objects.update(retry_at=timezone.now())
    tasks.send_webhooks()
    assert states(webhook) == ["waiting", "delivered"]
    Delivery.objects.filter(state="waiting").update(
        retry_at=timezone.now(), first_tried_at=timezone.now() - settling.KEEP_TRYING
    )
    tasks.send_webhooks()
    webhook.refresh_from_db()
    assert states(webhook) == ["failed", "delivered"] and webhook.state == "active"
    assert webhook.deliveries.failed().get().status == 400


def test_who_has_mended_a_receiver_need_not_wait_for_the_next_try(receiver, key):
    receiver.manners = {"/hook": 500}
    webhook = subscribed(key, receiver.url())
    first, second = published(), published()
    tell()
    later = timezone.now() + timedelta(hours=6)
    Webhook.objects.update(retry_at=later, failures=9)
    Delivery.objects.filter(event__subject__endswith=f":{first.pk}").update(state="failed", retry_at=later)
    Delivery.objects.filter(event__subject__endswith=f":{second.pk}").update(retry_at=later)
    receiver.manners = {}
    actions.redeliver(webhook=webhook)
    tasks.send_webhooks()
    assert states(webhook) == ["delivered", "waiting"]
    Webhook.objects.update(retry_at=later)
    actions.resume(webhook=webhook)
    tasks.send_webhooks()
    webhook.refresh_from_db()
    assert states(webhook) == ["delivered", "delivered"] and webhook.state == "active"


def test_after_three_days_it_is_paused_and_its_owner_told(receiver, key):
    receiver.manners = {"/hook": 500}
    webhook = subscribed(key, receiver.url())
    published()
    tell()
    Webhook.objects.update(failing_since=timezone.now() - settling.KEEP_TRYING)
    hurry()
    tasks.send_webhooks()
    tasks.write_letters()
    (letter,) = mail.outbox
    assert receiver.url() in letter.body and "/kunci/kelola/" in letter.body
    published()
    tell()
    assert states(webhook) == ["failed", "failed"], "what comes meanwhile is shown, too"
    receiver.manners = {}
    actions.resume(webhook=webhook)
    tasks.send_webhooks()
    assert actions.redeliver(webhook=webhook) == 2
    tasks.send_webhooks()
    assert states(webhook) == ["delivered", "delivered"]
    done = AuditEntry.objects.filter(model="portal.webhook").values_list("action", flat=True)
    assert {"subscribe", "verify", "pause", "resume", "redeliver"} <= set(done)


def test_a_killed_worker_repeats_the_same_event_and_no_other_worker_does(receiver, key):
    webhook = subscribed(key, receiver.url())
    published()
    tasks.follow_webhooks()
    delivery = webhook.deliveries.get()
    assert settling.claim(delivery) and not settling.claim(delivery)
    tasks.send_webhooks()
    assert receiver.told() == [], "another worker has it"
    Delivery.objects.update(claimed_at=timezone.now() - timedelta(minutes=5))
    tasks.send_webhooks()
    assert [said["id"] for said in receiver.told()] == [delivery.event.name]


def test_filters_and_what_leaves_them(receiver, key):
    topic = Topic.objects.create(slug="logistik", name="Logistik")
    subscribed(key, receiver.url(), verdict=["salah"], topic="logistik")
    debunks = [published(), published(verdict="benar"), published()]
    for debunk in debunks[:2]:
        debunk.topics.add(topic)
    tell()
    assert [said["object"]["id"] for said in receiver.told()] == [str(debunks[0].pk)]
    fields = {"verdict": "benar"}
    debunk_actions.correct(debunk=debunks[0], actor=None, reason="Ternyata benar", fields=fields)
    tell()
    assert receiver.told()[-1]["type"] == "debunk.corrected"
    assert receiver.told()[-1]["object"]["verdict"] == "benar"


def test_stages_are_told_by_their_election(receiver, key):
    election, other = factories.election(slug="satu"), factories.election(slug="dua")
    subscribed(key, receiver.url(), events=["stage.changed"], election="satu")
    for one in (election, other):
        candidate_actions.save_fact(actor=None, fact=factories.stage(election=one))
    tell()
    assert {said["object"]["election"] for said in receiver.told()} == {"satu"}
    assert {said["type"] for said in receiver.told()} == {"stage.changed"}


def test_both_secrets_sign_for_a_day(receiver, key, time_machine):
    webhook = subscribed(key, receiver.url())
    actions.rotate(webhook=webhook)
    published()
    tell()
    assert receiver.came[-1][1]["webhook-signature"].count("v1,") == 2
    Webhook.objects.update(old_until=timezone.now())
    published()
    tell()
    assert receiver.came[-1][1]["webhook-signature"].count("v1,") == 1
    assert b"whsec" not in bytes(Webhook.objects.get().secret)


@pytest.mark.parametrize(
    ("field", "values"),
    [
        ("url", {"url": "ftp://contoh.test/"}),
        ("url", {"url": "https://ani:rahasia@contoh.test/"}),
        ("events", {"events": []}),
        ("events", {"events": ["debunk.deleted"]}),
        ("verdict", {"filters": {"verdict": ["bohong"]}}),
        ("party", {"filters": {"party": "tidak-ada"}}),
        ("warna", {"filters": {"warna": "biru"}}),
    ],
)
def test_what_cannot_be_subscribed_is_said(key, field, values):
    usual = {"url": "https://contoh.test/", "events": DEBUNKS, "filters": {}}
    with pytest.raises(ValidationError) as refused:
        actions.subscribe(key=key, **usual | values)
    assert list(refused.value.message_dict) == [field]


def test_a_revoked_key_is_told_nothing(receiver, key):
    subscribed(key, receiver.url())
    published()
    tasks.follow_webhooks()
    type(key).objects.update(revoked_at=timezone.now())
    tasks.send_webhooks()
    assert receiver.told() == []


def test_what_was_told_is_forgotten_after_a_month(receiver, key):
    webhook = subscribed(key, receiver.url())
    published()
    tell()
    tasks.forget_webhooks()
    assert states(webhook) == ["delivered"]
    Event.objects.update(at=timezone.now() - timedelta(days=31))
    tasks.forget_webhooks()
    assert states(webhook) == []
