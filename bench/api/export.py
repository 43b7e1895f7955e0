"""A full export of many debunks, in time and memory: `python -m bench.api.export [DEBUNKS]`.

Beside it, in the same run, what one would write first: all debunks with their lists in one list of objects,
and that into one file of JSON. Each in a process of its own; the memory is its peak.
"""

import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path

import django
from django.utils.module_loading import import_string

from bench.api.serving import site
from bench.reports.site import table


def main(count: int = 100_000) -> int:
    load = os.getloadavg()[0]
    with site():
        import_string("bench.api.rows.fill")(count)
        rows = [_measured("ours"), _measured("plain")]
    named = [
        (f"export: {rows[0]['files']} files, compressed ones included", _shown(rows[0])),
        ("json.dumps of all objects in one list, one file", _shown(rows[1])),
    ]
    print(table(f"A full export of {count:,} debunks (load {load:.1f} when it began)", named))
    return 0


def _measured(which: str) -> dict:
    command = [sys.executable, "-m", "bench.api.export", which]
    return json.loads(
        subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()[-1]
    )


def _shown(row: dict) -> str:
    took = f"{row['seconds']:.0f} s, of them {row['cpu']:.0f} s of CPU"
    return f"{took}; {row['memory']:.0f} MB; {row['bytes']:,} bytes"


def ours() -> dict:
    export = import_string("portal.exports.actions.begin")()
    while import_string("portal.exports.actions.write")(pk=export.pk):
        pass
    sizes = [path.stat().st_size for path in export.folder.iterdir()]
    return {"files": len(sizes), "bytes": sum(sizes)}


def plain() -> dict:
    lists, record_of = map(
        import_string, (f"factcheck.exchange.records.{name}" for name in ("LISTS", "record_of"))
    )
    debunks = import_string("factcheck.models.Debunk").objects.public().prefetch_related(*lists)
    path = Path(os.environ["DATA_DIR"]) / "plain.json"
    path.write_text(json.dumps([record_of(debunk) for debunk in debunks], ensure_ascii=False))
    return {"files": 1, "bytes": path.stat().st_size}


def alone(which: str) -> int:
    """In a process of its own: what was made, and what it took."""
    django.setup()
    began = time.monotonic()
    made = {"ours": ours, "plain": plain}[which]()
    status = Path("/proc/self/status").read_text()
    peak = int(re.search(r"VmHWM:\s+(\d+) kB", status)[1]) / 1000  # type: ignore[index]
    spent = {"seconds": time.monotonic() - began, "cpu": time.process_time(), "memory": peak}
    print(json.dumps(made | spent))
    return 0


if __name__ == "__main__":
    arguments = sys.argv[1:]
    named = arguments and arguments[0] in ("ours", "plain")
    sys.exit(alone(arguments[0]) if named else main(*map(int, arguments)))
