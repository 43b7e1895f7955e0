"""One good request of every operation of webhooks, and its answer. To be imported once Django stands."""

import json

from django.test import Client

from candidates.models import Election
from core.sealing import seal
from factcheck import actions
from factcheck.models import Debunk
from portal.keys.actions import SEAL, fingerprint, issue
from portal.keys.models import ApiKey
from portal.webhooks import actions as webhooks
from portal.webhooks import news
from portal.webhooks.models import Delivery, Webhook

HERE = "/api/v1/webhooks/"
ADDRESS = "redaksi@contoh.example"


def examples() -> dict[str, dict]:
    """As `bench.api.asking.examples`; the secrets are no site's."""
    client = Client(SERVER_NAME="127.0.0.1", headers={"Authorization": f"Bearer {_key()}"})
    asked = {
        "url": "https://redaksi.example/damaipedia",
        "events": ["debunk.published", "debunk.corrected", "debunk.retracted"],
        "filters": {"verdict": ["salah"], "election": Election.objects.latest_general().slug},
    }
    made = _ask(client, "post", "", asked)
    one = made["id"]
    webhook = Webhook.objects.get(pk=one)
    webhooks.verified(webhook=webhook)
    _happen()
    Delivery.objects.update(state="failed", failure="answered 500", status=500, attempts=9)
    told = _ask(client, "get", f"{one}/deliveries/?state=failed")
    again = f"{one}/deliveries/{told['results'][0]['id']}/redeliver/"
    return {
        "webhooks_create": {"request": asked, "responses": {"201": made}},
        "webhooks_list": {"responses": {"200": _ask(client, "get", "")}},
        "webhooks_retrieve": {"path": one, "responses": {"200": _ask(client, "get", f"{one}/")}},
        "webhooks_deliveries": {"path": one, "query": {"state": "failed"}, "responses": {"200": told}},
        "webhooks_redeliver": {"path": one, "responses": {"202": _ask(client, "post", again)}},
        "webhooks_rotate": {"path": one, "responses": {"200": _ask(client, "post", f"{one}/secret/")}},
        "webhooks_resume": {"path": one, "responses": {"202": _ask(client, "post", f"{one}/resume/")}},
        "webhooks_destroy": {"path": one, "responses": {}},
    }


def _key() -> str | None:
    key = ApiKey(name="Contoh", scopes=["read"], fingerprint=fingerprint(ADDRESS))
    key.address = seal(ADDRESS, key=SEAL)
    key.save()
    return issue(key=key)


def _happen() -> None:
    """Something that the webhook is told."""
    debunk = Debunk.objects.published().filter(verdict="salah").first()
    debunk.elections.add(Election.objects.latest_general())
    fields = {"title": f"{debunk.title} (contoh)"}
    actions.correct(debunk=debunk, actor=None, reason="Judul diperjelas.", fields=fields)
    news.follow()


def _ask(client: Client, method: str, path: str, data: dict | None = None) -> dict:
    answer = getattr(client, method)(
        HERE + path, json.dumps(data) if data else None, content_type="application/json"
    )
    assert answer.status_code < 300, answer.content
    return answer.json()
