"""Celery's door to what the portal itself does. Only ids travel."""

from celery import shared_task

from core import planner
from portal.exports import actions as exports
from portal.keys import actions as keys
from portal.keys import counting, letters
from portal.webhooks import actions as webhooks
from portal.webhooks import news, sending


@shared_task(name="keys.write")
def write_letters() -> None:
    letters.send_due()


@shared_task(name="keys.note_uses")
def note_uses() -> None:
    counting.note_uses()


@shared_task(name="keys.forget")
def forget_keys() -> None:
    keys.forget()


@shared_task(name="portal.export_daily")
def export_daily() -> None:
    exports.make_daily()


@shared_task(name="portal.write_export")
def write_export(pk: int) -> None:
    if exports.write(pk=pk):
        exports.send(pk)


@shared_task(name="portal.sweep_exports")
def sweep_exports() -> None:
    exports.sweep()


@shared_task(name="portal.tell_planner")
def tell_planner() -> None:
    planner.tell_planner()


@shared_task(name="webhooks.follow")
def follow_webhooks() -> None:
    news.follow()


@shared_task(name="webhooks.send")
def send_webhooks() -> None:
    sending.run()


@shared_task(name="webhooks.forget")
def forget_webhooks() -> None:
    webhooks.forget()
