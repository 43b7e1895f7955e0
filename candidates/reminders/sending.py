"""Sending the letters. A letter is claimed before it is sent, and sent at most once.

The address is opened here and nowhere else, for as long as it takes to send.
"""

import logging
import smtplib
import time
from datetime import timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from candidates.models import ReminderLetter
from candidates.reminders.asking import KEY, confirming, stopping
from core.sealing import CannotOpen, unseal

log = logging.getLogger(__name__)

State = ReminderLetter.State
Kind = ReminderLetter.Kind
SECONDS = 15  # of sending in one run, less than a task may take
MAX_ATTEMPTS = 5
NOT_SENT = (
    smtplib.SMTPConnectError,
    smtplib.SMTPHeloError,
    smtplib.SMTPAuthenticationError,
    ConnectionRefusedError,
)
REFUSED = (smtplib.SMTPRecipientsRefused, smtplib.SMTPSenderRefused, CannotOpen)


def send_due() -> int:
    """Send what is due, for a while; how many letters were dealt with."""
    dead = ReminderLetter.objects.abandoned(timezone.now())
    dead.update(state=State.UNCERTAIN, failure="the worker died while sending")
    done, until = 0, time.monotonic() + SECONDS
    while time.monotonic() < until:
        row = ReminderLetter.objects.due(timezone.now()).first()
        if row is None:
            break
        done += send(row)
    return done


def send(row: ReminderLetter) -> bool:
    """Send one letter, unless another worker was faster."""
    claim = ReminderLetter.objects.filter(pk=row.pk, state=State.WAITING)
    if not claim.update(state=State.SENDING, claimed_at=timezone.now(), attempts=row.attempts + 1):
        return False
    letter = ReminderLetter.objects.select_related("reminder__election", "stage__election").get(pk=row.pk)
    made = None
    try:
        made = mail_of(letter, unseal(letter.reminder.address, key=KEY))
        made.send()
    except REFUSED as error:
        _finish(letter, State.FAILED, type(error).__name__)
    except Exception as error:
        if made is None or isinstance(error, NOT_SENT):
            _again(letter, type(error).__name__)
        else:  # sent or not: nobody knows, and a second letter would be worse than none
            _finish(letter, State.UNCERTAIN, type(error).__name__)
    else:
        _finish(letter, State.SENT)
    return True


def mail_of(letter: ReminderLetter, address: str) -> EmailMessage:
    """The letter in the language in which it was asked for, with one click to stop (RFC 8058)."""
    reminder = letter.reminder
    with translation.override(reminder.language):
        stop = settings.SITE_URL + reverse("reminder_stop", args=[stopping(reminder)])
        context = {
            "letter": letter,
            "stage": letter.stage,
            "election": reminder.election,
            "revision": letter.stage.revisions.last()
            if letter.stage and letter.kind == Kind.REVISED
            else None,
            "site": settings.SITE_URL,
            "confirm": settings.SITE_URL + reverse("reminder_confirm", args=[confirming(reminder)]),
            "stop": stop,
        }
        text = render_to_string("candidates/reminders/letter.txt", context).strip() + "\n"
        headers = {
            "List-Unsubscribe": f"<{stop}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            "Auto-Submitted": "auto-generated",
        }
        return EmailMessage(_subject(letter), text, to=[address], headers=headers)


def _subject(letter: ReminderLetter) -> str:
    if letter.stage is None:  # asked to confirm
        return _("Konfirmasi pengingat %(election)s") % {"election": letter.reminder.election.name}
    subjects = {
        Kind.AHEAD: _("Pengingat: %(stage)s"),
        Kind.REVISED: _("Jadwal berubah: %(stage)s"),
        Kind.CANCELLED: _("Tahapan dibatalkan: %(stage)s"),
    }
    return subjects[Kind(letter.kind)] % {"stage": letter.stage.name}


def _again(letter: ReminderLetter, reason: str) -> None:
    if letter.attempts >= MAX_ATTEMPTS:
        _finish(letter, State.FAILED, reason)
        return
    pause = timedelta(seconds=30 * 4 ** (letter.attempts - 1))
    _held(letter).update(state=State.WAITING, failure=reason, retry_at=timezone.now() + pause)


def _finish(letter: ReminderLetter, state: str, reason: str = "") -> None:
    if reason:
        log.warning("reminder letter %s is %s: %s", letter.pk, state, reason)
    _held(letter).update(state=state, failure=reason)


def _held(letter: ReminderLetter):
    return ReminderLetter.objects.filter(pk=letter.pk, state=State.SENDING, attempts=letter.attempts)
