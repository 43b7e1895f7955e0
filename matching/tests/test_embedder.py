"""The bundled embeddings server and its client."""

import socket
import threading

import numpy as np
import pytest
import requests

from matching import embedder as server_module
from matching.embeddings import Embedder, EmbeddingsUnavailable, Service


@pytest.fixture(scope="module")
def url():
    server = server_module.serve("127.0.0.1", 0)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}/v1"
    server.shutdown()
    server.server_close()


def test_texts_of_one_meaning_are_close_also_across_languages(url):
    client = Embedder(Service(url=url))
    question = client.question("did the election commission postpone the vote?", 30)
    same = client.passage("KPU menunda pemungutan suara")
    other = client.passage("Resep rendang daging sapi khas Padang")
    assert question.shape == (384,)
    assert np.linalg.norm(question) == pytest.approx(1, abs=1e-4)
    assert question @ same > question @ other


def test_both_encodings_and_lists_agree(url):
    body = {"input": ["satu", "dua"], "input_type": "query"}
    floats = requests.post(f"{url}/embeddings", json=body, timeout=30).json()["data"]
    assert [row["index"] for row in floats] == [0, 1]
    client = Embedder(Service(url=url))
    assert np.allclose(client.passage("dua"), floats[1]["embedding"], atol=1e-5)


@pytest.mark.parametrize(
    "body", [b"{", b"[]", b'{"input": 7}', b'{"input": []}', b'{"input": [1]}', b"{}"], ids=str
)
def test_bad_requests_are_refused_in_words(url, body):
    answer = requests.post(f"{url}/embeddings", data=body, timeout=30)
    assert answer.status_code == 400
    assert answer.json()["error"]["message"]


def test_unknown_routes_and_health(url):
    root = url.removesuffix("/v1")
    assert requests.get(f"{root}/health", timeout=30).json() == {"status": "ok"}
    assert requests.get(f"{url}/nothing", timeout=30).status_code == 404
    assert requests.post(f"{url}/nothing", timeout=30).status_code == 404


def test_a_text_beyond_what_the_model_reads_is_cut_not_refused(url):
    answer = requests.post(f"{url}/embeddings", json={"input": "pemilu damai " * 3000}, timeout=60).json()
    assert answer["usage"]["total_tokens"] <= 512


def test_a_question_goes_before_bulk_work():
    turns, order = server_module.Turns(), []
    first_runs, let_go = threading.Event(), threading.Event()

    def work(name, question, hold=False):
        with turns.take(question):
            order.append(name)
            if hold:
                first_runs.set()
                let_go.wait(10)

    threads = [threading.Thread(target=work, args=("first", False, True))]
    threads[0].start()
    first_runs.wait(10)
    for name, question in (("bulk", False), ("question", True)):
        threads.append(threading.Thread(target=work, args=(name, question)))
        threads[-1].start()
    while turns._questions == 0:
        threads[-1].join(0.01)
    let_go.set()
    for thread in threads:
        thread.join(10)
    assert order == ["first", "question", "bulk"]


def test_no_server_and_no_address_are_the_same_to_the_caller(tmp_path):
    for service in (Service(url="http://127.0.0.1:9/v1"), Service(address_file=tmp_path / "embedder.json")):
        with pytest.raises(EmbeddingsUnavailable):
            Embedder(service).question("pemilu", 1)


def test_the_address_file_is_read_anew(url, tmp_path):
    file = tmp_path / "embedder.json"
    client = Embedder(Service(address_file=file))
    file.write_text("{broken")
    with pytest.raises(EmbeddingsUnavailable):
        client.question("pemilu", 5)
    file.write_text(f'{{"url": "{url}", "pid": 1}}')
    assert client.question("pemilu", 30).shape == (384,)


def test_a_server_that_got_stuck_is_noticed_although_it_takes_connections():
    with socket.create_server(("127.0.0.1", 0)) as stuck:  # it listens and never answers
        client = Embedder(Service(url=f"http://127.0.0.1:{stuck.getsockname()[1]}/v1"))
        client._asked["pemilu"] = np.ones(384)
        assert client.is_up()
        with pytest.raises(EmbeddingsUnavailable):
            client.probe(0.1)
