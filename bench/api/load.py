"""How many requests the API answers: `python -m bench.api.load [DEBUNKS] [SECONDS]`.

wrk with 16 connections asks two worker processes of granian on this machine, wrk itself beside them, without
limits. The named alternative is a bare DRF view without middleware, in the same run.
"""

import re
import shutil
import subprocess
import sys
import tempfile
import urllib.request
from pathlib import Path

from django.utils.module_loading import import_string

from bench.api.serving import serving
from bench.reports.site import fresh_site, table

LIST = "/api/v1/debunks/"
# Every request is for another address: nothing comes out of the memory of the process.
UNCACHED = """
local n = 0
request = function()
  n = n + 1
  local more = wrk.path:find("?", 1, true) and "&" or "?"
  local since = "19" .. (10 + n % 80) .. "-01-01T00:00:00." .. string.format("%06d", math.random(0, 999999))
  return wrk.format("GET", wrk.path .. more .. "published_after=" .. since .. "Z")
end
"""


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
    named = [
        ("bare DRF hello", _shown(hello, hello)),
        *((name, _shown(rate, hello)) for name, rate in rows),
    ]
    print(table(f"{count:,} debunks, 20 a page: requests a second, and against the hello", named))
    print(subprocess.run(["uptime"], capture_output=True, text=True).stdout.strip())
    return 0


def _measured(address: str, seconds: int) -> list[tuple[str, tuple]]:
    with urllib.request.urlopen(address + LIST) as answer:
        tag = answer.headers["ETag"]
    everything, last = address + LIST + "?include=all", address + LIST + "?ordering=published_at"
    return [
        ("list, uncached", _asked(address + LIST, seconds, script=UNCACHED)),
        (
            "list, last page, uncached",
            _asked(last, seconds, script=UNCACHED),
        ),
        ("list with everything, uncached", _asked(everything, seconds, script=UNCACHED)),
        ("list, out of memory", _asked(address + LIST, seconds)),
        ("list, conditional (304)", _asked(address + LIST, seconds, header=f"If-None-Match: {tag}")),
    ]


def _asked(url: str, seconds: int, script: str = "", header: str = "") -> tuple[float, str, int]:
    """Requests a second, the middle latency, and how many answers were no success."""
    command = ["wrk", "-t1", "-c16", f"-d{seconds}s", "--latency", *(["-H", header] if header else [])]
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as file:
        Path(file.name).write_text(script)
        output = subprocess.run(
            [*command, *(["-s", file.name] if script else []), url], capture_output=True, text=True
        ).stdout
    rate = float(re.search(r"Requests/sec:\s+([\d.]+)", output)[1])  # type: ignore[index]
    middle = re.search(r"^\s+50%\s+(\S+)", output, re.MULTILINE)[1]  # type: ignore[index]
    wrong = re.search(r"Non-2xx or 3xx responses: (\d+)", output)
    return rate, middle, int(wrong[1]) if wrong else 0


def _shown(found: tuple, hello: tuple) -> str:
    rate, middle, wrong = found
    refused = f", {wrong} refused" if wrong else ""
    return f"{rate:,.0f}/s, {rate / hello[0]:.2f} of the hello, p50 {middle}{refused}"


if __name__ == "__main__":
    sys.exit(main(*(int(each) for each in sys.argv[1:])))
