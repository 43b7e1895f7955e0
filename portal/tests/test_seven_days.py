"""The site with the facts of 2024, looked at as of seven days: each phase shows what it should."""

from datetime import date

import pytest
from django.core.management import call_command
from django.urls import reverse

from candidates import clock
from portal.models import Lesson

pytestmark = pytest.mark.django_db
PAIR = ["pemilu-2024", "president", "indonesia"]
QUIET = "bukan kampanye"  # on the pages of those who stand, in the quiet period
# Day, what the home page says, what the schedule says runs, and the phase whose lessons are offered.
DAYS = [
    (date(2023, 2, 14), "hari lagi menuju pemungutan suara Pemilu 2024", "", "before"),
    (date(2023, 10, 20), "hari lagi menuju pemungutan suara Pemilu 2024", "Pencalonan", "before"),
    (date(2024, 1, 15), "Sekarang Masa kampanye", "kampanye", "before"),
    (date(2024, 2, 12), "Masa tenang.", "Masa tenang", "before"),
    (date(2024, 2, 14), "Tetap tenang.", "Pemungutan suara", "during"),
    (date(2024, 4, 1), "Tetap satu.", "", "after"),
    (date(2024, 8, 14), "Berjalan bersamaan", "", "before"),
]


def test_each_phase_shows_what_it_should(client):
    call_command("load_demo", only="elections", verbosity=0)
    for phase in ("before", "during", "after"):
        Lesson.objects.create(slug=phase, title=f"Pelajaran {phase}", body="Isi", phase=phase, published=True)
    for day, home, running, phase in DAYS:
        with clock.at(day):
            front = text(client, reverse("home"))
            assert home in front, day
            offered = [name for name in ("before", "during", "after") if f"Pelajaran {name}" in front]
            assert offered == [phase], day
            schedule = text(client, reverse("schedule_of", args=["pemilu-2024"]))
            assert running in schedule.partition('class="acts"')[0], day
            race = text(client, reverse("race", args=PAIR))
            assert (QUIET in race) == (day == date(2024, 2, 12)), day
            assert ("/pengingat/" in schedule) == (day < date(2024, 10, 20)), day
    august = text_as_of(client, date(2024, 8, 14))
    assert "105" in august and "Pilkada Serentak 2024" in august
    assert "Pemilu 2024</a>Sesudah" in august


def text(client, address) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def text_as_of(client, day) -> str:
    with clock.at(day):
        return text(client, reverse("home"))
