"""What neutrality officers see of a case: its reports opened, its look-alikes, its rules and its clock."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from neutrality import clock, custody, sealed
from neutrality.handles import account_of
from neutrality.models import (
    CampaignAccount,
    Case,
    ConfidentialReport,
    Evidence,
    Mark,
    Message,
    Referral,
    ReferralNews,
    ReplyRequest,
    Rule,
)
from neutrality.officers import require_officer
from neutrality.periods import period_on
from neutrality.terms import Violation


@dataclass(frozen=True)
class OpenReport:
    """A report with its seals broken. `words` is None once it was erased."""

    report: ConfidentialReport
    words: dict[str, str] | None
    contact: str | None
    messages: list[tuple[Message, str]]
    evidence: list[tuple[Evidence, str]]


@dataclass(frozen=True)
class OpenReferral:
    """A referral with its seals broken: why it was proposed, and what was noted of the body's answers."""

    referral: Referral
    reasons: str
    news: list[tuple[ReferralNews, str]]


def read_case(*, case: Case, actor) -> list[OpenReport]:
    """Everything that was reported, for an officer's eyes; that it was opened is noted first.

    Raises core.sealing.CannotOpen where the key is missing.
    """
    require_officer(actor)
    with transaction.atomic():
        custody.note(custody.Event.OPENED, case_number=case.pk, actor=actor)
    reports = case.reports.prefetch_related("messages", "evidence__files")
    return [
        OpenReport(
            report,
            sealed.open_(report.content),
            sealed.open_(report.contact),
            [(message, sealed.open_(message.text) or "") for message in report.messages.all()],
            [(one, sealed.open_(one.source) or "") for one in report.evidence.all()],
        )
        for report in reports
    ]


def read_referrals(*, case: Case, actor) -> list[OpenReferral]:
    """The referrals of a case that `read_case` has opened, the newest first. Raises CannotOpen."""
    require_officer(actor)
    rows = case.referrals.select_related("competence__body").prefetch_related("news")
    return [
        OpenReferral(
            row,
            sealed.open_(row.reasons) or "",
            [(news, sealed.open_(news.note) or "") for news in row.news.all()],
        )
        for row in rows
    ]


def replies_of(case: Case):
    """What reported persons asked to be noted on this case, with where to answer them."""
    return ReplyRequest.objects.filter(case=case, content__isnull=False)


def came_late(case: Case) -> int:
    """How many pieces of evidence and messages came in after the proposal that is now to be decided."""
    proposal = case.referrals.filter(state=Referral.State.PROPOSED).first()
    if proposal is None:
        return 0
    of_case = {"report__case": case}
    pieces = Evidence.objects.filter(**of_case, added_at__gt=proposal.proposed_at)
    return pieces.count() + Message.objects.filter(**of_case, at__gt=proposal.proposed_at).count()


def names_covered(case: Case) -> list[str]:
    """The names that are covered in what is referred. Raises core.sealing.CannotOpen."""
    return sealed.open_(case.covered) or []


def registered_accounts(case: Case, opened: Sequence[OpenReport]) -> list[CampaignAccount]:
    """Campaign accounts that the links lead to and that were registered on the day it happened.

    The same name on another platform is another account; where none was told, any may be meant.
    """
    led_to = Q(pk__in=[])
    for one in opened:
        if not one.words or not one.words["url"]:
            continue
        same_platform = Q(platform=one.report.platform) if one.report.platform else Q()
        led_to |= same_platform & Q(handle=account_of(one.words["url"]))
    return list(CampaignAccount.objects.public().on(case.happened_on).filter(led_to))


def look_alikes(case: Case) -> list[tuple[Case, list[str]]]:
    """Other open cases with a mark in common, and which kinds of marks; the most alike first."""
    digests = Mark.objects.filter(report__case=case).values("digest")
    alike: dict[int, tuple[Case, set[str]]] = {}
    for mark in Mark.objects.filter(digest__in=digests).select_related("report__case"):
        other = mark.report.case
        if other.pk != case.pk and other.is_open:
            alike.setdefault(other.pk, (other, set()))[1].add(mark.get_kind_display())
    return sorted(((other, sorted(kinds)) for other, kinds in alike.values()), key=lambda one: -len(one[1]))


def rules_for(case: Case) -> list[Rule]:
    """The rules that were in force when it happened and speak about such an act."""
    period = period_on(case.election, case.happened_on).period if case.election else None
    asked = {"act": case.act, "audience": case.audience, "period": period}
    kind = case.election.kind if case.election else ""
    rules = Rule.objects.published().in_force(case.happened_on)
    return [rule for rule in rules if rule.binds(**asked, election_kind=kind)]


def deadlines(case: Case, register: clock.Register | None = None) -> list[clock.Deadline]:
    """Each body that receives the case on the register's day (today), and until when.

    Until an officer has said which kind of violation it is, it may be either, and both clocks run.
    """
    register = register or clock.Register.of(timezone.localdate())
    kind = case.election.kind if case.election else ""
    rows = [
        row
        for violation in ([case.violation] if case.rule_id else Violation.values)
        for row in register.receiving(violation=violation, audience=case.audience, election_kind=kind)
    ]
    return [register.deadline(row, known_on=case.known_on) for row in rows]


def clocks(case: Case, register: clock.Register | None = None) -> list[clock.Deadline]:
    """What runs now: until when to refer, or, once that is done, until when the body should answer."""
    if case.state != Case.State.REFERRED:
        return deadlines(case, register) if case.is_open else []
    register = register or clock.Register.of(timezone.localdate())
    found = [_handling(referral, register) for referral in case.referrals.all() if referral.agreed]
    return [deadline for deadline in found if deadline]


def _handling(referral: Referral, register: clock.Register) -> clock.Deadline | None:
    """From the day on which it reached the body; None before and once it is decided."""
    if referral.state in (Referral.State.RETURNED, Referral.State.DECIDED) or not referral.reached_on:
        return None
    return register.handling(referral.competence, received_on=referral.reached_on)
