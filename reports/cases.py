"""What an editor does to a case. Each verb is one transaction and speaks for all reports in the case."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.audit import audit
from factcheck import actions as debunks
from factcheck.models import Debunk
from reports.masking import mask
from reports.models import Case
from reports.outbox import outbox


class ActionRefused(Exception):
    """The action cannot be done; the message tells the editor why, and nothing was changed."""


@transaction.atomic
def answer(*, case: Case, debunk: Debunk, actor) -> Case:
    """Answer everyone who reported this claim with a published debunk."""
    if debunk.state != Debunk.State.PUBLISHED:
        raise ActionRefused(_("Hanya debunk yang sudah terbit bisa menjadi jawaban."))
    return _close(case, actor, "answer", state=Case.State.ANSWERED, debunk=debunk, reason="")


@transaction.atomic
def reject(*, case: Case, reason: str, actor) -> Case:
    """Close the case without a debunk; those who reported it read the reason."""
    reason = reason.strip()
    if not reason:
        raise ActionRefused(_("Tulis alasannya: pelapor akan membacanya."))
    return _close(case, actor, "reject", state=Case.State.REJECTED, debunk=None, reason=reason)


@transaction.atomic
def reopen(*, case: Case, actor, why: str) -> Case:
    """Put a closed case before the editors again, its reports with it."""
    changed = (
        Case.objects.filter(pk=case.pk)
        .exclude(state=Case.State.OPEN)
        .update(state=Case.State.OPEN, debunk=None, reason="", closed_at=None)
    )
    case.refresh_from_db()
    if changed:
        case.reports.settled().update(**case.outcome())
        audit(actor=actor, action="reopen", subject=case, why=why)
    return case


@transaction.atomic
def start_debunk(*, case: Case, actor) -> Debunk:
    """A draft that begins with the case's claim; publishing it answers the case."""
    case = _locked(case)
    _require_open(case)
    if case.debunk:
        return case.debunk
    first = case.reports.exclude(text="").order_by("id").first()
    draft = debunks.save_draft(
        debunk=Debunk(
            title=case.title,
            claim=mask(first.text) if first else case.title,
            verdict="belum-terbukti",
        ),
        actor=actor,
    )
    _add_appearances(case, draft)
    Case.objects.filter(pk=case.pk).update(debunk=draft, assignee=case.assignee or actor)
    audit(actor=actor, action="start_debunk", subject=case, debunk=draft.pk)
    return draft


@transaction.atomic
def edit(*, case: Case, title: str, assignee, actor) -> Case:
    """Name the case and say who works on it; `assignee` None: nobody."""
    case = _locked(case)
    case.title, case.assignee = title, assignee
    case.save(update_fields=["title", "assignee"])
    audit(actor=actor, action="edit", subject=case, assignee=assignee.pk if assignee else None)
    return case


def _close(case: Case, actor, verb: str, **fields) -> Case:
    case = _locked(case)
    _require_open(case)
    for name, value in fields.items():
        setattr(case, name, value)
    case.closed_at = timezone.now()
    case.save(update_fields=[*fields, "closed_at"])
    told = case.reports.settled().update(**case.outcome())
    transaction.on_commit(lambda: outbox.send("reports.tell"))
    audit(actor=actor, action=verb, subject=case, reports=told, debunk=case.debunk_id)
    return case


def _locked(case: Case) -> Case:
    return Case.objects.select_for_update(of=("self",)).get(pk=case.pk)


def _require_open(case: Case) -> None:
    if case.state != Case.State.OPEN:
        raise ActionRefused(_("Kasus ini sudah ditutup."))


def _add_appearances(case: Case, draft: Debunk) -> None:
    """Where the reporters saw it: the links they sent, each once."""
    links = dict.fromkeys(case.reports.exclude(url="").order_by("id").values_list("url", flat=True)[:20])
    for link in links:
        draft.appearances.create(platform="web", url=link[:1000])
