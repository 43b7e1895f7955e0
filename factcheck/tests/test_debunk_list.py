import datetime
import re

import pytest
from django.utils import timezone

from candidates.models import Election
from factcheck.models import Topic
from factcheck.tests.indexing import following
from factcheck.tests.making import draft, published, retracted

pytestmark = pytest.mark.django_db


def titles(response):
    return re.findall(r'<h3[^>]*><a href="/hoaks/[^"]+">(.*?)</a>', response.content.decode())


def test_only_published_debunks_newest_first(client):
    now = timezone.now()
    published(title="Lama", at=now - datetime.timedelta(days=2))
    published(title="Baru", at=now - datetime.timedelta(days=1))
    draft(title="Draf")
    retracted(title="Ditarik")
    response = client.get("/hoaks/")
    assert titles(response) == ["Baru", "Lama"]
    assert "<b>2 pemeriksaan</b>" in response.content.decode()


@pytest.fixture
def four(db):
    logistics = Topic.objects.create(slug="logistik", name="Logistik")
    election = Election.objects.create(
        slug="pemilu-2019",
        name="Pemilu 2019",
        kind="general",
        date="2019-04-17",
        source_title="PKPU 7/2017",
        publication="published",
    )
    published(title="Satu", verdict="salah", kind="palsu").topics.add(logistics)
    published(title="Dua", verdict="penipuan").elections.add(election)
    published(title="Tiga", verdict="benar", claim="Kotak suara dari karton")
    published(title="Empat", verdict="salah", summary="Kotak kosong bukan karton")


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("verdict=salah", {"Satu", "Empat"}),
        ("verdict=salah&verdict=penipuan", {"Satu", "Dua", "Empat"}),
        ("kind=palsu", {"Satu"}),
        ("topic=logistik", {"Satu"}),
        ("election=pemilu-2019", {"Dua"}),
        ("q=karton", {"Tiga", "Empat"}),
        ("q=karton+kotak+KOSONG", {"Empat"}),
        ("q=karton&verdict=benar", {"Tiga"}),
        ("verdict=bohong&kind=palsu", {"Satu"}),
        ("topic=tidak-ada", {"Satu", "Dua", "Tiga", "Empat"}),
    ],
)
def test_filters(client, four, query, expected):
    assert set(titles(client.get(f"/hoaks/?{query}"))) == expected


def test_the_filters_in_force_can_be_taken_away_one_by_one(client, four):
    page = client.get("/hoaks/?verdict=salah&verdict=benar&q=karton&page=").content.decode()
    chips = re.findall(r'<li><a href="\?([^"]*)"><span class="hide">', page)
    assert chips == [
        "verdict=salah&amp;verdict=benar",
        "verdict=benar&amp;q=karton",
        "verdict=salah&amp;q=karton",
    ]


def test_an_empty_list_says_what_to_do(client, four):
    page = client.get("/hoaks/?q=tidakadayangbegini").content.decode()
    assert "Tidak ada pemeriksaan dengan saringan ini" in page and 'href="/hoaks/"' in page


def test_an_empty_portal_says_what_to_do(client):
    assert "Belum ada pemeriksaan yang terbit" in client.get("/hoaks/").content.decode()


def test_paging_by_key_keeps_the_filters_and_loses_nothing(client):
    now = timezone.now()
    for number in range(45):
        published(title=f"Nomor {number}", at=now - datetime.timedelta(minutes=number % 3))
    seen, address = [], "/hoaks/?verdict=salah"
    for _page in range(3):
        response = client.get(address)
        seen += titles(response)
        older = re.search(r'href="(\?[^"]*)" rel="next"', response.content.decode())
        address = "/hoaks/" + older[1].replace("&amp;", "&") if older else None
        assert not older or "verdict=salah" in address
    assert address is None and len(seen) == len(set(seen)) == 45
    assert 'rel="prev"' in response.content.decode()


@pytest.mark.parametrize("token", ["x", "bm90LW91cnM", "%00"])
def test_a_page_that_never_was_is_not_found(client, token):
    published()
    assert client.get(f"/hoaks/?page={token}").status_code == 404


def test_the_number_of_queries_does_not_grow_with_rows(client, django_assert_num_queries):
    topic = Topic.objects.create(slug="logistik", name="Logistik")
    for number in range(15):
        published(title=f"Nomor {number}").topics.add(topic)
    with django_assert_num_queries(5):
        client.get("/hoaks/")


def test_the_page_is_public(client):
    response = client.get("/hoaks/")
    assert not response.cookies and "public" in response["Cache-Control"]
    assert client.get("/en/hoaks/").status_code == 200


def test_words_are_found_in_any_form_by_the_index_and_as_written_without_one(client, four, tmp_path):
    assert titles(client.get("/hoaks/?q=kartonnya")) == []
    with following(tmp_path / "index"):
        assert set(titles(client.get("/hoaks/?q=kartonnya"))) == {"Tiga", "Empat"}
        assert titles(client.get("/hoaks/?q=kartonnya&verdict=benar")) == ["Tiga"]
        assert titles(client.get("/hoaks/?q=kotak+tidakadayangbegini")) == []
        assert set(titles(client.get("/hoaks/?q=dari"))) == {"Tiga"}
