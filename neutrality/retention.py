"""Deleting on time: what a closed case leaves behind are its dates, its choices and the log of custody."""

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from core.audit import audit
from neutrality import custody, vault
from neutrality.evidence import drop
from neutrality.models import (
    Case,
    ConfidentialReport,
    Evidence,
    EvidenceFile,
    Mark,
    Message,
    Referral,
    ReferralNews,
    ReplyRequest,
    RetentionPeriod,
    RetentionRun,
)

DataClass = RetentionPeriod.DataClass


def sweep() -> RetentionRun | None:
    """Delete every class of data whose time has passed; what was deleted is noted as counts only."""
    counts: Counter[str] = Counter()
    for data_class in DataClass:
        overdue = Case.objects.closed_before(timezone.now() - time_kept(data_class))
        for case in overdue.iterator():
            with transaction.atomic():
                counts[data_class] += _ERASERS[data_class](case)
    found = {name: count for name, count in counts.items() if count}
    return RetentionRun.objects.create(counts=found) if found else None


def time_kept(data_class: str) -> timedelta:
    row = RetentionPeriod.objects.filter(data_class=data_class).first()
    return timedelta(days=row.days) if row else RetentionPeriod.DEFAULT


@transaction.atomic
def erase(*, case: Case, actor, data_classes: Iterable[str] = DataClass) -> None:
    """Delete the personal data of one case now. A legal hold is for the caller to look at."""
    counts = {str(name): _ERASERS[name](case) for name in data_classes}
    audit(actor=actor, action="erase", subject=case, counts=counts)
    RetentionRun.objects.create(counts={name: count for name, count in counts.items() if count})


@transaction.atomic
def erase_report(*, report: ConfidentialReport) -> None:
    """Delete all that one report holds, and nothing of the others of its case."""
    own = ConfidentialReport.objects.filter(pk=report.pk)
    counts = {
        DataClass.EVIDENCE: _erase_files(own),
        DataClass.CONTACT: _erase_contacts(own),
        DataClass.CONTENT: _erase_words(own),
    }
    RetentionRun.objects.create(counts={str(name): count for name, count in counts.items() if count})


def _erase_contact(case: Case) -> int:
    return _erase_contacts(case.reports.all())


def _erase_contacts(reports: QuerySet) -> int:
    return reports.filter(contact__isnull=False).update(contact=None)


def _erase_content(case: Case) -> int:
    Referral.objects.filter(case=case).update(reasons=None)
    ReferralNews.objects.filter(referral__case=case).update(note=None)
    ReplyRequest.objects.filter(case=case).update(content=None)
    Case.objects.filter(pk=case.pk).update(covered=None)
    return _erase_words(case.reports.all())


def _erase_words(reports: QuerySet) -> int:
    """Words, conversation and marks; the reporters' codes stop working."""
    Mark.objects.filter(report__in=reports).delete()
    Message.objects.filter(report__in=reports).update(text=None, for_reporter=None)
    told = reports.filter(content__isnull=False)
    return told.update(content=None, code="", salt=None, reporter_key=None)


def _erase_evidence(case: Case) -> int:
    return _erase_files(case.reports.all())


def _erase_files(reports: QuerySet) -> int:
    files = EvidenceFile.objects.filter(evidence__report__in=reports).select_related("evidence__report")
    count = 0
    for file in files:
        drop(file)
        count += 1
    pieces = Evidence.objects.filter(report__in=reports)
    pieces.filter(state=Evidence.State.WAITING).update(state=Evidence.State.FAILED)
    pieces.update(source=None)
    return count


def _erase_bundle(case: Case) -> int:
    count = 0
    for referral in Referral.objects.filter(case=case).exclude(bundle=""):
        stored = vault.Stored(referral.bundle, 0, referral.bundle_sha256, "")
        custody.note(custody.Event.DELETED, case_number=case.pk, file=stored)
        Referral.objects.filter(pk=referral.pk).update(bundle="", bundle_sha256="")
        transaction.on_commit(lambda name=stored.name: vault.remove(name))
        count += 1
    return count


_ERASERS: dict[str, Callable[[Case], int]] = {
    DataClass.CONTACT: _erase_contact,
    DataClass.CONTENT: _erase_content,
    DataClass.EVIDENCE: _erase_evidence,
    DataClass.BUNDLE: _erase_bundle,
}
