"""Celery's door to the actions."""

from celery import shared_task

from portal.keys import actions as keys
from portal.keys import counting, letters


@shared_task(name="keys.write")
def write_letters() -> None:
    letters.send_due()


@shared_task(name="keys.note_uses")
def note_uses() -> None:
    counting.note_uses()


@shared_task(name="keys.forget")
def forget_keys() -> None:
    keys.forget()
