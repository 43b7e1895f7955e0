"""The page, the API and both kinds of batch answer a message alike."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from factcheck.batches import actions
from factcheck.models import Batch, Debunk
from factcheck.tests.indexing import WordEmbedder, following
from portal.demo.loading import load_demo
from portal.models import Question

pytestmark = pytest.mark.django_db
CHECK = "/api/v1/check/"
OWN = {"receipt", "checked_at", "line", "id"}  # of one answer, whatever it says


def test_every_way_to_ask_gives_the_same_answers_on_the_demo_content(client, tmp_path, monkeypatch):
    load_demo()
    claims = list(Debunk.objects.published().order_by("pk").values_list("claim", flat=True)[:8])
    questions = list(Question.objects.values_list("text", flat=True)[:4])
    texts = [*claims, *questions, "Besok hujan di Bandung."]
    with following(tmp_path / "index", WordEmbedder()):
        by_page = [client.post("/cek/", {"text": text}).context["result"].as_json() for text in texts]
        by_api = [posted(client, CHECK, {"text": text}) for text in texts]
        together = posted(client, f"{CHECK}batch/", {"texts": texts})["results"]
        by_file = answered_file(client, texts, monkeypatch)
    assert {"match", "none"} <= {answer["status"] for answer in by_page}
    assert shown(by_page) == shown(by_api) == shown(together) == shown(by_file)


def posted(client, path, data):
    return client.post(path, data, content_type="application/json").json()


def answered_file(client, texts, monkeypatch):
    monkeypatch.setattr(actions, "_send", lambda pk: None)
    lines = "".join(json.dumps({"text": text}) + "\n" for text in texts)
    client.post(f"{CHECK}batch/", {"file": SimpleUploadedFile("pesan.jsonl", lines.encode())})
    batch = Batch.objects.get()
    actions.work(pk=batch.pk)
    batch.refresh_from_db()
    return [json.loads(line) for line in b"".join(actions.result(batch)).splitlines()]


def shown(answers):
    """As a program reads them, without what is of one answer only."""
    plain = json.loads(json.dumps(answers, default=str))
    return [{name: value for name, value in answer.items() if name not in OWN} for answer in plain]
