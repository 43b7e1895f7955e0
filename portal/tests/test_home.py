from datetime import timedelta

import pytest
from django.utils import timezone

from candidates.tests import factories
from factcheck.tests import making
from portal.models import Lesson, Question

pytestmark = pytest.mark.django_db


def lesson(**values) -> Lesson:
    given = {"title": "Cek nama Anda", "body": "Buka laman resmi.", "published": True, "phase": "before"}
    return Lesson.objects.create(**{**given, **values})


def test_the_check_box_is_the_front_door(client):
    html = client.get("/").content.decode()
    assert '<form class="box" action="/cek/" method="post" enctype="multipart/form-data">' in html
    assert '<textarea id="pesan" name="text"' in html
    assert html.index('id="pesan"') < html.index("Baru diperiksa")


def test_a_new_portal_says_that_nothing_is_published(client):
    html = client.get("/").content.decode()
    assert "Belum ada pemeriksaan yang terbit." in html
    assert "Dicocokkan dengan" not in html


def test_the_newest_published_debunks_stand_there_and_are_counted(client):
    for number in range(6):
        making.published(title=f"Kabar {number}", at=timezone.now() - timedelta(days=number))
    making.draft(title="Rahasia")
    html = client.get("/").content.decode()
    assert "Dicocokkan dengan 6 pemeriksaan" in html
    assert html.index("Kabar 0") < html.index("Kabar 4")
    assert "Kabar 5" not in html
    assert "Rahasia" not in html


def test_three_questions_of_the_editors_can_be_asked_with_one_press(client):
    for order, text in enumerate(["Keempat?", "Ketiga?", "Kedua?", "Pertama?"]):
        Question.objects.create(text=text, order=10 - order)
    html = client.get("/").content.decode()
    assert '<button name="text" value="Pertama?">Pertama?</button>' in html
    assert "Keempat?" not in html


def test_the_phase_counts_the_days_to_the_vote(client):
    today = timezone.localdate()
    election = factories.election(name="Pemilu 2029", date=today + timedelta(days=9))
    factories.stage(election=election, phase="before", starts=today, ends=today, name="Masa kampanye")
    html = client.get("/").content.decode()
    assert '<b class="num">9</b>' in html
    assert "hari lagi menuju pemungutan suara Pemilu 2029" in html


def test_the_phase_after_the_vote_says_so(client):
    election = factories.election(name="Pemilu 2024")
    factories.stage(election=election)
    html = client.get("/").content.decode()
    assert "Pemilu 2024 sudah selesai." in html
    assert "Belum ada tahapan berikutnya yang dijadwalkan." in html


def test_one_lesson_of_each_phase(client):
    lesson(slug="a", title="Kedua", order=2)
    lesson(slug="b", title="Pertama", order=1)
    lesson(slug="c", title="Menghitung", phase="during")
    lesson(slug="d", title="Draf", phase="after", published=False)
    html = client.get("/").content.decode()
    assert html.index("Pertama") < html.index("Menghitung")
    assert "Kedua" not in html
    assert "Draf" not in html


def test_the_queries_do_not_grow_with_the_rows(client, django_assert_max_num_queries):
    for number in range(8):
        making.published().topics.create(slug=f"tema-{number}", name=f"Tema {number}")
        lesson(slug=f"pelajaran-{number}")
        factories.stage()
    with django_assert_max_num_queries(8):
        client.get("/")


def test_the_home_page_sets_no_cookie_and_may_be_kept_for_two_seconds(client):
    response = client.get("/")
    assert not response.cookies
    assert response["Cache-Control"] == "public, max-age=2, stale-if-error=86400"


def test_the_phase_decides_which_lessons_are_offered(client):
    today = timezone.localdate()
    election = factories.election(date=today)
    factories.stage(election=election, phase="during", starts=today, ends=today)
    lesson(slug="a", title="Sebelum saja")
    for number in range(4):
        lesson(slug=f"saat-{number}", title=f"Saat {number}", phase="during", order=number)
    html = client.get("/").content.decode()
    assert "Saat 2" in html and "Saat 3" not in html and "Sebelum saja" not in html
    assert "Tetap tenang." in html


def test_several_elections_stand_there_each_with_its_phase(client):
    today = timezone.localdate()
    one = factories.election(name="Pemilu Satu", date=today + timedelta(days=5))
    factories.stage(election=one, phase="before", starts=today, ends=today)
    two = factories.election(name="Pilkada Dua", date=today - timedelta(days=90))
    factories.stage(election=two, phase="after", name="Sengketa hasil", starts=today, ends=today)
    later = today + timedelta(days=30)
    factories.stage(election=two, phase="after", name="Pelantikan", starts=later, ends=later)
    html = client.get("/").content.decode()
    assert "hari lagi menuju pemungutan suara Pemilu Satu" in html
    also = html[html.index("Berjalan bersamaan") :]
    assert "Pilkada Dua</a>Sesudah: Sengketa hasil; berikutnya Pelantikan" in also
    assert "Pemilu Satu</a>" not in also


def test_after_the_vote_the_message_is_unity(client):
    today = timezone.localdate()
    election = factories.election(date=today - timedelta(days=60))
    factories.stage(election=election, phase="after", starts=today, ends=today)
    assert "Tetap satu." in client.get("/").content.decode()
