"""A copy kept by `since` while editors work: `python -m bench.api.mirror [OPERATIONS]`.

A thread publishes, edits, corrects and retracts at random; the copy follows over HTTP meanwhile, and in the
end is compared with the whole list, byte by byte.
"""

import json
import random
import sys
import threading
import time
import urllib.request

from bench.api.serving import serving
from bench.reports.site import fresh_site, table

LIST = "/api/v1/debunks/?include=all&page_size=100"


def main(operations: int = 2_000) -> int:
    with fresh_site(RATE_READ="off"), serving() as address:
        editors = threading.Thread(target=_edit, args=(operations,))
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


def _edit(operations: int) -> None:
    from django.db import connection  # noqa: PLC0415  # once Django stands

    from factcheck import actions  # noqa: PLC0415
    from factcheck.models import Debunk  # noqa: PLC0415

    chance = random.Random(8)
    for number in range(operations):
        act = chance.choice(["publish", "publish", "correct", "correct", "update", "retract"])
        one = Debunk.objects.published().order_by("?").first()
        if act == "publish" or one is None:
            title, claim = f"Tidak benar {number}", f"Kabar nomor {number}"
            row = Debunk(title=title, claim=claim, verdict="salah", slug=f"cermin-{number}")
            actions.publish(debunk=actions.save_draft(debunk=row, actor=None), actor=None)
        elif act == "correct":
            actions.correct(debunk=one, actor=None, reason="Tepat", fields={"summary": str(chance.random())})
        elif act == "update":
            one.sources.create(title=str(chance.random()))
            actions.update(debunk=one, actor=None, related=["sources"])
        else:
            actions.retract(debunk=one, actor=None, reason="Keliru")
    connection.close()


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
