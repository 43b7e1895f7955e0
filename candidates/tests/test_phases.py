from datetime import date

import pytest
from django.db import transaction

from candidates.phases import phase_now, phases_now
from candidates.tests import factories
from core import changes

pytestmark = pytest.mark.django_db


@pytest.fixture
def election():
    made = factories.election(slug="pemilu-2024", date=date(2024, 2, 14))
    for phase, name, starts, ends in [
        ("before", "Masa kampanye", date(2023, 11, 28), date(2024, 2, 10)),
        ("before", "Masa tenang", date(2024, 2, 11), date(2024, 2, 13)),
        ("during", "Pemungutan suara", date(2024, 2, 14), date(2024, 2, 14)),
        ("during", "Rekapitulasi", date(2024, 2, 15), date(2024, 3, 20)),
        ("after", "Sumpah jabatan", date(2024, 10, 20), date(2024, 10, 20)),
    ]:
        factories.stage(election=made, phase=phase, name=name, starts=starts, ends=ends)
    return made


def test_without_a_schedule_there_is_no_phase():
    factories.election()
    assert phase_now(date(2024, 2, 5)) is None


def test_before_the_vote_the_days_are_counted(election):
    now = phase_now(date(2024, 2, 5))
    assert (now.phase, now.days) == ("before", 9)
    assert now.stage.name == "Masa kampanye"
    assert now.next.name == "Masa tenang"


@pytest.mark.parametrize(
    ("day", "stage", "following"),
    [
        (date(2024, 2, 14), "Pemungutan suara", "Rekapitulasi"),
        (date(2024, 3, 20), "Rekapitulasi", "Sumpah jabatan"),
    ],
)
def test_during_lasts_until_the_count_is_done(election, day, stage, following):
    now = phase_now(day)
    assert (now.phase, now.days) == ("during", None)
    assert (now.stage.name, now.next.name) == (stage, following)


def test_after_the_count_the_next_date_is_named(election):
    now = phase_now(date(2024, 5, 1))
    assert (now.phase, now.stage, now.next.name) == ("after", None, "Sumpah jabatan")
    assert not now.over


def test_when_all_is_over_nothing_is_next(election):
    now = phase_now(date(2026, 11, 21))
    assert (now.phase, now.next) == ("after", None)
    assert now.over


def test_a_running_schedule_comes_before_one_that_is_over(election):
    local = factories.election(slug="pilkada-2024", date=date(2024, 11, 27))
    factories.stage(election=local, phase="before", starts=date(2024, 8, 27), ends=date(2024, 9, 22))
    assert phase_now(date(2024, 2, 5)).election == election
    assert phase_now(date(2024, 9, 1)).election == local
    assert phase_now(date(2026, 1, 1)).election == local


def test_a_suggested_stage_is_not_shown(election):
    factories.stage(
        election=election,
        phase="after",
        starts=date(2027, 1, 1),
        ends=date(2027, 1, 2),
        publication="suggested",
    )
    assert phase_now(date(2026, 11, 21)).over


def test_votes_cast_abroad_do_not_end_the_time_before_the_vote(election):
    factories.stage(
        election=election, phase="during", starts=date(2024, 2, 5), ends=date(2024, 2, 14), name="Luar negeri"
    )
    now = phase_now(date(2024, 2, 6))
    assert (now.phase, now.days, now.stage.name) == ("before", 8, "Luar negeri")
    assert [stage.name for stage in now.running] == ["Luar negeri", "Masa kampanye"]


def test_the_quiet_period_is_known_from_the_kind_of_its_stage(election):
    election.stages.filter(name="Masa tenang").update(kind="quiet")
    assert not phase_now(date(2024, 2, 10)).quiet
    assert phase_now(date(2024, 2, 11)).quiet
    assert not phase_now(date(2024, 2, 14)).quiet


def test_a_cancelled_stage_does_not_count(election):
    election.stages.filter(name="Sumpah jabatan").update(cancelled_by="PKPU 9/2024")
    assert phase_now(date(2024, 5, 1)).over


def test_several_elections_are_in_phases_of_their_own(election):
    local = factories.election(slug="pilkada", date=date(2024, 11, 27), kind="local")
    factories.stage(election=local, starts=date(2024, 1, 26), ends=date(2024, 9, 1), name="Persiapan")
    found = phases_now(date(2024, 2, 20))
    assert [(now.election.slug, now.phase) for now in found] == [
        ("pemilu-2024", "during"),
        ("pilkada", "before"),
    ]
    assert phases_now(date(2025, 1, 1)) == []


@pytest.mark.parametrize(
    ("day", "phase", "quiet"),
    [
        (date(2023, 2, 14), "before", False),
        (date(2024, 2, 5), "before", False),
        (date(2024, 2, 12), "before", True),
        (date(2024, 2, 14), "during", False),
        (date(2024, 3, 1), "during", False),
        (date(2024, 4, 1), "after", False),
        (date(2024, 8, 14), "after", False),
    ],
)
def test_seven_days_from_a_year_before_to_half_a_year_after(election, day, phase, quiet):
    election.stages.filter(name="Masa tenang").update(kind="quiet")
    now = phase_now(day)
    assert (now.phase, now.quiet) == (phase, quiet)


def test_the_cost_does_not_grow_with_the_elections(election, django_assert_num_queries):
    for _ in range(5):
        factories.stage(election=factories.election(), starts=date(2024, 1, 1), ends=date(2024, 3, 1))
    with django_assert_num_queries(2):
        assert len(phases_now(date(2024, 2, 20))) == 6


@pytest.mark.django_db(transaction=True)
def test_schedules_are_read_again_only_after_a_change(election, django_assert_num_queries):
    def told(fact):
        with transaction.atomic():
            changes.record(kind="published", objects=[fact])

    told(election)
    assert len(phases_now(date(2024, 2, 20))) == 1
    with django_assert_num_queries(1):
        assert len(phases_now(date(2024, 2, 20))) == 1
    told(factories.stage(election=factories.election(), starts=date(2024, 1, 1), ends=date(2024, 3, 1)))
    assert len(phases_now(date(2024, 2, 20))) == 2
