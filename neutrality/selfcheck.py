""" "May I …?", answered by the rule in force on a day. Only confirmed rules answer; none is made up."""

from dataclasses import dataclass
from datetime import date

from candidates.models import Election
from neutrality.models import LegalBasis, Rule, Sanction
from neutrality.periods import PeriodOfElection, period_on
from neutrality.terms import Severity


@dataclass(frozen=True)
class Answer:
    """`rule` is None where no confirmed rule speaks about the question; that is never a "yes"."""

    rule: Rule | None
    period: PeriodOfElection
    bases: list[LegalBasis]
    sanctions: list[Sanction]


def may_i(*, act: str, audience: str, election: Election, day: date) -> Answer:
    """What holds for `act` by a member of `audience` on `day` of `election`."""
    period = period_on(election, day)
    rules = Rule.objects.published().in_force(day).prefetch_related("bases")
    asked = {"act": act, "audience": audience, "period": period.period, "election_kind": election.kind}
    rule = next((rule for rule in rules if rule.binds(**asked)), None)
    if rule is None:
        return Answer(None, period, [], [])
    return Answer(
        rule,
        period,
        bases_on(rule, day, audience),
        sanctions_of(rule, audience=audience, election_kind=election.kind, day=day),
    )


def bases_on(rule: Rule, day: date, audience: str) -> list[LegalBasis]:
    """The legal bases of `rule` that were in force on `day` and bind `audience`."""
    return [
        basis
        for basis in rule.bases.all()
        if basis.is_published and basis.holds_on(day) and (not basis.audiences or audience in basis.audiences)
    ]


def sanctions_of(rule: Rule, *, audience: str, election_kind: str, day: date) -> list[Sanction]:
    """The sanctions between the rule's least and most that exist for `audience`, lightest first."""
    range_ = [*rule.severities, *([Severity.CONTRACT] if rule.least else [])]
    found = [
        sanction
        for sanction in Sanction.objects.published().in_force(day).select_related("basis")
        if sanction.severity in range_
        and audience in sanction.audiences
        and sanction.election_kind in ("", election_kind)
    ]
    return sorted(found, key=lambda sanction: Severity.values.index(sanction.severity))
