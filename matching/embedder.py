"""An OpenAI-compatible embeddings server around the encoder, in a process of its own.

    python -m matching.embedder --port 8931 [--host 127.0.0.1] [--threads N]

Routes: `POST /v1/embeddings` (`input` a string or a list of strings, `input_type` `query` or `passage`,
`encoding_format` `float` or `base64`), `GET /v1/models`, `GET /health`. The supervisor that starts it writes
`DATA_DIR/embedder.json`: `{"url": "http://127.0.0.1:8931/v1", "pid": …}`.

The server that comes with the model answers alike, but sends its answer in two packets, which costs 40 ms
of waiting a question, and lets questions queue behind bulk work. Here requests with the header `X-Bulk` wait
for all others, and texts are cut to what the model reads.
"""

import argparse
import base64
import json
import threading
from collections.abc import Callable
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import numpy as np

from matching import encoder
from matching.embeddings import BULK, BUNDLED_MODEL

_TOKENS = 512
_BODY_LIMIT = 4_000_000  # bytes
_TEXTS_LIMIT = 256


class Turns:
    """One inference at a time; whoever asks a question goes before bulk work."""

    def __init__(self):
        self._condition = threading.Condition()
        self._busy = False
        self._questions = 0

    @contextmanager
    def take(self, question: bool):
        with self._condition:
            self._questions += question
            self._condition.wait_for(lambda: not self._busy and (question or not self._questions))
            self._questions -= question
            self._busy = True
        try:
            yield
        finally:
            with self._condition:
                self._busy = False
                self._condition.notify_all()


class BadRequest(Exception):
    pass


class Model:
    def __init__(self, threads: int | None = None):
        self._model = encoder.load(threads)
        self._turns = Turns()

    def vectors(self, texts: list[str], question: bool, first: bool) -> tuple[list[np.ndarray], int]:
        """The unit vectors of `texts`, and the number of tokens read."""
        rows, tokens = [], 0
        for text in texts:  # one turn a text, so that a long list lets questions pass
            with self._turns.take(first):
                text, count = self._shorten(text.replace("\x00", " "), question)
                rows.append(self._model.encode(text, question))
            tokens += count
        return rows, tokens

    def _shorten(self, text: str, question: bool) -> tuple[str, int]:
        text = text[: _TOKENS * 8]
        count = self._model.token_count(text, question)
        while count >= _TOKENS and len(text) > 64:
            text = text[: int(len(text) * 0.8)]
            count = self._model.token_count(text, question)
        return text, count


class Handler(BaseHTTPRequestHandler):
    model: Model
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1  # one packet an answer
    timeout = 120

    def log_message(self, *_):
        """Say nothing: requests are what people ask."""

    def do_GET(self):
        if self.path == "/health":
            self._answer(200, {"status": "ok"})
        elif self.path == "/v1/models":
            self._answer(200, {"object": "list", "data": [{"id": BUNDLED_MODEL, "object": "model"}]})
        else:
            self._refuse(404, "unknown route")

    def do_POST(self):
        if self.path != "/v1/embeddings":
            self._refuse(404, "unknown route")
            return
        try:
            request = self._read()
            self._answer(200, self._embed(request))
        except BadRequest as error:
            self._refuse(400, str(error))

    def _read(self) -> dict:
        length = self.headers.get("Content-Length", "")
        if not length.isdigit() or int(length) > _BODY_LIMIT:
            self.close_connection = True
            raise BadRequest(f"a body of at most {_BODY_LIMIT} bytes is needed")
        try:
            request = json.loads(self.rfile.read(int(length)))
        except ValueError:
            raise BadRequest("the body is not JSON") from None
        if not isinstance(request, dict):
            raise BadRequest("the body is not a JSON object")
        return request

    def _embed(self, request: dict) -> dict:
        given = request.get("input")
        texts = [given] if isinstance(given, str) else given
        if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
            raise BadRequest("`input` must be a string or a list of strings")
        if not 1 <= len(texts) <= _TEXTS_LIMIT:
            raise BadRequest(f"`input` must hold 1 to {_TEXTS_LIMIT} texts")
        question = request.get("input_type", "query") == "query"
        rows, tokens = self.model.vectors(texts, question, first=BULK not in self.headers)
        encode: Callable[[np.ndarray], object] = np.ndarray.tolist
        if request.get("encoding_format") == "base64":
            encode = _base64
        data = [{"object": "embedding", "index": i, "embedding": encode(row)} for i, row in enumerate(rows)]
        usage = {"prompt_tokens": tokens, "total_tokens": tokens}
        return {"object": "list", "data": data, "model": BUNDLED_MODEL, "usage": usage}

    def _refuse(self, status: int, message: str):
        self._answer(status, {"error": {"message": message, "type": "invalid_request_error", "code": None}})

    def _answer(self, status: int, body: dict):
        content = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)


def _base64(row: np.ndarray) -> str:
    return base64.b64encode(row.astype("<f4").tobytes()).decode()


class Server(ThreadingHTTPServer):
    daemon_threads = True


def serve(host: str, port: int, threads: int | None = None) -> Server:
    """A server that is ready to answer; `port` 0 takes a free one."""
    handler = type("BoundHandler", (Handler,), {"model": Model(threads)})
    return Server((host, port), handler)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8931)
    parser.add_argument("--threads", type=int, default=None)
    options = parser.parse_args()
    server = serve(options.host, options.port, options.threads)
    print(f"embeddings on http://{options.host}:{server.server_address[1]}/v1", flush=True)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        server.server_close()


if __name__ == "__main__":
    main()
