"""What is done to a report from outside the pipeline: it is accepted, sent again, tried once more."""

import logging
from collections.abc import Sequence
from datetime import timedelta
from itertools import takewhile

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from core.audit import audit
from core.outbox import BrokerIsDown, outbox
from core.sealing import seal
from reports.intake import Content, checked, keyed
from reports.models import Case, HoaxReport, Kind, Message, ReportImage
from reports.models.report import LOOK_UP, READ_PAGE, READ_PICTURES, private_storage
from reports.receipts import new_receipt

log = logging.getLogger(__name__)

State = HoaxReport.State
DELIVERY = timedelta(seconds=15)  # the broker's time to bring a report to a worker
# In which an answer may be found that makes a receipt needless.
GRACE, GRACE_OF_PICTURES = timedelta(seconds=5), timedelta(seconds=20)
RESEND = timedelta(seconds=60)
QUEUED = 1_000  # messages that may wait in one queue of the broker


def accept(*, channel: str, idempotency_key: str = "", language: str = "", **content) -> HoaxReport:
    """Store a report and give it a receipt; a worker looks it up soon.

    `content` is what `intake.checked` takes. The contact is sealed: only the notifier can read it again.
    With an `idempotency_key` (up to 255 characters) that the channel used before, the report stored
    then is returned. Raises ValidationError, by field, and stores nothing when the content cannot be
    taken, or when the key was used for other content.
    """
    tidied = checked(**content)
    key = keyed(f"idempotency:{channel}", idempotency_key) if idempotency_key else None
    if key and (earlier := _earlier(key, tidied)):
        return earlier
    files = _store(tidied.images)
    report = HoaxReport(
        receipt=new_receipt(),
        channel=channel,
        kind=tidied.kind,
        text=tidied.text,
        url=tidied.url,
        image_count=len(files) + len(tidied.picture_ids),
        seen_where=tidied.seen_where,
        seen_on=tidied.seen_on,
        language=(language or get_language() or "id")[:2],
        fingerprint=tidied.fingerprint,
        idempotency_key=key,
        contact_kind=tidied.contact_kind,
        contact=seal(tidied.contact, key="reports") if tidied.contact else None,
        task=_task(tidied),
        retry_at=timezone.now() + DELIVERY,
    )
    try:
        _commit(report, files, tidied.picture_ids)
    except Exception as error:
        _discard(files)
        if isinstance(error, IntegrityError) and key and (earlier := _earlier(key, tidied)):
            return earlier  # the same request came twice at once
        raise
    return report


def sweep() -> int:
    """Send again what the broker or a worker has lost; how many were sent."""
    try:
        return sum(_send_again(task) for task in (LOOK_UP, READ_PAGE, READ_PICTURES))
    except BrokerIsDown:
        return 0


def _send_again(task: str) -> int:
    """No more than the workers will soon come to: what waits long in a queue would count as lost again."""
    now = timezone.now()
    room = max(QUEUED - outbox.waiting(task), 0)
    lost = HoaxReport.objects.overdue(now).filter(task=task).values_list("pk", flat=True)[:room]
    sent = list(takewhile(lambda pk: outbox.send(task, pk), lost))
    HoaxReport.objects.waiting().filter(pk__in=sent, state=State.RECEIVED).update(retry_at=now + RESEND)
    return len(sent)


@transaction.atomic
def retry(*, report: HoaxReport, actor) -> None:
    """Give a parked report to the pipeline once more, with all its attempts."""
    released = (
        HoaxReport.objects.parked()
        .filter(pk=report.pk)
        .update(
            state=State.RECEIVED,
            attempts=0,
            failure="",
            processed_at=None,
            case=None,
            retry_at=timezone.now() + DELIVERY,
        )
    )
    if released:
        Case.objects.empty().filter(pk=report.case_id).delete()
        audit(actor=actor, action="retry", subject=report)
        transaction.on_commit(lambda: outbox.send(report.task, report.pk))


def _task(content: Content) -> str:
    """The worker to begin with: reading pages and pictures is slow, and has workers of its own."""
    if content.kind != Kind.HOAX:
        return LOOK_UP
    if content.images or content.picture_ids:
        return READ_PICTURES
    return LOOK_UP if content.text else READ_PAGE


def _earlier(key: str, content: Content) -> HoaxReport | None:
    report = HoaxReport.objects.filter(idempotency_key=key).first()
    if report and report.fingerprint != content.fingerprint:
        raise ValidationError(
            {"idempotency_key": [_("Kunci ini sudah dipakai untuk laporan dengan isi lain.")]}
        )
    return report


@transaction.atomic
def _commit(report: HoaxReport, files: list[str], picture_ids: Sequence[str]) -> None:
    report.save()
    pictures = [ReportImage(report=report, image=name) for name in files]
    pictures += [ReportImage(report=report, picture_id=name) for name in picture_ids]
    ReportImage.objects.bulk_create(pictures)
    if report.contact_kind == report.channel:  # who wrote by chat or letter is answered there
        grace = GRACE_OF_PICTURES if picture_ids else GRACE
        Message.objects.create(report=report, channel=report.channel, retry_at=timezone.now() + grace)
    audit(actor=None, action="accept", subject=report, channel=report.channel)
    transaction.on_commit(lambda: outbox.send(report.task, report.pk))


def _store(images: list[ContentFile]) -> list[str]:
    """Write the pictures and return their names. A full disk costs the pictures, not what was written."""
    names: list[str] = []
    try:
        for image in images:
            names.append(private_storage().save(f"reports/{image.name}", image))
    except OSError as error:
        log.error("a picture could not be stored: %s", error.strerror)
        _discard(names)
        raise ValidationError(
            {"images": [_("Gambar sedang tidak dapat disimpan. Kirim tanpa gambar, atau coba lagi nanti.")]}
        ) from error
    return names


def _discard(names: list[str]) -> None:
    for name in names:
        private_storage().delete(name)
