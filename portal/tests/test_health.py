"""/healthz and /readyz."""

import socket

import pytest
from redis.exceptions import ConnectionError as CacheDown

from portal import health

pytestmark = pytest.mark.django_db

EMBEDDER = health.HELPFUL["embedder"]


def fine():
    pass


def broken():
    raise CacheDown("redis://user:hush@host")


@pytest.fixture(autouse=True)
def all_well(monkeypatch):
    for parts in (health.NEEDED, health.HELPFUL):
        for name in parts:
            monkeypatch.setitem(parts, name, fine)


def test_well(client):
    assert client.get("/healthz").status_code == 200
    answer = client.get("/readyz")
    assert answer.json()["status"] == "ok"
    assert set(answer.json()["parts"]) == {"database", "index", "broker", "cache", "embedder", "keys"}


@pytest.mark.parametrize("part", ["database", "index"])
def test_down_without_what_is_needed(client, monkeypatch, part):
    monkeypatch.setitem(health.NEEDED, part, broken)
    assert client.get("/healthz").status_code == 503
    assert part in client.get("/healthz").content.decode()
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["status"] == "down"


@pytest.mark.parametrize("part", ["broker", "cache", "embedder"])
def test_degraded_without_what_helps(client, monkeypatch, part):
    monkeypatch.setitem(health.HELPFUL, part, broken)
    assert client.get("/healthz").status_code == 200
    answer = client.get("/readyz")
    assert answer.status_code == 200
    assert answer.json()["status"] == "degraded"
    assert answer.json()["parts"][part] == "down (ConnectionError)"


def test_no_cache_keeps_the_answer(client):
    for path in ("/healthz", "/readyz"):
        assert "no-store" in client.get(path)["Cache-Control"]


def test_the_database_is_well_when_it_is_migrated():
    health.database()


def test_missing_migrations_are_unwell(monkeypatch):
    health.need_migrations.cache_clear()
    monkeypatch.setattr(health.MigrationExecutor, "migration_plan", lambda *_: ["one"])
    with pytest.raises(health.Unwell):
        health.database()


def test_an_index_that_is_not_there_is_unwell(settings, tmp_path):
    settings.INDEX_DIR = tmp_path / "none"
    assert health.state(health.index).startswith("down")


def test_an_embedder_that_got_stuck_is_unwell(client, monkeypatch, settings):
    with socket.create_server(("127.0.0.1", 0)) as stuck:
        settings.EMBEDDINGS_URL = f"http://127.0.0.1:{stuck.getsockname()[1]}/v1"
        monkeypatch.setattr(health, "_EMBEDDER_SECONDS", 0.1)
        monkeypatch.setitem(health.HELPFUL, "embedder", EMBEDDER)
        answer = client.get("/readyz").json()
    assert (answer["status"], answer["parts"]["embedder"]) == ("degraded", "down (EmbeddingsUnavailable)")
