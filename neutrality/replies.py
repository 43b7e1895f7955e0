"""The right of reply: somebody who was reported speaks, and officers put it beside the case it belongs to.

Nobody is told whether there is a report: who asks learns only that their words were received.
"""

from collections.abc import Mapping
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.audit import audit
from neutrality import desk, sealed
from neutrality.models import Case, ReplyRequest, RetentionRun
from neutrality.officers import require_officer

KEPT = timedelta(days=90)  # where no officer has found a case for it
State = ReplyRequest.State


@transaction.atomic
def request_reply(*, words: Mapping[str, str]) -> ReplyRequest:
    """Keep, sealed, what somebody wants noted: `text`, `name`, `institution`, `reference`, `contact`."""
    asked = ReplyRequest.objects.create(content=sealed.close(dict(words)))
    audit(actor=None, action="request_reply", subject=asked)
    return asked


def read_reply(*, asked: ReplyRequest, actor) -> dict[str, str] | None:
    """The words, for an officer's eyes; that they were read is noted first. None once deleted."""
    require_officer(actor)
    audit(actor=actor, action="read_reply", subject=asked)
    return sealed.open_(asked.content)


@transaction.atomic
def attach(*, asked: ReplyRequest, case: Case, actor) -> None:
    """Note the reply on a case: its text goes along with the referral.

    Who asked, and where to answer them, stays sealed here for the officers, and is deleted with the case.
    """
    asked = _waiting(asked, actor)
    report = case.reports.first()
    if report is None:
        raise desk.Refused(_("Kasus itu tidak punya laporan lagi."))
    words = sealed.open_(asked.content)
    desk.note_reply(report=report, text=words["text"], actor=actor)
    asked.case = case
    _decide(asked, State.ATTACHED, actor)


@transaction.atomic
def decline(*, asked: ReplyRequest, actor) -> None:
    """There is no case of ours that it belongs to. Its words are deleted at once."""
    asked = _waiting(asked, actor)
    asked.content = None
    _decide(asked, State.DECLINED, actor)


@transaction.atomic
def forget() -> int:
    """Delete the words of requests that have waited too long; how many there were, which is noted too."""
    waiting = ReplyRequest.objects.filter(state=State.NEW, content__isnull=False)
    count = waiting.filter(received_at__lt=timezone.now() - KEPT).update(content=None)
    if count:
        RetentionRun.objects.create(counts={"reply": count})
    return count


def _waiting(asked: ReplyRequest, actor) -> ReplyRequest:
    require_officer(actor)
    asked = ReplyRequest.objects.select_for_update().get(pk=asked.pk)
    if asked.state != State.NEW or asked.content is None:
        raise desk.Refused(_("Permintaan ini sudah diputus atau sudah dihapus."))
    return asked


def _decide(asked: ReplyRequest, state: str, actor) -> None:
    asked.state, asked.decided_by, asked.decided_at = state, actor, timezone.now()
    asked.save()
    audit(actor=actor, action=f"{state}_reply", subject=asked, case=asked.case_id)
