from datetime import date

import pytest

from candidates.tests import factories
from core.models import ChangeCounter
from factcheck.check import MatchingUnavailable
from factcheck.results import Match, Result
from factcheck.tests.indexing import following
from factcheck.tests.making import published
from portal.models import Lesson
from portal.searching import everything
from portal.searching.names import Entry, Names

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_index(monkeypatch):
    def unavailable(**_values):
        raise MatchingUnavailable("no index")

    monkeypatch.setattr(everything, "check", unavailable)


@pytest.fixture
def site():
    factories.person(slug="siti-rahayu", name="Siti Rahayu Wibisono", aliases=["Bu Siti"])
    factories.party(slug="partai-uji", name="PUJ", full_name="Partai Uji Jaya")
    factories.district(code="dpr.jawa-uji-1", name="Jawa Uji I", level="dpr")
    factories.stage(election=factories.election(slug="pemilu-uji"), name="Masa tenang", slug="masa-tenang")
    Lesson.objects.create(slug="lima-surat", title="Lima surat suara", body="Isi", published=True)


def page(client, query):
    response = client.get("/cari/", {"q": query})
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize(
    ("query", "address"),
    [
        ("siti rahayu", "/kandidat/orang/siti-rahayu/"),
        ("RAHAYU", "/kandidat/orang/siti-rahayu/"),
        ("sitti rahayyu", "/kandidat/orang/siti-rahayu/"),
        ("rahayu wibisno", "/kandidat/orang/siti-rahayu/"),
        ("wibis", "/kandidat/orang/siti-rahayu/"),
        ("bu siti", "/kandidat/orang/siti-rahayu/"),
        ("puj", "/partai/partai-uji/"),
        ("partai uji jaya", "/partai/partai-uji/"),
        ("dapil jawa uji i", "/dapil/dpr.jawa-uji-1/"),
        ("masa tenag", "/jadwal/pemilu-uji/#masa-tenang"),
        ("surat suara", "/edukasi/lima-surat/"),
    ],
)
def test_names_are_found_though_mistyped_begun_or_turned_around(client, site, query, address):
    assert f'href="{address}"' in page(client, query)


@pytest.mark.parametrize("query", ["budi", "rahasia", "zzzz", "siti aminah", "'; --", "%"])
def test_what_resembles_nothing_is_not_found_and_never_called_true(client, site, query):
    answer = page(client, query)
    assert "Belum ditemukan tidak berarti benar." in answer
    assert "/kandidat/orang/siti-rahayu/" not in answer


def test_debunks_with_the_words_are_found_without_the_matcher(client):
    debunk = published(title="Tinta pemilu aman untuk wudu")
    assert debunk.get_absolute_url() in page(client, "tinta wudu")


def test_a_claim_is_answered_by_the_matcher_with_the_official_record(client, monkeypatch):
    debunk = published(title="Kotak suara kardus")
    record = {"statement": "pencoblosan 15 Februari", "agrees": False, "record": "14 Februari 2024"}
    record |= {"regulation": "PKPU 3/2022", "url": "https://contoh.test/"}
    result = Result("match", "1", True, [Match(debunk, 0.99, "match")], [record])
    monkeypatch.setattr(everything, "check", lambda **_values: result)
    answer = page(client, "benarkah pencoblosan 15 februari")
    assert debunk.get_absolute_url() in answer
    assert "14 Februari 2024" in answer and "PKPU 3/2022" in answer


def test_nothing_that_is_not_public_is_found(client):
    factories.person(name="Calon Usulan", slug="calon-usulan", publication="suggested")
    Lesson.objects.create(slug="draf", title="Pelajaran draf", body="Isi")
    assert "calon-usulan" not in page(client, "calon usulan")
    assert "/edukasi/draf/" not in page(client, "pelajaran draf")


def test_without_a_query_there_is_only_the_form(client):
    answer = page(client, "")
    assert 'role="search"' in answer and "Tidak ada yang cocok" not in answer


def test_a_long_message_is_cut_and_sent_to_the_check(client, site):
    assert "diperiksa di halaman depan" in page(client, "kata " * 100)


def test_the_query_is_shown_as_text(client):
    assert "<script>alert" not in page(client, "<script>alert(1)</script>")


def test_names_are_read_once_until_something_changes(client, site, django_assert_max_num_queries):
    ChangeCounter.objects.update_or_create(id=1, defaults={"last": 7, "at": "2024-01-01T00:00:00Z"})
    page(client, "siti")
    with django_assert_max_num_queries(3):
        page(client, "siti")


def test_names_kept_for_one_language_serve_the_other(client, site):
    ChangeCounter.objects.update_or_create(id=1, defaults={"last": 8, "at": "2024-01-01T00:00:00Z"})
    assert "DPR district" in client.get("/en/cari/", {"q": "jawa uji"}).content.decode()
    assert "Dapil DPR" in page(client, "jawa uji")
    assert 'href="/dapil/dpr.jawa-uji-1/"' in page(client, "dapil jawa uji")


def test_a_plain_name_comes_before_a_longer_one():
    names = Names([Entry("x", 1, "Aceh Besar Raya"), Entry("x", 2, "Aceh")])
    assert [entry.thing for _score, entry in names.search("aceh")] == [2, 1]


def test_a_thing_with_several_names_is_found_once():
    names = Names([Entry("x", 1, "Partai Uji"), Entry("x", 1, "Partai Uji Jaya")])
    assert len(names.search("partai uji")) == 1


def test_debunks_are_found_by_words_in_any_form(tmp_path):
    debunk = published(title="Kotak suara dari karton")
    with following(tmp_path / "index"):
        assert list(everything.search("kartonnya").debunks) == [debunk]
        assert list(everything.search("kartonnya basah").debunks) == []


def test_who_left_the_ballot_is_not_shown_as_if_nothing_had_happened(client):
    gone = {"state": "withdrawn", "state_date": date(2024, 1, 5), "state_source": "Surat pengunduran diri"}
    factories.candidacy(
        election=factories.election(slug="pemilu-uji", name="Pemilu Uji"),
        district=factories.district(code="dpr.jawa-uji-1", name="Jawa Uji I", level="dpr"),
        person=factories.person(name="Siti Rahayu Wibisono"),
        **gone,
    )
    found = page(client, "siti rahayu")
    assert "Pemilu Uji · Jawa Uji I" in found and "Mundur" in found
