"""Celery's door to the readers. Only receipts travel through the broker."""

from celery import shared_task

from factcheck import reading


@shared_task(name="factcheck.read_page")
def read_page(receipt: str) -> None:
    reading.read_page(receipt=receipt)


@shared_task(name="factcheck.read_picture")
def read_picture(receipt: str) -> None:
    reading.read_picture(receipt=receipt)
