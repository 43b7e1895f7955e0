"""Celery's door to the actions."""

from celery import shared_task

from candidates.reminders import asking, sending, writing


@shared_task(name="candidates.remind")
def remind() -> None:
    writing.write_due()
    sending.send_due()


@shared_task(name="candidates.forget_reminders")
def forget_reminders() -> None:
    asking.forget()
