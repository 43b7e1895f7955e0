"""What a reporter may take back with the receipt alone, and what time takes back from us."""

import logging
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from core.audit import audit
from factcheck.models import Check
from reports.models import Case, HoaxReport, Message, ReportImage, ReportMeaning
from reports.models.report import private_storage

log = logging.getLogger(__name__)

RAW = timedelta(days=30)  # after the case was closed
CONTACT = timedelta(days=90)  # after the case was closed
LONGEST = timedelta(days=180)  # after receipt, whatever became of it
CHECKS = timedelta(days=90)
LEFT = timedelta(days=1)  # in which whoever writes a picture's file has written its row
BATCH = 500
NOTHING = {
    "text": "",
    "url": "",
    "found_text": "",
    "image_count": 0,
    "matches": [],
    "idempotency_key": None,
    "fingerprint": "",
}


@transaction.atomic
def withdraw_contact(*, report: HoaxReport) -> None:
    """Forget how to reach the reporter; the report stays."""
    if _erase_contacts([report.pk]):
        audit(actor=None, action="withdraw_contact", subject=report)


@transaction.atomic
def withdraw(*, report: HoaxReport) -> None:
    """Delete the report with everything that belongs to it. Its receipt leads nowhere from now on."""
    _delete_pictures([report.pk])
    audit(actor=None, action="withdraw", subject=report)
    case = report.case_id
    report.delete()
    Case.objects.empty().filter(pk=case).delete()


def erase_what_is_due() -> dict[str, int]:
    """Delete what has been kept long enough; how many rows, by what was deleted."""
    now = timezone.now()
    counts = {
        "reports": _in_batches(_erase_raw, HoaxReport.objects.raw_until(now - RAW, now - LONGEST)),
        "contacts": _in_batches(
            _erase_contacts, HoaxReport.objects.reachable_until(now - CONTACT, now - LONGEST)
        ),
        "files": _delete_leftovers(now - LEFT),
        "checks": _in_batches(_erase_checks, Check.objects.filter(created_at__lt=now - CHECKS)),
    }
    log.info("erased after their time: %s", counts)
    return counts


def _in_batches(erase, rows) -> int:
    """Short transactions: thousands of rows may be due on one day."""
    done = 0
    while ids := list(rows.values_list("pk", flat=True)[:BATCH]):
        erase(ids)
        done += len(ids)
    return done


def _erase_raw(ids: list[int]) -> None:
    _delete_pictures(ids)
    with transaction.atomic():
        ReportImage.objects.filter(report__in=ids).delete()
        ReportMeaning.objects.filter(report__in=ids).delete()
        HoaxReport.objects.filter(pk__in=ids).update(**NOTHING, erased_at=timezone.now())


def _erase_contacts(ids: list[int]) -> int:
    with transaction.atomic():
        Message.objects.filter(report__in=ids).exclude(sent_key="").update(sent_key="")
        reachable = HoaxReport.objects.with_contact().filter(pk__in=ids)
        return reachable.update(contact=None, contact_kind="")


def _erase_checks(ids: list[int]) -> None:
    Check.objects.filter(pk__in=ids).delete()


def _delete_pictures(ids: list[int]) -> None:
    """The files go before their rows: whatever dies in between, the rows lead here again."""
    for name in ReportImage.objects.fetched().filter(report__in=ids).values_list("image", flat=True):
        private_storage().delete(name)


def _delete_leftovers(written_before) -> int:
    """Delete the files of pictures that nothing points at: who wrote them died before writing the row."""
    storage = private_storage()
    folder = ReportImage._meta.get_field("image").upload_to
    names = [f"{folder}/{name}" for name in storage.listdir(folder)[1]] if storage.exists(folder) else []
    known = set(ReportImage.objects.fetched().values_list("image", flat=True))
    left = [name for name in names if name not in known and storage.get_modified_time(name) < written_before]
    for name in left:
        storage.delete(name)
    return len(left)
