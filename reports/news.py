"""How the news of a debunk reaches those who reported its claim: by following the log of changes."""

import contextlib

from django.db import transaction

from core import changes
from core.models import Change
from factcheck.check import check
from factcheck.models import Debunk
from reports import answers, cases
from reports.freshness import newest_indexed
from reports.models import Case, HoaxReport
from reports.pipeline import PATIENCE

FOLLOWER = "reports"
MODEL = "factcheck.debunk"
BATCH = 500
RECHECKS = 50  # cases a run: a hundred thousand of them must not keep the worker


def follow() -> None:
    """Answer and reopen cases as debunks are published and retracted. Doing it twice does no harm."""
    number = changes.cursor(FOLLOWER)
    if number > changes.last_number():  # the database was restored from a backup
        number = 0
    for change in Change.objects.after(number)[:BATCH]:
        if change.model == MODEL:
            _tell(change.object_id)
        number = change.number
    changes.advance(FOLLOWER, number)
    _recheck()


def _tell(debunk_id: int) -> None:
    debunk = Debunk.objects.get(pk=debunk_id)
    if debunk.state == Debunk.State.PUBLISHED:
        for case in Case.objects.open().filter(debunk=debunk):
            _answer(case, debunk)
        HoaxReport.objects.filter(debunk=debunk, state=HoaxReport.State.ANSWERED).update(to_tell=True)
    elif debunk.state == Debunk.State.RETRACTED:
        for case in Case.objects.answered_with(debunk):
            _take_back(case, debunk)


@transaction.atomic
def _take_back(case: Case, debunk: Debunk) -> None:
    cases.reopen(case=case, actor=None, why="the debunk was retracted")
    answers.withdraw(case, debunk)


def _recheck() -> None:
    """Hold open cases against what was published since they were last looked at."""
    number = newest_indexed()
    for case in Case.objects.unchecked(number)[:RECHECKS]:
        debunk = _answer_now(case)
        if debunk:
            _answer(case, debunk)
        Case.objects.filter(pk=case.pk).update(checked_to=number)


def _answer(case: Case, debunk: Debunk) -> None:
    with contextlib.suppress(cases.ActionRefused):  # an editor was faster
        cases.answer(case=case, debunk=debunk, actor=None)


def _answer_now(case: Case) -> Debunk | None:
    report = case.reports.exclude(text="").order_by("id").first()
    if report is None:
        return None
    result = check(text=report.text, budget=PATIENCE, bare=True)
    refused = set(case.refused_debunks.values_list("pk", flat=True))
    matches = [match for match in result.matches if match.debunk_id not in refused]
    return next((match.debunk for match in matches if match.tier == "match"), None)
