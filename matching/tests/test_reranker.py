"""The optional reranker: both shapes of answer, what goes wrong, and what it may change."""

import json
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from matching.documents import Hit, Span
from matching.reranker import Reranker, RerankerUnavailable, within_tiers


@contextmanager
def server(answer, status=200):
    """(address, requests) of a server that answers every request so."""
    asked = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            asked.append((self.path, self.headers.get("Authorization"), body))
            content = json.dumps(answer).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_):
            pass

    with HTTPServer(("127.0.0.1", 0), Handler) as running:
        thread = threading.Thread(target=running.serve_forever, args=(0.01,))
        thread.start()
        yield f"http://127.0.0.1:{running.server_port}/v1", asked
        running.shutdown()
        thread.join()


JINA = {"results": [{"index": 1, "relevance_score": 0.9}, {"index": 0, "relevance_score": 0.2}]}
TEI = [{"index": 1, "score": 0.9}, {"index": 0, "score": 0.2}]


def test_the_shape_of_jina_and_cohere():
    with server(JINA) as (url, asked):
        assert Reranker(url, "besar", "kunci").scores("tanya", ["a", "b" * 3000], 5) == [0.2, 0.9]
    expected = {"query": "tanya", "model": "besar", "documents": ["a", "b" * 2000]}
    assert asked == [("/v1/rerank", "Bearer kunci", expected)]


def test_the_shape_of_text_embeddings_inference():
    with server(TEI) as (url, asked):
        assert Reranker(f"{url}/").scores("tanya", ["a", "b"], 5) == [0.2, 0.9]
    assert asked == [("/v1/rerank", None, {"query": "tanya", "texts": ["a", "b"]})]


@pytest.mark.parametrize("answer", [{}, [], {"results": [{"index": 0}]}, "no", [{"index": 0, "score": "x"}]])
def test_what_is_no_answer_is_the_same_as_none(answer):
    with server(answer) as (url, _), pytest.raises(RerankerUnavailable):
        Reranker(url, "besar").scores("tanya", ["a", "b"], 5)


def test_errors_and_an_absent_server_are_the_same_as_none():
    with server(JINA, status=503) as (url, _), pytest.raises(RerankerUnavailable):
        Reranker(url, "besar").scores("tanya", ["a", "b"], 5)
    with pytest.raises(RerankerUnavailable):
        Reranker(url, "besar").scores("tanya", ["a", "b"], 5)


def hit(number, probability, tier):
    return Hit(number, probability, tier, Span(0, 1))


def test_it_orders_within_tiers_and_makes_no_match_of_its_own():
    found = [hit(1, 0.97, "match"), hit(2, 0.6, "related"), hit(3, 0.5, "related"), hit(4, 0.1, "none")]
    after = within_tiers(found, [0.1, 0.2, 0.8, 0.9])
    assert [(each.id, each.probability, each.tier) for each in after] == [
        (1, 0.97, "match"),
        (3, 0.6, "related"),
        (2, 0.5, "related"),
        (4, 0.1, "none"),
    ]
