import os
from dataclasses import fields

import pytest

from core.models import AuditEntry
from factcheck import actions as debunks
from factcheck.tests.making import draft, make_user, published, retracted
from matching.manifest import NAME, Manifest
from reports import cases, news
from reports.freshness import newest_indexed
from reports.models import Case, HoaxReport
from reports.tests.making import HOAX, OTHER, accepted, answer, processed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_match")]


@pytest.fixture
def editor():
    return make_user()


@pytest.fixture
def case():
    for mark in ("", "!", "!!"):
        report = processed(HOAX + mark)
    return report.case


def states() -> set:
    return set(HoaxReport.objects.values_list("state", flat=True))


def test_an_answer_reaches_everyone(case, editor):
    waiting, debunk = accepted(OTHER), published()
    cases.answer(case=case, debunk=debunk, actor=editor)
    assert {(report.state, report.debunk) for report in case.reports.all()} == {("answered", debunk)}
    waiting.refresh_from_db()
    assert waiting.state == "received"
    entry = AuditEntry.objects.get(action="answer")
    assert (entry.actor, entry.details["reports"]) == (editor, 3)


@pytest.mark.parametrize("make", [draft, retracted])
def test_only_a_published_debunk_is_an_answer(case, editor, make):
    with pytest.raises(cases.ActionRefused, match="sudah terbit"):
        cases.answer(case=case, debunk=make(), actor=editor)
    assert states() == {"queued"}


def test_a_rejection_needs_a_reason_and_reaches_everyone(case, editor):
    with pytest.raises(cases.ActionRefused, match="alasan"):
        cases.reject(case=case, reason="  ", actor=editor)
    cases.reject(case=case, reason="Ini pendapat, bukan klaim.", actor=editor)
    assert states() == {"rejected"}


def test_a_closed_case_is_not_closed_again(case, editor):
    cases.reject(case=case, reason="Iklan", actor=editor)
    with pytest.raises(cases.ActionRefused, match="sudah ditutup"):
        cases.answer(case=case, debunk=published(), actor=editor)
    cases.reopen(case=case, actor=editor, why="salah pencet")
    assert states() == {"queued"}


def test_a_debunk_begins_with_the_case(case, editor):
    HoaxReport.objects.filter(case=case).update(url="https://contoh.id/a")
    started = cases.start_debunk(case=case, actor=editor)
    assert (started.claim, started.state, started.author) == (HOAX, "draft", editor)
    assert [seen.url for seen in started.appearances.all()] == ["https://contoh.id/a"]
    case.refresh_from_db()
    assert (case.debunk, case.assignee, case.state) == (started, editor, "open")
    assert cases.start_debunk(case=case, actor=editor) == started


def test_publishing_the_draft_answers_the_case(case, editor):
    started = cases.start_debunk(case=case, actor=editor)
    debunks.publish(debunk=started, actor=None)
    news.follow()
    assert states() == {"answered"}
    assert HoaxReport.objects.first().debunk == started


def test_discarding_the_draft_leaves_the_case_open(case, editor):
    debunks.discard(debunk=cases.start_debunk(case=case, actor=editor), actor=editor)
    case.refresh_from_db()
    assert (case.state, case.debunk) == ("open", None)


def test_a_retracted_answer_puts_the_case_before_the_editors_again(case, editor):
    debunk = published()
    cases.answer(case=case, debunk=debunk, actor=editor)
    news.follow()
    debunks.retract(debunk=debunk, actor=editor, reason="Sumbernya keliru")
    news.follow()
    assert states() == {"queued"}
    case.refresh_from_db()
    assert (case.state, case.debunk) == ("open", None)


def test_open_cases_are_held_against_what_was_published_since(case, monkeypatch):
    debunk, asked = published(), []
    monkeypatch.setattr("reports.news.newest_indexed", lambda: debunk.change_number)
    monkeypatch.setattr("reports.news.check", lambda **kwargs: asked.append(kwargs["text"]) or answer())
    news.follow()
    news.follow()
    assert asked == [HOAX], "once for each change"
    debunk = debunks.update(debunk=debunk, actor=None, fields={"kind": "palsu"})
    monkeypatch.setattr("reports.news.check", lambda **kwargs: answer(debunk))
    news.follow()
    assert states() == {"answered"}


def test_a_change_is_left_until_the_index_has_it(case, monkeypatch):
    published()
    monkeypatch.setattr("reports.news.check", lambda **kwargs: pytest.fail("too early"))
    news.follow()
    assert Case.objects.get().checked_to == 0


def test_a_follower_ahead_of_the_log_begins_anew(case, editor):
    started = cases.start_debunk(case=case, actor=editor)
    debunks.publish(debunk=started, actor=None)
    news.changes.advance(news.FOLLOWER, 10_000)
    news.follow()
    assert states() == {"answered"}
    assert news.changes.cursor(news.FOLLOWER) == news.changes.last_number()


def test_an_index_that_just_changed_counts_as_behind(settings, tmp_path):
    settings.INDEX_DIR = tmp_path
    assert newest_indexed() == 0
    values = {field.name: "" for field in fields(Manifest)} | {"cursor": 7, "sizes": {}, "deltas": []}
    Manifest(**values).save(tmp_path)
    assert newest_indexed() == 0
    os.utime(tmp_path / NAME, (1, 1))
    assert newest_indexed() == 7


def test_a_long_message_names_its_case_by_whole_words():
    report = processed("Awas ada kabar palsu tentang kotak suara. " * 10)
    assert len(report.case.title) <= 120 and report.case.title.endswith("palsu tentang kotak…")
