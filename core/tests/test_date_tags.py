from datetime import UTC, date, datetime

import pytest
from django.utils.translation import override

from core.templatetags.dates import day, moment, span, weekday

VOTE = date(2024, 2, 14)


def test_a_day_is_named_in_the_reader_s_language():
    assert day(VOTE) == '<time datetime="2024-02-14">14 Februari 2024</time>'
    with override("en"):
        assert day(VOTE) == '<time datetime="2024-02-14">14 February 2024</time>'


def test_a_weekday_is_said_where_it_matters():
    assert ">Rabu, 14 Februari 2024<" in weekday(VOTE)


def test_the_day_of_a_moment_is_the_day_in_indonesia():
    assert "1 Januari 2025" in day(datetime(2024, 12, 31, 20, 0, tzinfo=UTC))


def test_an_iso_date_of_a_file_is_read():
    assert "3 Januari 2019" in day("2019-01-03")


@pytest.mark.parametrize("nothing", [None, ""])
def test_no_date_shows_nothing(nothing):
    assert day(nothing) == ""
    assert moment(nothing) == ""


@pytest.mark.parametrize(
    ("zone", "shown"),
    [(None, "09.12 WIB"), ("Asia/Makassar", "10.12 WITA"), ("Asia/Jayapura", "11.12 WIT")],
)
def test_hours_always_carry_their_zone(zone, shown):
    assert shown in moment(datetime(2024, 2, 5, 2, 12, tzinfo=UTC), zone)


def test_english_hours_have_a_colon():
    with override("en"):
        assert "09:12 WIB" in moment(datetime(2024, 2, 5, 2, 12, tzinfo=UTC))


@pytest.mark.parametrize(
    ("starts", "ends", "shown"),
    [
        (VOTE, VOTE, "14 Februari 2024"),
        (date(2024, 2, 11), date(2024, 2, 13), "11–13 Februari 2024"),
        (date(2024, 2, 15), date(2024, 3, 20), "15 Februari – 20 Maret 2024"),
        (date(2023, 11, 28), date(2024, 2, 10), "28 November 2023 – 10 Februari 2024"),
    ],
)
def test_a_span_says_nothing_twice(starts, ends, shown):
    html = span(starts, ends)
    assert _words(html) == shown
    assert f'datetime="{ends.isoformat()}"' in html


def test_a_narrow_column_gets_short_months():
    assert _words(span(date(2023, 11, 28), date(2024, 2, 10), short=True)) == "28 Nov 2023 – 10 Feb 2024"


def _words(html: str) -> str:
    return "".join(part.split(">", 1)[-1] for part in html.split("<"))
