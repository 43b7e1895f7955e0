"""Deadlines over weekends, holidays and the change of the receiving body."""

from datetime import date

import pytest

from neutrality.clock import Register, add_days
from neutrality.models import Competence


@pytest.mark.parametrize(
    ("known_on", "last"),
    [
        (date(2023, 12, 4), date(2023, 12, 13)),  # one weekend
        (date(2023, 12, 8), date(2023, 12, 19)),  # known on a Friday: two weekends
        (date(2023, 12, 9), date(2023, 12, 19)),  # known on a Saturday
        (date(2023, 12, 20), date(2024, 1, 3)),  # Christmas, the day after, and New Year
        (date(2024, 2, 5), date(2024, 2, 19)),  # Isra Mikraj, the day after, and the vote itself
        (date(2024, 4, 5), date(2024, 4, 24)),  # Idulfitri: a week and a day without offices
    ],
)
def test_seven_working_days_for_the_general_election(bodies, known_on, last):
    competence = Competence.objects.get(slug="bawaslu-pemilu")
    assert Register.of(known_on).deadline(competence, known_on=known_on).day == last


def test_seven_calendar_days_for_local_elections(bodies):
    competence = Competence.objects.get(slug="bawaslu-pilkada")
    assert Register.of(date(2024, 11, 25)).deadline(competence, known_on=date(2024, 11, 25)).day == date(
        2024, 12, 2
    )


@pytest.mark.parametrize(("today", "left", "over"), [(12, 1, False), (13, 0, False), (14, -1, True)])
def test_the_last_day_counts_in_full(bodies, today, left, over):
    competence = Competence.objects.get(slug="bawaslu-pemilu")
    found = Register.of(date(2023, 12, today)).deadline(competence, known_on=date(2023, 12, 4))
    assert (found.left, found.over) == (left, over)


def test_a_body_without_a_limit_has_no_last_day(bodies):
    competence = Competence.objects.get(slug="bkn-kode-etik")
    found = Register.of(date(2025, 9, 5)).deadline(competence, known_on=date(2024, 9, 5))
    assert (found.day, found.left, found.over) == (None, None, False)


@pytest.mark.parametrize(
    ("today", "step", "day"),
    [
        (date(2024, 10, 8), "Verifikasi oleh Satgas Netralitas ASN", date(2024, 10, 15)),
        (date(2024, 10, 15), "Verifikasi oleh Satgas Netralitas ASN", date(2024, 10, 15)),
        (date(2024, 10, 16), "Kajian Bawaslu", date(2024, 10, 18)),
        (date(2024, 12, 1), "Kajian Bawaslu", date(2024, 10, 18)),  # long overdue
    ],
)
def test_a_body_works_in_steps(bodies, today, step, day):
    competence = Competence.objects.get(slug="bkn-kode-etik")
    found = Register.of(today).handling(competence, received_on=date(2024, 10, 8))
    assert (found.step.name, found.day, found.over) == (step, day, today > day)


def test_working_days_of_a_later_step_cross_weekend_and_holiday(bodies):
    """Verified by Monday 22 December 2025; of the week after, Christmas and its joint leave do not count."""
    competence = Competence.objects.get(slug="bkn-kode-etik")
    found = Register.of(date(2025, 12, 25)).handling(competence, received_on=date(2025, 12, 15))
    assert (found.step.name, found.day) == ("Kajian Bawaslu", date(2025, 12, 29))


def test_a_body_without_steps_has_no_time_to_answer(bodies):
    competence = Competence.objects.get(slug="ppk-non-asn")
    found = Register.of(date(2025, 9, 5)).handling(competence, received_on=date(2024, 9, 5))
    assert (found.day, found.step) == (None, None)


@pytest.mark.parametrize(
    ("day", "body"), [(date(2024, 9, 3), "KASN"), (date(2024, 9, 4), "BKN"), (date(2026, 1, 2), "BKN")]
)
def test_the_body_changes_with_the_date(bodies, day, body):
    found = Register.of(day).receiving(violation="conduct", audience="pns", election_kind="local")
    assert [competence.body.abbreviation for competence in found] == [body]


def test_a_future_body_needs_a_row_and_no_code(bodies):
    row = Competence.objects.get(slug="bkn-kode-etik")
    Competence.objects.filter(pk=row.pk).update(valid_to=date(2027, 10, 15))
    row.pk, row.slug, row.valid_from = None, "lembaga-baru", date(2027, 10, 16)
    row.save()
    found = Register.of(date(2027, 10, 16)).receiving(violation="conduct", audience="pns", election_kind="")
    assert [competence.slug for competence in found] == ["lembaga-baru"]


@pytest.mark.parametrize(("kind", "slug"), [("general", "bawaslu-pemilu"), ("local", "bawaslu-pilkada")])
def test_offences_go_to_bawaslu_on_the_terms_of_their_election(bodies, kind, slug):
    found = Register.of(date(2024, 2, 1)).receiving(violation="offence", audience="pns", election_kind=kind)
    assert [competence.slug for competence in found] == [slug]


def test_working_days_cross_a_long_holiday(bodies):
    assert add_days(date(2026, 3, 17), 1, "working", Register.of(date(2026, 3, 17)).holidays) == date(
        2026, 3, 25
    )
