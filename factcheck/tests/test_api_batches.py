"""Many messages at once, and files of them."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from factcheck.batches import actions
from factcheck.models import Batch, BatchPart
from factcheck.tests.making import published

pytestmark = pytest.mark.django_db
BATCH = "/api/v1/check/batch/"


@pytest.fixture
def asked(monkeypatch, engine):
    """Numbers of files that a worker was asked for; nobody works on them but the test."""
    numbers = []
    monkeypatch.setattr(actions, "_send", numbers.append)
    return numbers


def sent(client, content, name="pesan.jsonl"):
    return client.post(BATCH, {"file": SimpleUploadedFile(name, content.encode())})


def lines(count):
    return "".join(json.dumps({"id": f"m{n}", "text": f"pesan {n}"}) + "\n" for n in range(count))


def body(response):
    return b"".join(response.streaming_content).decode()


def test_texts_are_answered_in_order_like_one_by_one(client, engine):
    engine.finds(published())
    texts = ["Ada kontainer", "Surat suara"]
    response = client.post(BATCH, {"texts": texts}, content_type="application/json")
    assert response.status_code == 200 and response.headers["Cache-Control"] == "no-store"
    one = client.post("/api/v1/check/", {"text": texts[0]}, content_type="application/json").json()
    found = response.json()["results"]
    assert engine.asked[:2] == texts and len(found) == 2
    assert {**found[0], "receipt": "", "checked_at": ""} == {**one, "receipt": "", "checked_at": ""}


@pytest.mark.parametrize(
    ("texts", "field"),
    [
        ([], "texts"),
        (["a"] * 101, "texts"),
        (["a", " "], "texts"),
        (["a" * 20_001], "texts"),
        (None, "texts"),
    ],
)
def test_texts_beyond_the_limits_are_refused_by_place(client, engine, texts, field):
    response = client.post(
        BATCH, {"texts": texts} if texts is not None else {}, content_type="application/json"
    )
    assert response.status_code == 400 and engine.asked == []
    assert response.json()["errors"][0]["field"].startswith(field)


def test_every_text_counts_as_a_check(client, engine, settings):
    settings.RATE_LIMITS = {"check": 10}
    send = {"texts": ["a"] * 6}
    answers = [client.post(BATCH, send, content_type="application/json") for _ in range(2)]
    assert [answer.status_code for answer in answers] == [200, 429]
    assert answers[1].headers["Retry-After"] and len(engine.asked) == 6


def test_a_file_is_checked_by_a_worker_and_its_questions_go(client, engine, asked):
    engine.finds(published(title="Tidak ada kontainer"))
    response = sent(client, lines(3))
    told = response.json()
    assert response.status_code == 202 and response.headers["Location"] == told["url"]
    assert (told["state"], told["lines"], told["done"], told["result"]) == ("waiting", 3, 0, None)
    address = told["url"].removeprefix("http://127.0.0.1:8000")
    assert client.get(f"{address}result/").status_code == 409
    batch = Batch.objects.get()
    questions = batch.questions.path
    actions.work(pk=asked.pop())
    told = client.get(address).json()
    assert (told["state"], told["done"]) == ("finished", 3) and told["deleted_at"]
    found = [json.loads(line) for line in body(client.get(f"{address}result/")).splitlines()]
    assert [(row["line"], row["id"], row["status"]) for row in found] == [
        (n + 1, f"m{n}", "match") for n in range(3)
    ]
    assert not batch.questions.storage.exists(questions)


def test_a_csv_is_answered_as_csv(client, engine, asked):
    engine.finds(published(title="=Tidak ada"))
    address = sent(client, 'text,id\n"ada, kontainer",a\n', "pesan.CSV").json()["url"]
    actions.work(pk=asked[0])
    response = client.get(f"{address.removeprefix('http://127.0.0.1:8000')}result/")
    head, row = body(response).splitlines()
    assert head.startswith("line,id,status,") and row.startswith("1,a,match,0.97,")
    assert row.endswith((",true", ",false")) and "'=Tidak ada" in row


@pytest.mark.parametrize(
    "content",
    [
        "\ufeffID;Text\r\na;ada, kontainer\r\n;\r\n",
        "id\ttext\na\tada, kontainer\n",
        '"id";"text"\na;"ada, kontainer"\n',
    ],
)
def test_a_csv_may_be_what_a_spreadsheet_of_this_country_writes(client, asked, engine, content):
    assert sent(client, content, "pesan.csv").json()["lines"] == 1
    actions.work(pk=asked[0])
    assert engine.asked == ["ada, kontainer"]


def test_a_message_of_many_lines_counts_as_one_of_a_hundred(client, asked, engine, settings):
    settings.RATE_LIMITS = {"check": 3}
    table = "text\n" + '"baris satu\nbaris dua\nbaris tiga"\n' * 200
    assert sent(client, table, "pesan.csv").status_code == 202
    assert sent(client, table, "pesan.csv").status_code == 429


def test_slices_go_on_where_the_last_one_ended_whatever_happens_between(client, engine, asked, monkeypatch):
    monkeypatch.setattr(actions, "SLICE_SECONDS", -1)  # a line for each task
    address = sent(client, lines(4)).json()["url"].removeprefix("http://127.0.0.1:8000")
    [pk] = asked
    actions.work(pk=pk)
    before = Batch.objects.get()
    actions.work(pk=pk)
    assert not actions._keep(before, ["dua kali\n"])  # a task that was given out twice
    for _ in range(4):
        actions.work(pk=pk)
    rows = [json.loads(line)["id"] for line in body(client.get(f"{address}result/")).splitlines()]
    assert rows == ["m0", "m1", "m2", "m3"] and BatchPart.objects.count() == 4


class Up:
    def is_up(self):
        return True


@pytest.mark.parametrize(("helps", "times"), [(True, 6), (False, 4)])
def test_a_line_that_was_too_busy_for_meaning_is_asked_once_more(
    client, engine, asked, monkeypatch, helps, times
):
    """Where that does not help the server is stuck, and the other lines do not wait for it."""
    monkeypatch.setattr(actions, "embedder", Up)
    monkeypatch.setattr(actions, "BREATH", 0)
    search = engine.search
    told = []

    def busy(text, **options):
        told.append(text)
        return replace(search(text, **options), semantic=helps and told.count(text) == 2)

    monkeypatch.setattr(engine, "search", busy)
    sent(client, lines(3))
    actions.work(pk=asked.pop())
    assert len(told) == times and Batch.objects.get().finished_at
    assert told[:2] == ["pesan 0", "pesan 0"]


def test_what_a_worker_left_is_taken_up_and_the_old_is_deleted(client, engine, asked):
    sent(client, lines(1))
    sent(client, lines(1))
    left, done = Batch.objects.order_by("pk")
    actions.work(pk=done.pk)
    asked.clear()
    answers = done.parts.get().answers
    Batch.objects.filter(pk=left.pk).update(touched_at=timezone.now() - timedelta(minutes=2))
    Batch.objects.filter(pk=done.pk).update(finished_at=timezone.now() - timedelta(hours=25))
    actions.sweep()
    assert asked == [left.pk] and list(Batch.objects.all()) == [left]
    assert not answers.storage.exists(answers.name)


def test_its_sender_may_delete_it(client, engine, asked):
    address = sent(client, lines(1)).json()["url"].removeprefix("http://127.0.0.1:8000")
    assert client.delete(address).status_code == 204
    assert client.get(address).status_code == 404 and not Batch.objects.exists()


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        ("", "a.jsonl", "kosong"),
        ("\n", "a.jsonl", "tidak memuat"),
        ("{}", "a.jsonl", "Baris 1"),
        ('{"text": "a"}\nbukan', "a.jsonl", "Baris 2"),
        ('{"text": "a"}\n["a"]', "a.jsonl", "Baris 2"),
        ('{"text": "%s"}' % ("a" * 20_001), "a.jsonl", "20.000"),
        ('{"text": "\\ud800"}', "a.jsonl", "Unicode"),
        ("judul\na\n", "a.csv", "text"),
        ('id,text\n1,"a\nb"\n2,\n,\n3, \n', "a.csv", "Baris 3: tidak ada text."),
        ("id,text\n1,a\n" + "2,\n" * 30, "a.csv", "Dan 10 baris lain."),
        ('text\n"a', "a.csv", "baris 2"),
        ("a", "a.xlsx", ".csv"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_and_nothing_kept(client, engine, asked, content, name, said):
    response = sent(client, content, name)
    assert response.status_code == 400 and said in response.json()["detail"]
    assert not Batch.objects.exists() and asked == []


def test_there_is_a_limit_to_the_lines_and_to_the_files_that_wait(client, engine, asked, monkeypatch):
    response = sent(client, '{"text": "a"}\n' * 10_001)
    assert response.status_code == 400 and "10.000" in response.json()["detail"]
    monkeypatch.setattr(actions, "MOST_WAITING", 1)
    assert [sent(client, lines(1)).status_code for _ in range(2)] == [202, 503]


def test_a_refusal_says_the_limit_in_the_language_asked_for(client, settings, monkeypatch):
    def told(language, texts):
        headers = {"Accept-Language": language}
        body = {"texts": texts}
        return client.post("/api/v1/check/batch/", body, "application/json", headers=headers).json()["detail"]

    assert told("id", ["a"] * 101).startswith("texts: paling banyak 100 pesan")
    assert told("en", ["a"] * 101).startswith("texts: at most 100 messages")
    assert told("id", "a") == "texts: harus daftar pesan"
