"""Sending the letters about keys. A letter is claimed before it is sent, and sent at most once.

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

from core.sealing import CannotOpen, unseal
from portal.keys.actions import SEAL
from portal.keys.links import confirming, managing_all
from portal.keys.models import KeyLetter

log = logging.getLogger(__name__)

State, Kind = KeyLetter.State, KeyLetter.Kind
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
    dead = KeyLetter.objects.abandoned(timezone.now())
    dead.update(state=State.UNCERTAIN, failure="the worker died while sending")
    done, until = 0, time.monotonic() + SECONDS
    while time.monotonic() < until:
        row = KeyLetter.objects.due(timezone.now()).first()
        if row is None:
            break
        done += send(row)
    return done


def send(row: KeyLetter) -> bool:
    """Send one letter, unless another worker was faster."""
    claim = KeyLetter.objects.filter(pk=row.pk, state=State.WAITING)
    if not claim.update(state=State.SENDING, claimed_at=timezone.now(), attempts=row.attempts + 1):
        return False
    letter = KeyLetter.objects.select_related("key").get(pk=row.pk)
    mail = None
    try:
        mail = mail_of(letter, unseal(letter.key.address, key=SEAL))
        mail.send()
    except NOT_SENT as error:
        _again(letter, type(error).__name__)
    except REFUSED as error:
        _finish(letter, State.FAILED, type(error).__name__)
    except Exception as error:
        if mail is None:  # it was not even written: a slow machine ran out of the task's time
            _again(letter, type(error).__name__)
        else:  # sent or not: nobody knows, and a second letter would be worse than none
            _finish(letter, State.UNCERTAIN, type(error).__name__)
    else:
        _finish(letter, State.SENT)
    return True


def mail_of(letter: KeyLetter, address: str) -> EmailMessage:
    """The letter in the language in which the key was asked for."""
    key = letter.key
    with translation.override(key.language):
        if letter.kind == Kind.CONFIRM:
            link = reverse("key_confirm", args=[confirming(key)])
        else:
            link = reverse("key_manage", args=[managing_all(key)])
        context = {"letter": letter, "key": key, "link": settings.SITE_URL + link}
        text = render_to_string("portal/keys/letter.txt", context).strip() + "\n"
        subjects = {
            Kind.CONFIRM: _("Konfirmasi kunci API Damaipedia"),
            Kind.MANAGE: _("Kelola kunci API Damaipedia"),
            Kind.PAUSED: _("Webhook Damaipedia dijeda"),
        }
        headers = {"Auto-Submitted": "auto-generated"}
        return EmailMessage(subjects[Kind(letter.kind)], text, to=[address], headers=headers)


def _again(letter: KeyLetter, reason: str) -> None:
    if letter.attempts >= MAX_ATTEMPTS:
        _finish(letter, State.FAILED, reason)
        return
    pause = timedelta(seconds=30 * 4 ** (letter.attempts - 1))
    _held(letter).update(state=State.WAITING, failure=reason, retry_at=timezone.now() + pause)


def _finish(letter: KeyLetter, state: str, reason: str = "") -> None:
    if reason:
        log.warning("letter %s about a key is %s: %s", letter.pk, state, reason)
    _held(letter).update(state=state, failure=reason)


def _held(letter: KeyLetter):
    return KeyLetter.objects.filter(pk=letter.pk, state=State.SENDING, attempts=letter.attempts)
