"""schemathesis against a running site: `python -m bench.api.fuzz [CALLS]`.

All operations of the schema, with good and with bad input: no 5xx, and no answer outside the schema. The
files of reports and pictures are left out of what is generated only where the schema says so itself.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from bench.api.serving import fill, serving
from bench.reports.site import fresh_site

CHECKS = "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance"
OPERATIONS = 55  # about as many as the schema has; calls are divided among them


def main(calls: int = 2_000) -> int:
    limits = {"RATE_READ": "off", "RATE_CHECK": "off", "RATE_REPORT": "off"}
    with fresh_site(**limits, REDIS_URL="memory://fuzz"), tempfile.TemporaryDirectory() as folder:
        fill(200)
        with serving() as address:
            report = Path(folder) / "fuzz"
            command = ["schemathesis", "run", f"{address}/api/v1/schema/", "--checks", CHECKS]
            each = max(1, calls // OPERATIONS)
            options = ["--max-examples", str(each), "--phases", "examples,fuzzing", "--seed", "8"]
            program = Path(sys.executable).with_name(command[0])
            quiet = {**os.environ, "NO_COLOR": "1"}
            return subprocess.run(
                [str(program), *command[1:], *options], cwd=report.parent, env=quiet
            ).returncode


if __name__ == "__main__":
    sys.exit(main(*(int(each) for each in sys.argv[1:])))
