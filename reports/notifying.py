"""Telling reporters. A message is claimed before it is sent, and sent at most once.

The private key that opens the contacts is in this worker's environment alone.
"""

import logging
import time
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from core.audit import audit
from core.outbox import outbox
from core.sealing import CannotOpen, unseal
from reports.channels import Letter, NotSent, Outcome, Refused, channel
from reports.intake import keyed
from reports.models import HoaxReport, Message

log = logging.getLogger(__name__)

State = Message.State
SECONDS = 15  # of sending in one run, less than a task may take
MAX_ATTEMPTS = 5
DAY = timedelta(hours=24)


def send_due() -> int:
    """Send what is due, for a while; how many messages were dealt with."""
    Message.objects.abandoned(timezone.now()).update(
        state=State.UNCERTAIN, failure="the worker died while sending"
    )
    done, until = 0, time.monotonic() + SECONDS
    while time.monotonic() < until:
        message = Message.objects.due(timezone.now()).first()
        if message is None:
            break
        done += send(message)
    return done


def send(message: Message) -> bool:
    """Send one message, unless another worker was faster."""
    now = timezone.now()
    claim = Message.objects.filter(pk=message.pk, state=State.WAITING)
    if not claim.update(state=State.SENDING, claimed_at=now, attempts=message.attempts + 1):
        return False
    message.refresh_from_db()
    report = HoaxReport.objects.select_related("case").get(pk=message.report_id)
    if report.contact is None or _is_outdated(message, report):
        message.delete()
        return True
    try:
        address = unseal(bytes(report.contact), key="reports")
        sent_id = channel(message.channel).tell(address, letter(message, report))
    except NotSent as error:
        _again(message, str(error))
    except (Refused, CannotOpen, LookupError) as error:
        _finish(message, State.FAILED, str(error))
    except Exception as error:  # sent or not: nobody knows, so a person has to look
        _finish(message, State.UNCERTAIN, type(error).__name__)
    else:
        _finish(message, State.SENT, sent_key=keyed("sent", sent_id) if sent_id else "")
    return True


def hear(channel_name: str, outcome: Outcome) -> bool:
    """Note what the service says became of a message. Said again, or of what is not ours, it changes nothing.

    False where nobody knows yet whose it is: a worker may have sent it a moment ago. Ask to be told again.
    """
    ours = Message.objects.filter(channel=channel_name)
    sent = ours.filter(sent_key=keyed("sent", outcome.sent_id), state=State.SENT)
    if outcome.arrived:
        sent.update(sent_key="")
        return True
    if not outcome.lost:
        return True
    for message in sent:
        log.warning("message %s is failed: %s", message.pk, outcome.lost)
    lost = sent.update(state=State.FAILED, failure=outcome.lost[:200], sent_at=None, sent_key="")
    return bool(lost) or not ours.filter(state=State.SENDING).exists()


def _is_outdated(message: Message, report: HoaxReport) -> bool:
    """Whether there is newer to tell: an answer instead of the receipt or a withdrawal, or another answer."""
    if message.answer is None:
        return report.state == HoaxReport.State.ANSWERED
    return report.state != HoaxReport.State.QUEUED and report.debunk_id != message.answer.debunk_id


@transaction.atomic
def send_again(*, message: Message, actor) -> bool:
    """A person's word that an uncertain or failed message goes out once more: who has it gets it twice."""
    if not _looked_at(message).update(state=State.WAITING, retry_at=timezone.now(), failure=""):
        return False
    audit(actor=actor, action="send_again", subject=message)
    transaction.on_commit(lambda: outbox.send("reports.notify"))
    return True


@transaction.atomic
def leave(*, message: Message, actor) -> bool:
    """A person's word that an uncertain or failed message needs no more looking at."""
    if not _looked_at(message).update(state=State.LEFT):
        return False
    audit(actor=actor, action="leave", subject=message)
    return True


def _looked_at(message: Message):
    return Message.objects.to_look_at().filter(pk=message.pk)


def letter(message: Message, report: HoaxReport) -> Letter:
    """What the reporter reads, in the language of the report."""
    answer = message.answer or message.withdraws
    with translation.override(report.language):
        context = {
            "report": report,
            "answer": answer,
            "debunk": answer.debunk if answer else None,
            "verdict": answer.get_verdict_display() if answer else "",
            "withdrawn": message.withdraws,
            "corrected": _is_correction(message),
            "site": settings.SITE_URL,
        }
        return Letter(
            subject=_("Laporan %(receipt)s") % {"receipt": report.receipt},
            text=render_to_string("reports/letter.txt", context).strip() + "\n",
            reference=f"{message.pk}.{keyed('message', str(message.pk))[:16]}",
            language=report.language,
            late=message.channel != report.channel or timezone.now() - report.created_at > DAY,
        )


def _is_correction(message: Message) -> bool:
    answer = message.answer
    if answer is None or answer.debunk_id is None:
        return False
    earlier = message.report.answers.filter(debunk=answer.debunk_id, pk__lt=answer.pk)
    return earlier.exists()


def _again(message: Message, reason: str) -> None:
    if message.attempts >= MAX_ATTEMPTS:
        _finish(message, State.FAILED, reason)
        return
    pause = timedelta(seconds=30 * 4 ** (message.attempts - 1))
    _held(message).update(state=State.WAITING, failure=reason[:200], retry_at=timezone.now() + pause)


def _finish(message: Message, state: str, reason: str = "", sent_key: str = "") -> None:
    if reason:
        log.warning("message %s is %s: %s", message.pk, state, reason)
    sent_at = timezone.now() if state == State.SENT else None
    _held(message).update(state=state, failure=reason[:200], sent_at=sent_at, sent_key=sent_key)


def _held(message: Message):
    return Message.objects.filter(pk=message.pk, state=State.SENDING, attempts=message.attempts)
