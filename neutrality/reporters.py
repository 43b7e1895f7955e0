"""What a reporter can do with code and passphrase: come back, add evidence, answer, withdraw."""

import hashlib
import hmac
import logging
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from redis.exceptions import RedisError

from core.audit import audit
from core.keys import secret
from neutrality import clock, evidence, intake, marks, receipts, retention, sealed
from neutrality.models import Case, ConfidentialReport, Mark, Message, Referral

log = logging.getLogger(__name__)
TRIES, WINDOW = 5, 15 * 60  # wrong ones, for one code; then a pause, for the right passphrase too


class TooManyTries(Exception):
    """This code was tried too often just now, whether it exists or not."""


def enter(*, code: str, passphrase: str) -> receipts.Stay | None:
    """A stay for who holds both; None otherwise, after the same work and with nothing said about why."""
    digest = receipts.digest(code)
    if _tries(digest) > TRIES:
        raise TooManyTries
    report = ConfidentialReport.objects.filter(code=digest).first()
    decoy = hmac.new(secret(settings.KEYS_DIR, "neutrality-codes"), digest.encode(), hashlib.sha512).digest()
    salt, wanted = decoy[:16], decoy[16:48]
    if report and report.salt and report.reporter_key:
        salt, wanted = bytes(report.salt), bytes(report.reporter_key)
    key = receipts.key_of(passphrase, salt)
    right = hmac.compare_digest(bytes(key.public_key), wanted)
    if not right or report is None:
        return None
    _take_back_try(digest)
    return receipts.Stay(report.pk, key)


def _tries(digest: str) -> int:
    """How often this code was tried in the last quarter of an hour, this time included."""
    key = f"neutrality:tries:{digest}"
    try:
        if cache.add(key, 1, WINDOW):
            return 1
        return cache.incr(key)
    except ValueError:  # it ran out between the two calls
        return 1
    except (RedisError, OSError) as error:
        log.warning("no counting of tries: the cache is down (%s)", type(error).__name__)
        return 0


def _take_back_try(digest: str) -> None:
    """Who holds the passphrase may come back as often as they like."""
    with suppress(ValueError, RedisError, OSError):
        cache.decr(f"neutrality:tries:{digest}")


def report_of(stay: receipts.Stay) -> ConfidentialReport:
    return ConfidentialReport.objects.select_related("case__election").get(pk=stay.report)


def conversation(stay: receipts.Stay) -> list[tuple[Message, str]]:
    """Questions and answers, as far as the reporter's own key opens them."""
    rows = Message.objects.filter(report=stay.report, for_reporter__isnull=False)
    return [(row, stay.read(row.for_reporter)) for row in rows]


@dataclass(frozen=True)
class Onward:
    """A referral as its reporter may know it: to whom, since when, and until when each step should last."""

    referral: Referral
    steps: list[clock.Deadline]


def referrals_of(case: Case) -> list[Onward]:
    """Where the case has gone, the newest first. The steps have days once it is on its way."""
    rows = case.referrals.select_related("competence__body").prefetch_related("competence__steps", "news")
    register = clock.Register.of(timezone.localdate())
    return [
        Onward(row, register.steps(row.competence, received_on=row.reached_on) if row.reached_on else [])
        for row in rows
        if row.agreed
    ]


def add_evidence(*, stay: receipts.Stay, uploads: Sequence, url: str = "") -> None:
    """More pictures or a link for an open case. Raises ValidationError."""
    report = _open_report(stay)
    url = url.strip()
    if not uploads and not url:
        raise ValidationError(_("Pilih gambar atau tulis tautan."))
    if url:
        intake.check_link(url)
    drafts = evidence.prepare(uploads)
    try:
        with transaction.atomic():
            evidence.attach(report=report, drafts=drafts, links=[url] if url else [])
            files = [draft.original.sha256 for draft in drafts]
            found = marks.marks_of(url=url, name="", institution="", files=files)
            Mark.objects.bulk_create(
                [Mark(report=report, kind=kind, digest=digest) for kind, digest in found],
                ignore_conflicts=True,
            )
            audit(actor=None, action="add_evidence", subject=report, count=len(drafts) + bool(url))
    except BaseException:
        evidence.discard(drafts)
        raise


@transaction.atomic
def answer(*, stay: receipts.Stay, text: str) -> None:
    """Words of the reporter to the officers. Raises ValidationError."""
    report = _open_report(stay)
    text = text.strip()
    if not text or len(text) > intake.MOST_LETTERS or "\0" in text:
        raise ValidationError(_("Tulis jawaban, paling panjang 10.000 karakter."))
    Message.objects.create(
        report=report,
        kind=Message.Kind.ANSWER,
        text=sealed.close(text),
        for_reporter=receipts.seal_for(report.reporter_key, text),
    )
    audit(actor=None, action="answer", subject=report)


@transaction.atomic
def forget_contact(*, stay: receipts.Stay) -> None:
    """Delete the contact alone: the report stays, and the officers ask through the receipt only."""
    report = report_of(stay)
    ConfidentialReport.objects.filter(pk=report.pk).update(contact=None)
    audit(actor=None, action="forget_contact", subject=report)


@transaction.atomic
def withdraw(*, stay: receipts.Stay) -> None:
    """Take the whole report back: its words, contact and evidence are deleted, its code ends with it.

    Raises ValidationError where officers have already begun to refer it, or the law keeps it.
    """
    report = _open_report(stay)
    case = Case.objects.select_for_update().get(pk=report.case_id)
    if kept := why_kept(case):
        raise ValidationError(kept)
    retention.erase_report(report=report)
    audit(actor=None, action="withdraw", subject=report)
    if not case.reports.filter(content__isnull=False).exists():
        case.state, case.closing, case.closed_at = Case.State.CLOSED, Case.Closing.WITHDRAWN, timezone.now()
        case.covered = None
        case.save(update_fields=["state", "closing", "closed_at", "covered"])


def why_kept(case: Case) -> str:
    """Why a report of `case` cannot be taken back now; empty where it can."""
    if case.was_referred:
        return _(
            "Kasus ini sudah dirujuk, jadi laporannya tidak dapat ditarik lagi: berkasnya ada pada lembaga."
        )
    if case.state not in (Case.State.NEW, Case.State.REVIEW):
        return _("Kasus ini sudah diusulkan untuk dirujuk, jadi laporannya tidak dapat ditarik lagi.")
    return _("Laporan ini harus disimpan karena kewajiban hukum.") if case.is_held else ""


def _open_report(stay: receipts.Stay) -> ConfidentialReport:
    report = report_of(stay)
    if not report.case.is_open:
        raise ValidationError(_("Kasus ini sudah ditutup. Buat laporan baru bila ada hal baru."))
    return report
