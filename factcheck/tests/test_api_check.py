import pytest

from core import changes
from factcheck.index import wait_until_searchable
from factcheck.models import Check
from factcheck.tests.making import published

pytestmark = pytest.mark.django_db(transaction=True)
URL = "/api/v1/check/"
CLAIM = "Tujuh kontainer berisi surat suara tercoblos ditemukan di pelabuhan Tanjung Priok"


@pytest.fixture
def index(settings, tmp_path):
    settings.INDEX_DIR = tmp_path / "index"


def searchable():
    wait_until_searchable(changes.last_number(), vectors=False)


def post(client, **data):
    return client.post(URL, data, content_type="application/json")


def test_the_debunk_that_answers_a_message(client, index):
    debunk = published(title="Tidak ada kontainer surat suara tercoblos", claim=CLAIM)
    published(claim="Jadwal pemungutan suara diundur satu minggu", title="Jadwal tetap")
    searchable()
    answer = post(client, text=f"😱 {CLAIM}!!").json()
    assert answer["status"] == "match" and answer["engine"]["semantic"] is False
    assert answer["records"] == []
    best = answer["matches"][0]
    assert best["debunk"]["id"] == str(debunk.pk) and best["debunk"]["url"].endswith(f"/hoaks/{debunk.slug}/")
    assert all(f"😱 {CLAIM}!!"[each["start"] : each["end"]] == each["text"] for each in best["matched"])
    assert best["matched"]


def test_none_has_no_matches_unless_candidates_are_asked_for(client, index):
    published(claim=CLAIM)
    searchable()
    silent = post(client, text="resep rendang padang paling enak").json()
    assert silent["status"] == "none" and "matches" not in silent
    asked = post(client, text="resep rendang di pelabuhan", candidates=10).json()
    assert asked["status"] == "none" and len(asked["matches"]) == 1


def test_the_receipt_opens_the_answer_again_without_the_message(client, index):
    published(title="Tidak ada kontainer surat suara tercoblos", claim=CLAIM)
    published(claim="Jadwal pemungutan suara diundur satu minggu", title="Jadwal tetap")
    searchable()
    answer = post(client, text=CLAIM).json()
    again = client.get(f"{URL}{answer['receipt']}/")
    assert again.json()["status"] == "match" and again.headers["Cache-Control"] == "no-store"
    assert again.headers["Referrer-Policy"] == "no-referrer"
    row = Check.objects.get()
    assert "kontainer" not in str(row.result) + row.fingerprint


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({}, "text"),
        ({"text": ""}, "text"),
        ({"text": "   "}, "text"),
        ({"text": "x" * 20_001}, "text"),
        ({"text": ["a"]}, "text"),
        ({"text": "a", "candidates": 11}, "candidates"),
        ({"text": "a", "teks": "b"}, "teks"),
    ],
)
def test_a_refusal_names_the_field(client, index, data, field):
    response = post(client, **data)
    assert response.status_code == 400
    assert response.headers["Content-Type"] == "application/problem+json"
    assert field in [error["field"] for error in response.json()["errors"]]
    assert not Check.objects.exists()


def test_the_limit_is_stated(client, index):
    assert "20" in post(client, text="x" * 20_001).json()["detail"]


def test_without_an_index_it_says_try_again(client, index):
    response = post(client, text=CLAIM)
    assert response.status_code == 503 and response.json()["status"] == 503


def test_an_unknown_receipt_is_not_found(client):
    assert client.get(f"{URL}tidak-ada/").status_code == 404


def test_broken_json_is_a_clear_refusal(client):
    response = client.post(URL, "{", content_type="application/json")
    assert response.status_code == 400 and response.json()["detail"]
