from datetime import date, datetime, time, timedelta
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from candidates.tests import factories
from factcheck.tests.making import published
from reports import answers, cases, counters, scoring
from reports.models import Case, HoaxReport
from reports.tests.making import HOAX, OTHER, processed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_match")]
CALM = scoring.Points("Tahap", 0, "")


def case(**fields):
    values = {"size": 1, "recent": 0, "harm": 2, "created_at": timezone.now()} | fields
    return SimpleNamespace(get_harm_display=lambda: "sedang", **values)


def score(**fields) -> float:
    return sum(part.points for part in scoring.parts(case(**fields), timezone.now(), CALM))


@pytest.mark.parametrize(
    ("more", "less"),
    [
        ({"size": 100}, {"size": 10}),
        ({"size": 10, "recent": 10}, {"size": 10, "recent": 0}),
        ({"harm": 3}, {"harm": 1}),
        ({"created_at": timezone.now() - timedelta(days=1)}, {}),
    ],
)
def test_what_raises_the_score(more, less):
    assert score(**more) > score(**less)


def test_no_part_outweighs_all_others():
    flood = score(size=10**6, recent=10**6)
    most = sum(scoring.MOST[name] for name in ("reach", "growth")) + scoring.HARM
    assert flood == pytest.approx(most)


def test_open_cases_are_put_in_order():
    for mark in ("", "!", "?"):
        big = processed(HOAX + mark).case
    small = processed(OTHER).case
    closed = processed("Kabar ketiga yang sudah lama dijawab oleh para editor kami").case
    cases.reject(case=closed, reason="Pendapat", actor=None)
    assert scoring.rescore() == 2
    assert list(Case.objects.open()) == [big, small]
    assert scoring.rescore() == 0


VOTE = date(2024, 2, 14)


@pytest.mark.parametrize(
    ("day", "points", "reason"),
    [
        (date(2022, 1, 1), 0, "tidak ada tahapan"),
        (date(2023, 12, 1), 0, "masih jauh"),
        (date(2024, 2, 5), 10, "9 hari sebelum"),
        (date(2024, 2, 12), 20, "masa tenang"),
        (VOTE, 20, "pemungutan"),
        (date(2024, 4, 1), 0, "sudah dihitung"),
        (date(2025, 1, 1), 0, "tidak ada tahapan"),
    ],
)
def test_the_phase_of_the_election_weighs_and_says_why(time_machine, day, points, reason):
    _election("Pemilu Uji", VOTE)
    time_machine.move_to(datetime.combine(day, time(12), ZoneInfo("Asia/Jakarta")))
    found = scoring.phase_points()
    assert (found.points, reason in found.reason) == (points, True)


def test_of_several_elections_the_most_urgent_one_counts(time_machine):
    _election("Pemilu Uji", VOTE)
    _election("Pilkada Uji", VOTE + timedelta(days=60))
    time_machine.move_to("2024-04-04T12:00:00+07:00")
    found = scoring.phase_points()
    assert found.points == 10 and found.reason.startswith("Pilkada Uji: 10 hari")


def _election(name, vote):
    made = factories.election(name=name, date=vote)
    for phase, kind, first, last in [
        ("before", "campaign", -75, -4),
        ("before", "quiet", -3, -1),
        ("during", "voting", 0, 0),
        ("during", "counting", 1, 34),
        ("after", "oath", 200, 200),
    ]:
        dates = {"starts": vote + timedelta(days=first), "ends": vote + timedelta(days=last)}
        factories.stage(election=made, phase=phase, kind=kind, **dates)


def test_the_median_time_to_an_answer():
    assert counters.median_minutes() is None
    for hours in (1, 3, 50):
        report = processed(HOAX + "!" * hours)
        HoaxReport.objects.filter(pk=report.pk).update(created_at=timezone.now() - timedelta(hours=hours))
    cases.answer(case=report.case, debunk=published(), actor=None)
    answers.write_all()
    assert counters.median_minutes() == 180


def test_reports_per_day_and_their_line():
    report = processed()
    HoaxReport.objects.filter(pk=processed(HOAX + "!").pk).update(
        created_at=timezone.now() - timedelta(days=3)
    )
    counts = counters.per_day([report.case])[report.case_id]
    assert (len(counts), counts[-1], counts[-4], sum(counts)) == (14, 1, 1, 2)
    assert counters.sparkline([0, 2, 1]) == "2.0,30.0 84.0,2.0 166.0,16.0"
    assert counters.sparkline([0, 0]) == "2.0,30.0 166.0,30.0"
