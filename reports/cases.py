"""What an editor does to a case. Each verb is one transaction and speaks for all reports in the case."""

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.audit import audit
from core.outbox import outbox
from factcheck import actions as debunks
from factcheck.models import Debunk
from reports.joining import Traits, forget, rule
from reports.masking import mask
from reports.models import Case, HoaxReport


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
    """Put a closed case before the editors again, its reports with it.

    A person who does so says that the debunk is no answer: the machine will not take it for one again.
    """
    case = _locked(case)
    if case.state == Case.State.OPEN:
        return case
    if actor and case.debunk:
        case.refused_debunks.add(case.debunk)
    case.state, case.debunk, case.reason, case.closed_at = Case.State.OPEN, None, "", None
    case.save(update_fields=["state", "debunk", "reason", "closed_at"])
    case.reports.settled().update(**case.outcome())
    audit(actor=actor, action="reopen", subject=case, why=why)
    return case


@transaction.atomic
def merge(*, case: Case, into: Case, actor) -> Case:
    """Make two cases one: the reports of the open `case` share the fate of `into` from now on."""
    case, into = _locked(case), _locked(into)
    _require_open(case)
    if case == into or case.kind != into.kind:
        raise ActionRefused(_("Hanya dua kasus berbeda yang sejenis bisa digabung."))
    for sketch in case.sketches.all():
        sketch.case, sketch.ruled = into, True
        sketch.save(update_fields=["case", "ruled"])
    for number in case.numbers.values_list("digest", flat=True):
        into.numbers.get_or_create(digest=number)
    moved = case.reports.update(case=into)
    into.reports.settled().update(**into.outcome())
    audit(actor=actor, action="merge", subject=into, merged=case.pk, title=case.title, reports=moved)
    case.delete()
    return into


@transaction.atomic
def split(*, reports: Sequence[HoaxReport], actor) -> Case:
    """Take reports of one case out into an open case of their own; like ones will follow them there."""
    origins = {report.case for report in reports}
    first = origins.pop()
    if first is None or origins:
        raise ActionRefused(_("Pilih laporan dari satu kasus saja."))
    origin = _locked(first)
    if origin.reports.count() <= len(reports):
        raise ActionRefused(_("Semua laporan kasus ini dipilih; tidak ada yang perlu dipisah."))
    case = Case.objects.create(title=Traits.of(reports[0]).title, kind=origin.kind)
    if origin.debunk:
        case.refused_debunks.add(origin.debunk)
    for report in reports:
        _take_along(report, origin, case)
    HoaxReport.objects.filter(pk__in=[report.pk for report in reports]).update(case=case, **case.outcome())
    audit(actor=actor, action="split", subject=case, origin=origin.pk, reports=len(reports))
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
def edit(*, case: Case, title: str, assignee, harm: int, actor) -> Case:
    """Name the case, say who works on it (None: nobody) and how much harm the claim can do."""
    case = _locked(case)
    case.title, case.assignee, case.harm = title, assignee, harm
    case.save(update_fields=["title", "assignee", "harm"])
    audit(actor=actor, action="edit", subject=case, assignee=assignee.pk if assignee else None)
    return case


@transaction.atomic
def assign(*, case: Case, assignee, actor) -> Case:
    """Say who works on the open case; None is nobody."""
    _require_open(case)
    return edit(case=case, title=case.title, assignee=assignee, harm=case.harm, actor=actor)


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


def _take_along(report: HoaxReport, origin: Case, case: Case) -> None:
    """The wording of the report leads to its new case, not to the old one."""
    traits = Traits.of(report)
    if traits.digest:
        forget(origin, traits.digest)
        rule(case, traits.digest)
    for number in traits.numbers:
        case.numbers.get_or_create(digest=number)


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
