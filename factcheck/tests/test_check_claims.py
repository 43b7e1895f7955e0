"""`manage.py check_claims`: many claims at once, by the same code as the page."""

import json
import socket
from contextlib import contextmanager

import pytest
from django.core.management import CommandError, call_command

from factcheck.check import check
from factcheck.index import engine
from factcheck.management.commands import check_claims
from factcheck.tests.indexing import WordEmbedder, following
from factcheck.tests.making import published, retracted
from matching.embeddings import EmbeddingsUnavailable

pytestmark = pytest.mark.django_db

TITLE = "Tujuh kontainer surat suara tercoblos di Tanjung Priok"


@pytest.fixture
def embedder(monkeypatch):
    """The server that the command finds running."""
    embedder = WordEmbedder()

    @contextmanager
    def running():
        yield embedder

    monkeypatch.setattr(check_claims, "running_embedder", running)
    monkeypatch.setattr("factcheck.embeddings.embedder", lambda: embedder)
    return embedder


@pytest.fixture
def debunks(settings, tmp_path):
    settings.INDEX_DIR = tmp_path / "index"
    places = [
        "Solo",
        "Bogor",
        "Medan",
        "Ambon",
        "Palu",
        "Kupang",
        "Ternate",
        "Padang",
        "Jambi",
        "Serang",
        "Batu",
    ]
    for number, place in enumerate(places):
        title = f"Surat suara tercoblos ditemukan di kontainer {place}"
        published(title=title, claim=f"Viralkan! {title}", external_id=f"luar-{number}")
    return published(title=TITLE, claim=f"Viralkan! {TITLE}", external_id="luar-priok")


@pytest.fixture
def run(tmp_path):
    def run(*claims, **options):
        source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
        lines = [claim if isinstance(claim, str) else json.dumps(claim) for claim in claims]
        source.write_text("\n".join(lines), encoding="utf-8")
        call_command("check_claims", source, target, **options)
        return [json.loads(line) for line in target.read_text(encoding="utf-8").splitlines()]

    return run


def test_ten_candidates_whatever_the_status_in_the_order_of_the_lines(run, debunks, embedder):
    retracted(title=f"{TITLE} lagi", claim=TITLE)
    message = "katanya 7 kontainer surat suara udah dicoblos di tanjung priok?"
    there, absent = run({"id": "a", "text": message}, {"id": 2, "text": "Surat suara mahal, rakyat susah"})
    assert (there["id"], absent["id"]) == ("a", 2)
    assert (len(there["matches"]), len(absent["matches"]), absent["status"]) == (10, 10, "none")
    best = there["matches"][0]
    assert (best["external_id"], best["debunk"]) == ("luar-priok", str(debunks.pk))
    probabilities = [match["probability"] for match in there["matches"]]
    assert probabilities == sorted(probabilities, reverse=True)
    assert all(0 <= each <= 1 for each in probabilities)


def test_the_same_answers_as_the_page_gives(run, debunks, embedder):
    texts = [
        "7 kontainer surat suara dicoblos di tanjung priok",
        TITLE,
        "surat suara",
        "😡",
        "Harga cabai naik",
    ]
    rows = run(*({"id": number, "text": text} for number, text in enumerate(texts)))
    for text, row in zip(texts, rows, strict=True):
        shown = check(text=text, candidates=10, budget=None)
        assert row["status"] == shown.status
        assert [(each["debunk"], each["probability"]) for each in row["matches"]] == [
            (str(match.debunk_id), round(match.probability, 4)) for match in shown.matches
        ]


def test_what_was_published_a_moment_ago_is_found_with_nothing_else_running(run, debunks, embedder):
    run({"id": 1, "text": TITLE})
    late = published(title="Gempa megathrust dipastikan besok pagi", claim="gempa besok")
    (row,) = run({"id": 1, "text": "gempa megathrust dipastikan besok pagi"})
    assert row["matches"][0]["debunk"] == str(late.pk)
    assert engine().index.state_now().vectors.parts([late.pk], 1)[late.pk]


def test_it_waits_for_the_follower_where_one_runs(run, debunks, embedder, settings):
    with following(settings.INDEX_DIR, embedder):
        assert run({"id": 1, "text": TITLE})[0]["matches"][0]["external_id"] == "luar-priok"


def test_without_vectors_it_fails_and_writes_nothing_unless_words_are_enough(
    run, debunks, embedder, tmp_path
):
    def down(text, timeout=1.0):
        raise EmbeddingsUnavailable("server embedding mati")

    embedder.question = down
    with pytest.raises(CommandError, match="--lexical"):
        run({"id": 1, "text": f"{TITLE} kabarnya"})
    assert not (tmp_path / "out.jsonl").exists()
    (row,) = run({"id": 1, "text": f"{TITLE} kabarnya"}, lexical=True)
    assert row["matches"][0]["external_id"] == "luar-priok"


def test_a_server_that_is_not_there_is_a_clear_error(run, debunks, settings, tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as closed:
        settings.EMBEDDINGS_URL = f"http://127.0.0.1:{closed.getsockname()[1]}/v1"
    with pytest.raises(CommandError, match="--lexical"):
        run({"id": 1, "text": TITLE})
    assert not (tmp_path / "out.jsonl").exists()


@pytest.mark.parametrize(
    "line", ["bukan json", "[]", '{"text": "tanpa id"}', '{"id": 1}', '{"id": 1, "text": 5}']
)
def test_a_line_that_is_no_claim_is_named(run, line):
    with pytest.raises(CommandError, match="Baris 2"):
        run({"id": 1, "text": "a"}, line)


@pytest.mark.parametrize("text", ["  ", "x" * 20_001])
def test_a_claim_that_cannot_be_checked_is_named(run, debunks, embedder, text):
    with pytest.raises(CommandError, match="nomor-9"):
        run({"id": "nomor-9", "text": text}, lexical=True)


def test_a_file_that_cannot_be_read_is_a_clear_error(tmp_path):
    with pytest.raises(CommandError, match="tidak bisa dibaca"):
        call_command("check_claims", tmp_path / "none.jsonl", tmp_path / "out.jsonl")


def test_vectors_are_asked_for_while_others_are_compared(embedder):
    claims = [{"id": number, "text": f"gempa besok di kota {number}"} for number in range(5)]
    asked = []
    embedder.question = lambda text, timeout: asked.append(text)
    ahead = check_claims._embedded_ahead(claims, embedder)
    assert next(ahead) == claims[0]
    list(ahead)
    assert len(asked) == 5


def test_a_blank_line_is_no_claim(run, debunks, embedder):
    assert [row["id"] for row in run({"id": 1, "text": TITLE}, "", {"id": 2, "text": TITLE})] == [1, 2]
