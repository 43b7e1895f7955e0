"""One request to the API and its answer."""

import json
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO, Any
from urllib.error import HTTPError
from urllib.parse import urlencode, urlsplit
from urllib.request import Request, urlopen

Query = Mapping[str, object]
MOST_OF_A_REFUSAL = 100_000  # bytes


class Problem(Exception):
    """The API refused (RFC 9457). `errors` names each field or parameter: `{"field", "detail"}`;
    `retry_after` is in seconds, where the API says when to come again."""

    def __init__(self, status: int, told: Mapping[str, Any], retry_after: int | None = None):
        self.status = status
        self.title = str(told.get("title", ""))
        self.detail = str(told.get("detail", ""))
        self.errors: Sequence[Mapping[str, str]] = told.get("errors", [])
        self.retry_after = retry_after
        super().__init__(f"{status} {self.title}: {self.detail}")


class Asker:
    """Asks one site, with the same key and in the same language every time."""

    def __init__(self, site: str, *, key: str = "", language: str = "id", timeout: float = 30.0):
        if urlsplit(site).scheme not in ("http", "https"):
            raise ValueError(f"an http or https address is expected, not {site!r}")
        self.site, self.timeout = site.rstrip("/"), timeout
        self.headers = {"Accept": "*/*", "Accept-Language": language, "User-Agent": "damaipedia-python/1"}
        if key:
            self.headers["Authorization"] = f"Bearer {key}"

    def get(self, path: str, query: Query | None = None) -> Any:
        return json.loads(self.send("GET", self.address(path, query or {})))

    def follow(self, url: str) -> Any:
        """The page at `url`, an address that the API gave; asked of this site, whatever host it names."""
        return json.loads(self.send("GET", self._here(url)))

    def save(self, url: str, path: Path) -> None:
        """Write the file at `url` to `path`, piece by piece."""
        with self._open(Request(self._here(url), headers=self.headers)) as answer, path.open("wb") as file:
            shutil.copyfileobj(answer, file)

    def _here(self, url: str) -> str:
        """The same address on this site: a key must not go anywhere else."""
        parts = urlsplit(url)
        return f"{self.site}{parts.path}" + (f"?{parts.query}" if parts.query else "")

    def post(self, path: str, data: object) -> Any:
        body = json.dumps(data).encode()
        return json.loads(self.send("POST", self.address(path, {}), body, "application/json"))

    def post_form(self, path: str, body: bytes, edge: str) -> Any:
        """Send a form whose parts are separated by `edge`."""
        kind = f"multipart/form-data; boundary={edge}"
        return json.loads(self.send("POST", self.address(path, {}), body, kind))

    def address(self, path: str, query: Query) -> str:
        known = {name: value for name, value in query.items() if value is not None}
        asked = urlencode(known, doseq=True)
        return f"{self.site}/api/v1/{path}" + (f"?{asked}" if asked else "")

    def send(self, method: str, url: str, body: bytes | None = None, kind: str = "") -> bytes:
        headers = self.headers | ({"Content-Type": kind} if kind else {})
        request = Request(url, data=body, headers=headers, method=method)
        with self._open(request) as answer:
            return answer.read()

    def _open(self, request: Request) -> IO[bytes]:
        try:
            answer: IO[bytes] = urlopen(request, timeout=self.timeout)
            return answer
        except HTTPError as error:
            raise _problem(error) from None


def _problem(error: HTTPError) -> Problem:
    with error:
        content = error.read(MOST_OF_A_REFUSAL)
    try:
        told = json.loads(content)
    except ValueError:
        told = None
    wait = error.headers.get("Retry-After", "")
    retry_after = int(wait) if wait.isdecimal() else None
    return Problem(error.code, told if isinstance(told, dict) else {"title": error.reason}, retry_after)
