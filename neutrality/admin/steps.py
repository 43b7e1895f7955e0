"""Which step of a case comes next; the desk shows it first and open."""

from neutrality.models import Case, Referral

State = Case.State
DONE = (Referral.State.RETURNED, Referral.State.DECIDED)


def next_of(case: Case) -> str:
    """The name of the verb that brings `case` on; empty where nothing does."""
    if case.state == State.REVIEW and case.checklist and all(case.checklist.values()):
        return "propose"
    if case.state == State.REFERRED and any(one.state in DONE for one in case.referrals.all()):
        return "close"
    return NEXT.get(State(case.state), "")


NEXT = {
    State.NEW: "assess",
    State.REVIEW: "assess",
    State.PROPOSED: "approve",
    State.REFERRED: "news",
}
