"""A link is checked: at once where a debunk names it, else when a worker has read the page."""

import pytest
from celery.exceptions import SoftTimeLimitExceeded

from factcheck import pending, reading, tasks
from factcheck.models import Appearance, Check
from factcheck.tests.making import published
from factcheck.tests.pages import CLAIM
from portal.tests.servers import wait_for_redis

pytestmark = pytest.mark.django_db
API = "/api/v1/check/"


def seen_at(url):
    debunk = published(title="Tidak ada tujuh kontainer")
    Appearance.objects.create(debunk=debunk, platform="web", url=url)
    return debunk


def post(client, **data):
    return client.post(API, data, content_type="application/json")


def work(sent):
    """Do what the workers would, then forget it."""
    for name, receipt in sent:
        {"factcheck.read_page": tasks.read_page, "factcheck.read_picture": tasks.read_picture}[name](receipt)
    sent.clear()


def test_a_known_link_is_answered_at_once(client, sent):
    debunk = seen_at("https://contoh.id/kabar")
    response = client.post("/cek/", {"text": " https://www.contoh.id/kabar/?fbclid=x \n"})
    page = response.content.decode()
    assert response.status_code == 200 and "sudah kami periksa" in page and debunk.title in page
    assert "tercatat sebagai tempat klaim itu beredar" in page and "dari 100" not in page
    answer = post(client, url="contoh.id/kabar").json()
    assert answer["status"] == "match" and answer["matches"][0]["by"] == "address"
    assert answer["matches"][0]["probability"] == 1.0 and sent == []
    assert "contoh" not in "".join(f"{row.result}{row.fingerprint}" for row in Check.objects.all())


def test_an_unknown_link_is_read_by_a_worker(client, sent, pages, engine):
    debunk = published(title="Tidak ada tujuh kontainer")
    engine.finds(debunk)
    response = client.post("/cek/", {"text": f"{pages}/article"})
    assert response.status_code == 303 and response["Cache-Control"] == "no-store"
    address = response["Location"]
    waiting = client.get(address)
    page = waiting.content.decode()
    assert '<meta http-equiv="refresh" content="3">' in page and "sedang membuka halaman" in page
    assert waiting["Cache-Control"] == "no-store" and waiting["Referrer-Policy"] == "no-referrer"
    assert not waiting.cookies
    assert [name for name, _ in sent] == ["factcheck.read_page"] and sent[0][1] in address
    work(sent)
    page = client.get(address).content.decode()
    assert "sudah kami periksa" in page and debunk.title in page and "Rabu malam" in page
    assert "http-equiv" not in page
    assert engine.asked[0].startswith(CLAIM)
    assert "kontainer" not in str(Check.objects.get().result)


def test_the_api_follows_a_link_from_202_to_the_answer(client, sent, pages, engine):
    engine.finds(published())
    response = post(client, url=f"{pages}/article")
    assert response.status_code == 202 and response["Cache-Control"] == "no-store"
    told = response.json()
    assert told["status"] == "pending" and told["url"].endswith(f"{API}{told['receipt']}/")
    assert response["Location"] == told["url"] and response["Retry-After"]
    assert client.get(f"{API}{told['receipt']}/").status_code == 202
    work(sent)
    answer = client.get(f"{API}{told['receipt']}/")
    assert answer.status_code == 200
    assert answer.json()["status"] == "match" and answer.json()["receipt"] == told["receipt"]
    assert answer.json()["text"].startswith(CLAIM)


def test_a_short_link_leads_to_a_known_one(client, sent, pages, engine):
    debunk = seen_at(f"{pages}/article")
    told = post(client, url=f"{pages}/short").json()
    work(sent)
    answer = client.get(f"{API}{told['receipt']}/").json()
    assert answer["matches"][0]["debunk"]["id"] == str(debunk.pk)
    assert answer["matches"][0]["by"] == "address" and engine.asked == []


def test_a_short_link_leads_to_a_known_one_that_is_gone(client, sent, pages):
    debunk = seen_at(f"{pages}/dead")
    told = post(client, url=f"{pages}/short-to-dead").json()
    work(sent)
    answer = client.get(f"{API}{told['receipt']}/").json()
    assert answer["matches"][0]["debunk"]["id"] == str(debunk.pk)


@pytest.mark.parametrize(
    ("path", "reason", "words"),
    [
        ("dead", "missing", "sudah tidak ada"),
        ("private", "refused", "bukan alamat umum"),
        ("huge", "large", "terlalu besar"),
        ("film", "kind", "bukan halaman teks"),
        ("empty", "empty", "Tidak ada teks"),
        ("login", "closed", "login"),
    ],
)
def test_a_page_that_cannot_be_read_is_told_and_text_asked_for(client, sent, pages, path, reason, words):
    told = post(client, url=f"{pages}/{path}").json()
    work(sent)
    failed = client.get(f"{API}{told['receipt']}/")
    assert failed.status_code == 200
    assert failed.json()["status"] == "failed" and failed.json()["reason"] == reason
    assert words in failed.json()["detail"]
    page = client.get(f"/cek/{told['receipt']}/").content.decode()
    assert words in page and 'name="text"' in page and "http-equiv" not in page
    assert "tidak berarti isinya benar" in page and not Check.objects.exists()


@pytest.mark.parametrize("error", [SoftTimeLimitExceeded(), RecursionError("kontainer rahasia")])
def test_whatever_happens_the_person_is_told_and_the_log_keeps_silent(
    client, sent, pages, monkeypatch, caplog, error
):
    def fail(url):
        raise error

    monkeypatch.setattr(reading.pages, "read", fail)
    told = post(client, url=f"{pages}/article").json()
    work(sent)
    assert client.get(f"{API}{told['receipt']}/").json()["status"] == "failed"
    assert "rahasia" not in caplog.text and pages not in caplog.text and told["receipt"] not in caplog.text


def test_a_task_that_comes_twice_works_once(client, sent, pages, engine):
    told = post(client, url=f"{pages}/article").json()
    again = list(sent)
    work(sent)
    work(again)
    assert len(engine.asked) == 1 and Check.objects.count() == 1
    assert client.get(f"{API}{told['receipt']}/").json()["status"] == "none"


@pytest.mark.timeout(10)
@pytest.mark.parametrize("hangs", [False, True], ids=["is down", "hangs"])
def test_without_a_broker_the_reader_is_asked_for_the_text(client, broker, hangs):
    if hangs:
        broker.start()
        wait_for_redis(broker.redis_url)
        broker.freeze()
    response = client.post("/cek/", {"text": "https://contoh.id/kabar"})
    assert response.status_code == 503
    page = response.content.decode()
    assert "sedang tidak bisa kami baca" in page and "https://contoh.id/kabar" in page
    assert post(client, url="https://contoh.id/kabar").status_code == 503


@pytest.mark.parametrize(
    "url", ["bukan alamat", "ftp://contoh.id/a", "https://", "https://contoh.id/" + "a" * 2000]
)
def test_what_is_no_address_is_refused_by_name(client, sent, url):
    response = post(client, url=url)
    assert response.status_code == 400 and response.json()["errors"][0]["field"] == "url"
    assert sent == []


@pytest.mark.parametrize(
    ("data", "fields"),
    [
        ({"text": "a", "url": "https://contoh.id"}, ["text", "url"]),
        ({}, ["text"]),
        ({"url": "https://contoh.id", "candidates": 3}, ["candidates"]),
    ],
)
def test_exactly_one_input_is_taken(client, sent, data, fields):
    response = post(client, **data)
    assert response.status_code == 400
    assert [error["field"] for error in response.json()["errors"]] == fields


def test_what_waits_too_long_is_given_up(client, sent, pages, monkeypatch):
    told = post(client, url=f"{pages}/article").json()
    began = pending.time.time()
    monkeypatch.setattr(pending.time, "time", lambda: began + pending.PATIENCE + 1)
    page = client.get(f"/cek/{told['receipt']}/").content.decode()
    assert "Antreannya sedang panjang" in page and 'name="text"' in page


def test_a_text_around_a_link_is_checked_as_text(client, sent, engine):
    client.post("/cek/", {"text": "Lihat https://contoh.id/kabar"})
    assert engine.asked == ["Lihat https://contoh.id/kabar"] and sent == []
