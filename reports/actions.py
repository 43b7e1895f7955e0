"""What is done to a report from outside the pipeline: it is accepted, sent again, tried once more."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from core.audit import audit
from core.sealing import seal
from reports.intake import checked
from reports.models import Case, HoaxReport
from reports.outbox import outbox
from reports.receipts import new_receipt

State = HoaxReport.State
DELIVERY = timedelta(seconds=15)  # the broker's time to bring a report to a worker
RESEND = timedelta(seconds=60)
SWEEP = 1_000


def accept(*, channel: str, text: str = "", url: str = "", image=None, contact: str = "") -> HoaxReport:
    """Store a report and give it a receipt; a worker looks it up soon.

    `contact` (an e-mail address or a phone number) is sealed: only the notifier can read it again.
    Raises ValidationError, by field, and stores nothing when the content cannot be taken.
    """
    content = checked(text=text, url=url, image=image, contact=contact)
    report = HoaxReport(
        receipt=new_receipt(),
        channel=channel,
        text=content.text,
        url=content.url,
        image=content.image or "",
        contact_kind=content.contact_kind,
        contact=seal(content.contact, key="reports") if content.contact else None,
        retry_at=timezone.now() + DELIVERY,
    )
    with transaction.atomic():
        report.save()
        audit(actor=None, action="accept", subject=report, channel=channel)
        transaction.on_commit(lambda: outbox.send("reports.process", report.pk))
    return report


def sweep() -> int:
    """Send again what the broker or a worker has lost; how many were sent."""
    now = timezone.now()
    lost = list(HoaxReport.objects.overdue(now).values_list("pk", flat=True)[:SWEEP])
    sent = [pk for pk in lost if outbox.send("reports.process", pk)]
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
        transaction.on_commit(lambda: outbox.send("reports.process", report.pk))
