"""clients/python against the running site."""

from email.message import Message
from hashlib import sha256
from io import BytesIO
from urllib.error import HTTPError

import generate
import pytest
from damaipedia import Damaipedia, Problem, asking
from django.conf import settings as site

from factcheck import actions
from factcheck.models import Debunk
from portal.api import RESOURCES
from portal.tests.exporting import made
from portal.tests.newsroom import KNOWN, newsroom


def test_what_is_generated_is_of_the_schema_as_it_is_now():
    """Else: python clients/python/generate.py"""
    made = generate.files(generate.schema())
    package = site.BASE_DIR / "clients" / "python" / "damaipedia"
    assert made == {name: (package / name).read_text(encoding="utf-8") for name in made}


@pytest.mark.django_db(transaction=True)
def test_it_does_what_a_newsroom_needs(live_server, settings, monkeypatch, tmp_path):
    with newsroom(live_server, settings, monkeypatch, tmp_path) as address:
        client = Damaipedia(address, language="en")
        it_goes_through_all_pages(client)
        it_knows_every_list(client)
        it_checks(client)
        it_checks_files(client, tmp_path)
        it_follows_changes(client)
        it_downloads(client, tmp_path)
        it_reports(client)
        it_raises_what_is_refused(client)


def it_goes_through_all_pages(client):
    found = [row["title"] for row in client.debunks.each(page_size=1, candidate="joko-widodo")]
    assert found == ["Azan tidak akan dilarang", "Iklan duka cita itu palsu"]
    assert client.people.get("joko-widodo", fields="name") == {"name": "Joko Widodo"}
    [labelled] = client.debunks.each(q="kontainer", verdict=["salah", "benar"], include="labels")
    assert labelled["labels"]["verdict"] == "False"


def it_knows_every_list(client):
    for name in set(RESOURCES) - {"statistics"}:
        assert isinstance(list(getattr(client, name.replace("-", "_")).each()), list)


def it_checks(client):
    answer = client.check(KNOWN)
    assert answer["status"] == "match" and client.answer(answer["receipt"])["status"] == "match"
    assert len(client.check("Katanya azan dan kontainer", candidates=1)["matches"]) == 1
    found = client.batch([KNOWN, *["Besok hujan"] * 100])
    assert len(found) == 101 and [found[0]["status"], found[-1]["status"]] == ["match", "none"]


def it_checks_files(client, folder):
    path = folder / "pesan.csv"
    path.write_text(f"id,text\na,{KNOWN}\n")
    sent = client.send_file(path)
    assert client.file(sent["receipt"])["state"] == "finished"
    assert b"1,a,match" in client.file_answers(sent["receipt"])
    client.forget_file(sent["receipt"])
    with pytest.raises(Problem) as refused:
        client.file(sent["receipt"])
    assert refused.value.status == 404


def it_follows_changes(client):
    pages = list(client.debunks.changes(page_size=2))
    assert [len(page.rows) for page in pages] == [2, 1]
    actions.retract(debunk=Debunk.objects.get(title="Azan tidak akan dilarang"), actor=None, reason="Keliru")
    [news] = client.debunks.changes(pages[-1].cursor)
    assert [row["state"] for row in news.rows] == ["retracted"]
    [left] = client.debunks.changes(pages[-1].cursor, verdict=["benar"])
    assert len(left.gone) == 1


def it_downloads(client, folder):
    made()
    [file] = [each for each in client.exports()[0]["files"] if each["name"] == "topics.csv"]
    client.download(file["url"], folder / "topics.csv")
    assert sha256((folder / "topics.csv").read_bytes()).hexdigest() == file["sha256"]


def it_reports(client):
    receipt = client.report(text="Kabar yang belum ada debunk-nya")["receipt"]
    assert client.reported(receipt)["state"] in ("received", "processing", "queued")


def it_raises_what_is_refused(client):
    with pytest.raises(Problem) as refused:
        list(client.debunks.each(verdik="salah"))
    assert refused.value.status == 400 and refused.value.errors[0]["field"] == "verdik"
    with pytest.raises(ValueError):
        Damaipedia("ftp://damaipedia.example")


def test_a_key_goes_along_and_the_wait_is_told(monkeypatch):
    asked = []

    def busy(request, timeout):
        asked.append(request.get_header("Authorization"))
        headers = Message()
        headers["Retry-After"] = "7"
        raise HTTPError(request.full_url, 429, "Too Many Requests", headers, BytesIO(b"<p>no JSON"))

    monkeypatch.setattr(asking, "urlopen", busy)
    with pytest.raises(Problem) as refused:
        Damaipedia("https://damaipedia.example", key="rahasia").people.get("a")
    assert asked == ["Bearer rahasia"]
    told = refused.value
    assert (told.status, told.title, told.retry_after) == (429, "Too Many Requests", 7)
