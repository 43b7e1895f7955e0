"""The Bot API and the Graph API as far as a bot needs them, written from their public documentation:
https://core.telegram.org/bots/api and https://developers.facebook.com/docs/whatsapp/cloud-api."""

import json
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit


class ChatServices:
    """What was sent to people is in `sent`, as (path, body); `pictures` are served by their ids."""

    def __init__(self):
        self.sent: list[tuple[str, dict]] = []
        self.pictures: dict[str, bytes] = {}
        self.authorities: set[str] = set()
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.url = f"http://127.0.0.1:{self.server.server_port}"

    def told(self, service: str) -> list[dict]:
        """The messages that went out by `telegram` or `whatsapp`, in order."""
        ending = {"telegram": "/sendMessage", "whatsapp": "/messages"}[service]
        return [body for path, body in self.sent if path.endswith(ending)]

    def answer(self, path: str, query: dict) -> dict | bytes | None:
        name = path.rsplit("/", 1)[-1]
        if path.endswith("/getFile"):
            name = query["file_id"][0]
            result = {"file_id": name, "file_unique_id": f"u{name}", "file_path": f"photos/{name}"}
            return {"ok": True, "result": result} if name in self.pictures else None
        if path.startswith(("/file/bot", "/whatsapp_business/")):
            return self.pictures.get(name)
        if name in self.pictures:  # the Graph API's node of a picture
            return {
                "messaging_product": "whatsapp",
                "url": f"{self.url}/whatsapp_business/{name}",
                "id": name,
            }
        return None

    def _handler(services):
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                address = urlsplit(self.path)
                services.authorities.add(self.headers.get("Authorization", ""))
                self.reply(services.answer(address.path, parse_qs(address.query)))

            def do_POST(self):
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                services.authorities.add(self.headers.get("Authorization", ""))
                services.sent.append((self.path, body))
                self.reply({"ok": True, "messages": [{"id": "wamid.x"}]})

            def reply(self, found):
                data = found if isinstance(found, bytes) else json.dumps(found).encode()
                self.send_response(404 if found is None else 200)
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            def log_message(self, *args):
                """Nothing: the tests' own output is to be read."""

        return Handler


@contextmanager
def running_chat_services():
    services = ChatServices()
    thread = threading.Thread(target=services.server.serve_forever, daemon=True)
    thread.start()
    try:
        yield services
    finally:
        services.server.shutdown()
        thread.join()
        services.server.server_close()
