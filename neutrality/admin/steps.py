"""Which step of a case comes next; the desk shows it first and open."""

from neutrality.models import Case, Referral

State = Case.State
AFTER = {Referral.State.RETURNED: "reopen", Referral.State.DECIDED: "close"}


def next_of(case: Case) -> str:
    """The name of the verb that brings `case` on; empty where nothing does."""
    if case.state == State.REVIEW and case.checklist and all(case.checklist.values()):
        return "propose"
    if case.state == State.REFERRED:
        newest = next((one for one in case.referrals.all() if one.agreed), None)
        return AFTER.get(Referral.State(newest.state), "news") if newest else "news"
    return NEXT.get(State(case.state), "")


NEXT = {
    State.NEW: "assess",
    State.REVIEW: "assess",
    State.PROPOSED: "approve",
}
