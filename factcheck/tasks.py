"""Celery's door to the readers, the outlets and the care of the index. Only receipts and ids travel."""

from celery import current_app, shared_task
from django.utils import timezone

from factcheck import evidence, index, leftovers, reading, requests, scheduling
from factcheck.batches import actions as batches
from factcheck.models import Link, Outlet
from factcheck.outlets import polling

LINKS, LINKS_A_HOST, ARCHIVED = 20, 4, 4  # a minute


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
    leftovers.clear()


@shared_task(name="factcheck.publish_due")
def publish_due() -> None:
    scheduling.publish_due()


@shared_task(name="factcheck.sweep_links")
def sweep_links() -> None:
    """One task for each link that is due: few at a time, and of each host fewer."""
    evidence.find_links()
    now = timezone.now()
    for link in Link.objects.due(now, a_host=LINKS_A_HOST)[:LINKS]:
        current_app.send_task("factcheck.look_at_link", [link.pk], expires=60)
    for link in Link.objects.to_archive(now)[:ARCHIVED]:
        current_app.send_task("factcheck.archive_link", [link.pk], expires=60)


@shared_task(name="factcheck.look_at_link")
def look_at_link(pk: int) -> None:
    evidence.look(link_id=pk)


@shared_task(name="factcheck.archive_link")
def archive_link(pk: int) -> None:
    evidence.ask_archive(link_id=pk)


@shared_task(name="factcheck.poll_outlets")
def poll_outlets() -> None:
    """One task for each outlet that is due."""
    for pk in Outlet.objects.due(timezone.now()).values_list("pk", flat=True)[:100]:
        current_app.send_task("factcheck.poll_outlet", [pk], expires=60)


@shared_task(name="factcheck.poll_outlet")
def poll_outlet(pk: int) -> None:
    polling.poll(Outlet.objects.get(pk=pk))


@shared_task(name="factcheck.check_file")
def check_file(pk: int) -> None:
    batches.work(pk=pk)


@shared_task(name="factcheck.sweep_files")
def sweep_files() -> None:
    batches.sweep()
