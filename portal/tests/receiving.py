"""A server that takes webhooks, well or badly, and remembers what came."""

import http.server
import json
import threading
import time
from contextlib import contextmanager


class Receiver(http.server.ThreadingHTTPServer):
    """`came` are the messages in their order: path, headers, what the JSON says, and the bytes of it.
    `manners` say how a path answers instead of 200: a status, or a function that is given the handler."""

    def __init__(self):
        super().__init__(("127.0.0.1", 0), _Handler)
        self.came: list[tuple[str, dict, dict, bytes]] = []
        self.manners: dict = {}
        self.over = threading.Event()

    @property
    def place(self) -> str:
        return f"127.0.0.1:{self.server_port}"

    def url(self, path: str = "/hook") -> str:
        return f"http://{self.place}{path}"

    def told(self, path: str = "/hook") -> list[dict]:
        """The events that came to `path`."""
        return [said for came_to, _, said, _ in self.came if came_to == path and said["type"] != "challenge"]


class _Handler(http.server.BaseHTTPRequestHandler):
    server: Receiver

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        said = json.loads(body)
        self.server.came.append((self.path, {k.lower(): v for k, v in self.headers.items()}, said, body))
        manner = self.server.manners.get(self.path, 200)
        if said["type"] == "challenge":
            self.answer(200, json.dumps({"challenge": said["challenge"]}).encode())
        elif callable(manner):
            manner(self)
        else:
            self.answer(manner)

    def answer(self, status: int, body: bytes = b"", **headers):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        pass


def silent(handler) -> None:
    """Answers nothing until the test is over."""
    handler.server.over.wait(20)


def dripping(handler) -> None:
    """Sends a bit of a header now and then, without ever coming to an end."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nX: ")
    try:
        while not handler.server.over.wait(0.05):
            handler.wfile.write(b"x")
            handler.wfile.flush()
    except OSError:
        pass


def slowly(seconds: float):
    def answer(handler) -> None:
        time.sleep(seconds)
        handler.answer(200, b"x" * 50_000)

    return answer


def redirecting(to: str):
    return lambda handler: handler.answer(307, Location=to)


@contextmanager
def receiver():
    server = Receiver()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server
    finally:
        server.over.set()
        server.shutdown()
        server.server_close()
