"""What becomes of a reader's request for a correction: asked, answered, told, withdrawn, forgotten."""

import logging
from datetime import timedelta
from smtplib import SMTPRecipientsRefused

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from core.audit import audit
from core.sealing import CannotOpen, seal, unseal
from factcheck.actions import ActionRefused
from factcheck.models import CorrectionRequest, Debunk
from factcheck.receipts import new_receipt

log = logging.getLogger(__name__)

KEY = "reports"  # the pair whose private half only the notifier has
RAW = timedelta(days=30)  # after the answer
CONTACT = timedelta(days=90)  # after the answer
LONGEST = timedelta(days=180)  # after it was asked, whatever became of it
AT_ONCE = 20
State = CorrectionRequest.State


@transaction.atomic
def ask(
    *, debunk: Debunk, text: str, source_url: str = "", contact: str = "", language: str = "id"
) -> CorrectionRequest:
    """Put a reader's request into the queue of the desk. The contact (an e-mail address) is sealed here."""
    request = CorrectionRequest.objects.create(
        receipt=new_receipt(),
        debunk=debunk,
        text=text,
        source_url=source_url,
        contact=seal(contact, key=KEY) if contact else None,
        language=language,
    )
    audit(actor=None, action="ask_correction", subject=request, debunk=debunk.pk)
    return request


@transaction.atomic
def answer(*, request: CorrectionRequest, actor, accepted: bool, text: str) -> CorrectionRequest:
    """Accept or decline a request, with the reason that its asker will read."""
    request = CorrectionRequest.objects.select_for_update().get(pk=request.pk)
    if request.state != State.OPEN:
        raise ActionRefused(_("Permintaan ini sudah dijawab."))
    if not text.strip():
        raise ActionRefused(_("Tulis jawabannya: yang meminta akan membacanya."))
    request.state = State.ACCEPTED if accepted else State.DECLINED
    request.answer = text.strip()
    request.answered_by, request.answered_at = actor, timezone.now()
    request.save(update_fields=["state", "answer", "answered_by", "answered_at"])
    audit(actor=actor, action=f"correction_request_{request.state}", subject=request)
    return request


@transaction.atomic
def withdraw(*, request: CorrectionRequest) -> None:
    """Delete the request with everything in it. Its receipt leads nowhere from now on."""
    audit(actor=None, action="withdraw_correction_request", subject=request, debunk=request.debunk_id)
    request.delete()


def tell_askers() -> int:
    """Write to those who left a contact and have an answer; how many letters were sent."""
    return sum(map(_tell, CorrectionRequest.objects.to_tell()[:AT_ONCE]))


def erase_what_is_due() -> dict[str, int]:
    """Delete what has been kept long enough; how many rows, by what was deleted."""
    now = timezone.now()
    raw = CorrectionRequest.objects.raw_until(now - RAW, now - LONGEST)
    contacts = CorrectionRequest.objects.reachable_until(now - CONTACT, now - LONGEST)
    counts = {
        "requests": raw.update(text="", source_url="", erased_at=now),
        "contacts": contacts.update(contact=None),
    }
    log.info("correction requests erased after their time: %s", counts)
    return counts


def _tell(request: CorrectionRequest) -> bool:
    """Send one letter, at most once: what could not be handed to the mail server is tried again later."""
    mine = CorrectionRequest.objects.filter(pk=request.pk, told_at=None)
    if not mine.update(told_at=timezone.now()):
        return False
    try:
        _letter(request).send()
    except SMTPRecipientsRefused:
        log.warning("the mail server refuses the address of correction request %s", request.pk)
    except (CannotOpen, OSError) as error:  # the mail server's other errors are OSErrors
        log.warning("no letter for correction request %s: %s", request.pk, type(error).__name__)
        CorrectionRequest.objects.filter(pk=request.pk).update(told_at=None)
    else:
        return True
    return False


def _letter(request: CorrectionRequest) -> EmailMessage:
    with translation.override(request.language):
        context = {"request": request, "debunk": request.debunk, "site": settings.SITE_URL}
        text = render_to_string("factcheck/request_letter.txt", context).strip() + "\n"
        subject = _("Jawaban atas permintaan koreksi Anda")
    return EmailMessage(subject, text, to=[unseal(request.contact or b"", key=KEY)])
