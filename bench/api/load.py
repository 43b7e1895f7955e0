"""How many requests the API answers: `python -m bench.api.load [DEBUNKS] [SECONDS]`.

wrk with 16 connections asks two worker processes of granian on this machine, wrk itself beside them, without
limits. The named alternative is a bare DRF view without middleware, in the same run. The CPU time of an
answer is that of the server's processes; on a machine that others use, too, it says more than the rate.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import urllib.request
from dataclasses import dataclass
from pathlib import Path

from django.utils.module_loading import import_string

from bench.api.serving import serving
from bench.reports.site import fresh_site, table

LIST = "/api/v1/debunks/"
# Every request is for another address: no answer comes out of the memory of the process. Its rows do, where
# other lists have shown them; `FAR` asks for other rows each time.
UNCACHED = """
local n = 0
request = function()
  n = n + 1
  local more = wrk.path:find("?", 1, true) and "&" or "?"
  local since = "19" .. (10 + n % 80) .. "-01-01T00:00:00." .. string.format("%06d", math.random(0, 999999))
  return wrk.format("GET", wrk.path .. more .. "published_after=" .. since .. "Z")
end
"""
FAR = """
request = function()
  local before = string.format("2020-%02d-%02dT%02d:%02d:00", math.random(1, 2), math.random(1, 28),
    math.random(0, 23), math.random(0, 59))
  return wrk.format("GET", wrk.path .. "?published_before=" .. before .. "." .. math.random(0, 999999) .. "Z")
end
"""


@dataclass(frozen=True)
class Found:
    """Answers a second, the middle latency, how many were no success, and milliseconds of CPU for each."""

    rate: float
    middle: str
    wrong: int
    cpu: float

    def beside(self, hello: "Found") -> str:
        refused = f", {self.wrong} refused" if self.wrong else ""
        shares = f"{self.rate / hello.rate:.2f} of the hello, {self.cpu:.2f} ms of CPU"
        return f"{self.rate:,.0f}/s, {shares}, p50 {self.middle}{refused}"


def main(count: int = 100_000, seconds: int = 10) -> int:
    if shutil.which("wrk") is None:
        sys.exit("wrk is not there (on Debian: apt install wrk).")
    print(subprocess.run(["uptime"], capture_output=True, text=True).stdout.strip())
    limits = {"RATE_READ": "off", "RATE_CHECK": "off", "CACHE_URL": "redis://127.0.0.1:1"}
    with fresh_site(**limits):
        import_string("bench.api.rows.fill")(count)
        with serving("bench.api.hello", path="/hello/") as address:
            hello = _asked(address + "/hello/", seconds)
        with serving() as address:
            rows = _measured(address, seconds)
    named = [(name, found.beside(hello)) for name, found in [("bare DRF hello", hello), *rows]]
    print(table(f"{count:,} debunks, 20 a page: requests a second, and against the hello", named))
    print(subprocess.run(["uptime"], capture_output=True, text=True).stdout.strip())
    return 0


def _measured(address: str, seconds: int) -> list[tuple[str, Found]]:
    listed = address + LIST
    with urllib.request.urlopen(listed) as answer:
        known = f"If-None-Match: {answer.headers['ETag']}"
    last = listed + "?ordering=published_at"
    return [
        ("list, uncached", _asked(listed, seconds, script=UNCACHED)),
        ("list, uncached, other rows each time", _asked(listed, seconds, script=FAR)),
        ("list, last page, uncached", _asked(last, seconds, script=UNCACHED)),
        ("list with everything, uncached", _asked(listed + "?include=all", seconds, script=UNCACHED)),
        ("list, out of memory", _asked(listed, seconds)),
        ("list, conditional (304)", _asked(listed, seconds, header=known)),
    ]


def _asked(url: str, seconds: int, script: str = "", header: str = "") -> Found:
    command = ["wrk", "-t1", "-c16", f"-d{seconds}s", "--latency", *(["-H", header] if header else [])]
    before = _cpu_of_children(os.getpid())
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as file:
        Path(file.name).write_text(script)
        command += ["-s", file.name] if script else []
        output = subprocess.run([*command, url], capture_output=True, text=True).stdout
    spent = _cpu_of_children(os.getpid()) - before

    def told(pattern: str, otherwise: str = "") -> str:
        found = re.search(pattern, output, re.MULTILINE)
        return found[1] if found else otherwise

    return Found(
        rate=float(told(r"Requests/sec:\s+([\d.]+)")),
        middle=told(r"^\s+50%\s+(\S+)"),
        wrong=int(told(r"Non-2xx or 3xx responses: (\d+)", "0")),
        cpu=spent * 1000 / int(told(r"(\d+) requests in")),
    )


def _cpu_of_children(pid: int) -> float:
    """Seconds of CPU that the processes begun by this one, and by those, have taken so far."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return sum(_cpu(int(child)) + _cpu_of_children(int(child)) for child in children)


def _cpu(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    sys.exit(main(*(int(each) for each in sys.argv[1:])))
