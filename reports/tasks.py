"""Celery's door to the actions."""

from celery import shared_task

from reports import actions, answers, guiding, news, notifying, pipeline, scoring, withdrawal
from reports.channels import email


@shared_task(name="reports.process")
def process(report_id: int) -> None:
    pipeline.process(report_id=report_id)


@shared_task(name="reports.read_page")
def read_page(report_id: int) -> None:
    pipeline.process(report_id=report_id)


@shared_task(name="reports.read_pictures")
def read_pictures(report_id: int) -> None:
    pipeline.process(report_id=report_id)


@shared_task(name="reports.sweep")
def sweep() -> None:
    actions.sweep()


@shared_task(name="reports.tell")
def tell() -> None:
    answers.write_all()


@shared_task(name="reports.erase")
def erase() -> None:
    withdrawal.erase_what_is_due()


@shared_task(name="reports.follow")
def follow() -> None:
    news.follow()


@shared_task(name="reports.notify")
def notify() -> None:
    notifying.send_due()


@shared_task(name="reports.guide")
def guide(channel: str, sealed: str, language: str, about: str) -> None:
    guiding.guide(channel_name=channel, sealed=sealed, language=language, about=about)


@shared_task(name="reports.poll_email")
def poll_email() -> None:
    if email.ready():
        email.poll()


@shared_task(name="reports.score")
def score() -> None:
    scoring.rescore()
