"""Celery's door to the readers, the outlets and the care of the index. Only receipts and ids travel."""

from celery import current_app, shared_task
from django.utils import timezone

from factcheck import index, reading, requests, scheduling
from factcheck.models import Outlet
from factcheck.outlets import polling


@shared_task(name="factcheck.read_page")
def read_page(receipt: str) -> None:
    reading.read_page(receipt=receipt)


@shared_task(name="factcheck.read_picture")
def read_picture(receipt: str) -> None:
    reading.read_picture(receipt=receipt)


@shared_task(name="factcheck.compare_index")
def compare_index() -> None:
    index.differences()


@shared_task(name="factcheck.tell_askers")
def tell_askers() -> None:
    requests.tell_askers()


@shared_task(name="factcheck.erase")
def erase() -> None:
    requests.erase_what_is_due()


@shared_task(name="factcheck.publish_due")
def publish_due() -> None:
    scheduling.publish_due()


@shared_task(name="factcheck.poll_outlets")
def poll_outlets() -> None:
    """One task for each outlet that is due."""
    for pk in Outlet.objects.due(timezone.now()).values_list("pk", flat=True)[:100]:
        current_app.send_task("factcheck.poll_outlet", [pk], expires=60)


@shared_task(name="factcheck.poll_outlet")
def poll_outlet(pk: int) -> None:
    polling.poll(Outlet.objects.get(pk=pk))
