"""From the log of changes to what each subscriber is told: a follower with a cursor of its own."""

import json
import time
from collections.abc import Sequence

from django.db import transaction
from rest_framework.utils.encoders import JSONEncoder

from candidates.models import Stage
from candidates.serializers import StageSerializer
from core import changes
from core.models import Change
from core.resources import cursor_at
from factcheck.exchange.records import record_of
from factcheck.models import Debunk
from factcheck.moments import moment
from portal.webhooks.models import Delivery, Event, Kind, Webhook

FOLLOWER = "webhooks"
BATCH = 200
SECONDS = 10  # of following in one run, less than a task may take
DEBUNK, STAGE = Debunk._meta.label_lower, Stage._meta.label_lower
PATHS = {"topic": "topics", "election": "elections", "candidate": "people", "party": "parties"}
OF_DEBUNKS = {
    Change.Kind.PUBLISHED: Kind.PUBLISHED,
    Change.Kind.UPDATED: Kind.UPDATED,
    Change.Kind.CORRECTED: Kind.CORRECTED,
    Change.Kind.RETRACTED: Kind.RETRACTED,
}


def follow() -> None:
    """Write what is to be told of every new change. Doing it twice does no harm."""
    last, number = changes.last_number(), changes.cursor(FOLLOWER)
    webhooks = list(Webhook.objects.listening())
    if not webhooks or number > last:  # nobody listens, or the database was restored from a backup
        changes.advance(FOLLOWER, last)
        return
    until = time.monotonic() + SECONDS
    while time.monotonic() < until:
        found = list(Change.objects.after(number)[:BATCH])
        for change in found:
            _tell(change, webhooks)
            number = change.number
        changes.advance(FOLLOWER, number)
        if len(found) < BATCH:
            return


def kind_of(change: Change) -> str | None:
    """The kind of event that a change is; None for what no webhook tells."""
    if change.model == STAGE:
        return Kind.STAGE
    return OF_DEBUNKS.get(Change.Kind(change.kind)) if change.model == DEBUNK else None


def _tell(change: Change, webhooks: Sequence[Webhook]) -> None:
    kind = kind_of(change)
    asked = [one for one in webhooks if kind in one.events and (one.from_number or 0) < change.number]
    wanted = [one for one in asked if is_wanted(change, one.filters)]
    if kind is None or not wanted:
        return
    with transaction.atomic():
        event = _event(change, kind)
        Delivery.objects.bulk_create(
            [Delivery(webhook=one, event=event, **_beginning(one)) for one in wanted], ignore_conflicts=True
        )


def _beginning(webhook: Webhook) -> dict[str, str]:
    """What comes while a subscription is paused is shown as failed, to be sent again when it goes on."""
    if webhook.state != Webhook.State.PAUSED:
        return {}
    return {"state": Delivery.State.FAILED, "failure": webhook.failure}


def is_wanted(change: Change, filters: dict) -> bool:
    """Whether the thing that changed is among what `filters` name. Of a corrected debunk earlier verdicts
    count, too: who was told that it was false has to learn that it is not. A stage knows only its
    election."""
    if change.model == STAGE:
        stages = Stage.objects.filter(pk=change.object_id)
        return "election" not in filters or stages.filter(election__slug=filters["election"]).exists()
    debunks = Debunk.objects.filter(pk=change.object_id)
    for name, path in PATHS.items():
        if name in filters:
            debunks = debunks.filter(**{f"{path}__slug": filters[name]})
    if "verdict" not in filters:
        return debunks.exists()
    was = debunks.filter(corrections__from_verdict__in=filters["verdict"])
    return debunks.filter(verdict__in=filters["verdict"]).exists() or was.exists()


def _event(change: Change, kind: str) -> Event:
    name = name_of(change)
    found = Event.objects.filter(name=name).first()
    if found:
        return found
    shown = _object(change)
    told = {
        "id": name,
        "type": kind,
        "change": change.number,
        "at": moment(change.at),
        "gone": shown is None,
        "object": shown or {"id": str(change.object_id)},
    }
    return Event.objects.create(
        name=name,
        kind=kind,
        number=change.number,
        subject=f"{change.model}:{change.object_id}",
        at=change.at,
        body=json.dumps(told, ensure_ascii=False, cls=JSONEncoder),
    )


def name_of(change: Change) -> str:
    """The name of its event: the place in the log, as the API's `since` takes it."""
    return cursor_at(change.number, change.at)


def _object(change: Change) -> dict | None:
    """What changed, as the API shows it now; None for what is not public any more."""
    if change.model == DEBUNK:
        debunk = Debunk.objects.public().filter(pk=change.object_id).first()
        return debunk and record_of(debunk)
    stage = Stage.objects.public().filter(pk=change.object_id).first()
    return stage and dict(StageSerializer(stage).data)
