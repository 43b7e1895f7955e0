"""The client: resources as attributes, and what can be done."""

import secrets
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import quote

from damaipedia.asking import Asker
from damaipedia.resources import Resources
from damaipedia.types import Answers, Batch, Check, Export, ExportList, Pending, Receipt, Report

MOST_TEXTS = 100  # in one request


class Damaipedia(Resources):
    """The API of the site at `site`, such as "https://damaipedia.example".

    `key` is sent with every request; `language` ("id" or "en") is that of labels and refusals; `timeout` is
    in seconds, of one request. Raises `Problem` for what the API refuses, and `OSError` where it is not
    reached.
    """

    def __init__(self, site: str, *, key: str = "", language: str = "id", timeout: float = 30.0):
        self._asker = Asker(site, key=key, language=language, timeout=timeout)
        super().__init__(self._asker)

    def check(self, text: str, *, candidates: int = 0) -> Check:
        """The published debunks that answer a message of up to 20,000 characters; with `candidates`, that
        many best ones whatever the status."""
        wanted = {"candidates": candidates} if candidates else {}
        answer: Check = self._asker.post("check/", {"text": text, **wanted})
        return answer

    def check_link(self, url: str) -> Check | Pending:
        """The same for a page; `Pending` where it has to be read first: ask `answer` a little later."""
        answer: Check | Pending = self._asker.post("check/", {"url": url})
        return answer

    def answer(self, receipt: str) -> Check | Pending:
        """What became of a check."""
        answer: Check | Pending = self._asker.get(f"check/{quote(receipt, safe='')}/")
        return answer

    def batch(self, texts: Sequence[str]) -> list[Check]:
        """An answer for each message, in their order; any number of them, 100 in a request."""
        found: list[Check] = []
        for first in range(0, len(texts), MOST_TEXTS):
            asked = list(texts[first : first + MOST_TEXTS])
            answers: Answers = self._asker.post("check/batch/", {"texts": asked})
            found += answers["results"]
        return found

    def send_file(self, path: Path | str) -> Batch:
        """Have a file of up to 10,000 messages checked: `*.csv` with a column `text`, or `*.jsonl`."""
        edge, name = secrets.token_hex(16), Path(path).name.replace('"', "")
        head = f'--{edge}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
        body = head.encode() + Path(path).read_bytes() + f"\r\n--{edge}--\r\n".encode()
        sent: Batch = self._asker.post_form("check/batch/", body, edge)
        return sent

    def file(self, receipt: str) -> Batch:
        """How far a file is."""
        batch: Batch = self._asker.get(f"check/batch/{quote(receipt, safe='')}/")
        return batch

    def file_answers(self, receipt: str) -> bytes:
        """The answers to a finished file, in its form. Raises `Problem` with the status 409 before."""
        address = self._asker.address(f"check/batch/{quote(receipt, safe='')}/result/", {})
        return self._asker.send("GET", address)

    def forget_file(self, receipt: str) -> None:
        """Delete a file and its answers."""
        self._asker.send("DELETE", self._asker.address(f"check/batch/{quote(receipt, safe='')}/", {}))

    def exports(self) -> list[Export]:
        """Everything public as files, the latest first."""
        told: ExportList = self._asker.get("exports/")
        return told["results"]

    def download(self, url: str, path: Path | str) -> None:
        """Write a file of an export to `path`."""
        self._asker.save(url, Path(path))

    def report(self, text: str = "", url: str = "") -> Receipt:
        """Report a claim to the editors."""
        said = {name: value for name, value in (("text", text), ("url", url)) if value}
        receipt: Receipt = self._asker.post("reports/", said)
        return receipt

    def reported(self, receipt: str) -> Report:
        """What became of a report."""
        report: Report = self._asker.get(f"reports/{quote(receipt, safe='')}/")
        return report
