"""A copy kept by `since` while editors work: `python -m bench.api.mirror [OPERATIONS]`.

A thread publishes, edits, corrects and retracts at random; the copy follows over HTTP meanwhile, and in the
end is compared with the whole list, byte by byte.
"""

import json
import sys
import threading
import time
import urllib.request

from django.utils.module_loading import import_string

from bench.api.serving import serving, site
from bench.reports.site import table

LIST = "/api/v1/debunks/?include=all&page_size=100"


def main(operations: int = 2_000) -> int:
    with site(), serving() as address:
        editors = threading.Thread(target=import_string("bench.api.rows.edit"), args=(operations,))
        began = time.monotonic()
        editors.start()
        rows, cursor, pages = {}, "0", 0
        while editors.is_alive() or _more(address, cursor):
            cursor = _step(address, cursor, rows)
            pages += 1
        took = time.monotonic() - began
        equal = _bytes(_standing(rows)) == _bytes(_listed(address))
    counted = len(_standing(rows))
    print(
        table(
            "A mirror beside random edits",
            [
                ("operations", f"{operations:,}"),
                ("seconds", f"{took:.0f}"),
                ("pages read", f"{pages:,}"),
                ("published at the end", f"{counted:,}"),
                ("byte-equal with the list", "yes" if equal else "NO"),
            ],
        )
    )
    return 0 if equal and counted else 1


def _step(address: str, cursor: str, rows: dict) -> str:
    page = _read(f"{address}{LIST}&since={cursor}")
    rows.update((row["id"], row) for row in page["results"])
    for gone in page["gone"]:
        rows.pop(gone["id"], None)
    return page["cursor"]


def _more(address: str, cursor: str) -> bool:
    page = _read(f"{address}{LIST}&since={cursor}")
    return bool(page["results"] or page["gone"])


def _listed(address: str) -> list[dict]:
    rows, url = [], LIST
    while url:
        page = _read(address + url)
        rows += page["results"]
        url = page["next"] and "/api/" + page["next"].partition("/api/")[2]
    return rows


def _read(url: str) -> dict:
    with urllib.request.urlopen(url, timeout=60) as answer:
        return json.load(answer)


def _standing(rows: dict) -> list[dict]:
    return [row for row in rows.values() if row["state"] == "published"]


def _bytes(rows: list[dict]) -> bytes:
    return json.dumps(sorted(rows, key=lambda row: int(row["id"]))).encode()


if __name__ == "__main__":
    sys.exit(main(*(int(each) for each in sys.argv[1:])))
