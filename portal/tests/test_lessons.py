import pytest

from portal.models import Lesson

pytestmark = pytest.mark.django_db


@pytest.fixture
def quiet():
    return Lesson.objects.create(
        slug="masa-tenang",
        title="Apa itu masa tenang",
        summary="Tiga hari tanpa kampanye.",
        phase="before",
        audience="first-time",
        body="## Aturannya\n\n" + "kata " * 360,
        sources=[
            {
                "title": "PKPU 3/2022",
                "publisher": "KPU",
                "url": "https://jdih.kpu.go.id/",
                "date": "2022-06-09",
            }
        ],
        published=True,
        demo=True,
    )


def test_lessons_stand_by_phase_in_the_order_of_an_election(client, quiet):
    for phase in ("all", "after", "during"):
        Lesson.objects.create(slug=phase, title=f"Pelajaran {phase}", body="x", phase=phase, published=True)
    html = client.get("/edukasi/").content.decode()
    places = [
        html.index(title) for title in ("masa tenang", "Pelajaran during", "Pelajaran after", "Pelajaran all")
    ]
    assert places == sorted(places)


def test_a_lesson_names_its_reader_its_length_and_its_sources(client, quiet):
    html = client.get("/edukasi/masa-tenang/").content.decode()
    assert "<h2>Aturannya</h2>" in html
    assert "Pemilih pemula" in html
    assert "2 menit" in html
    assert "KPU: PKPU 3/2022" in html
    assert "9 Juni 2022" in html
    assert "Konten contoh" in html


def test_a_lesson_that_is_not_published_is_not_there(client, quiet):
    Lesson.objects.update(published=False)
    assert client.get("/edukasi/masa-tenang/").status_code == 404
    assert "masa tenang" not in client.get("/edukasi/").content.decode()


def test_an_empty_list_says_so(client):
    assert "Belum ada pelajaran yang terbit." in client.get("/edukasi/").content.decode()
