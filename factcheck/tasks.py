"""Celery's door to the readers and to the care of the index. Only receipts travel through the broker."""

from celery import shared_task

from factcheck import index, reading


@shared_task(name="factcheck.read_page")
def read_page(receipt: str) -> None:
    reading.read_page(receipt=receipt)


@shared_task(name="factcheck.read_picture")
def read_picture(receipt: str) -> None:
    reading.read_picture(receipt=receipt)


@shared_task(name="factcheck.compare_index")
def compare_index() -> None:
    index.differences()
