"""schemathesis against a running site: `python -m bench.api.fuzz [CALLS]`.

All operations of the schema, on the demo content, with input that the schema allows and with input that it
forbids: no 5xx, and no answer outside the schema.
"""

import json
import os
import subprocess
import sys
import tempfile
import urllib.request

from django.utils.module_loading import import_string

from bench.api.serving import serving, site
from bench.reports.site import table

CHECKS = "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance"
PHASES = "examples,coverage,fuzzing,stateful"
METHODS = {"get", "post", "put", "patch", "delete"}


def main(calls: int = 2_000) -> int:
    with site():
        import_string("bench.api.rows.demo")()
        key = import_string("bench.api.rows.key")()
        with serving() as address:
            operations = count_operations(address)
            failed = fuzz(address, max(1, calls // operations), key)
    print(table("schemathesis", [("operations", operations), ("found something", "YES" if failed else "no")]))
    return failed


def fuzz(address: str, each: int, key: str) -> int:
    """Try every operation with about `each` calls; not 0 where anything was found, and then it is printed."""
    options = ["--checks", CHECKS, "--phases", PHASES, "--max-examples", str(each), "--seed", "8"]
    options += ["--continue-on-failure", "--suppress-health-check", "all", "--generation-database", "none"]
    options += ["--header", f"Authorization: Bearer {key}"]
    command = [sys.executable, "-m", "schemathesis.cli", "run", f"{address}/api/v1/schema/", *options]
    with tempfile.TemporaryDirectory() as folder:  # for what it writes beside its report
        return subprocess.run(command, cwd=folder, env={**os.environ, "NO_COLOR": "1"}).returncode


def count_operations(address: str) -> int:
    with urllib.request.urlopen(f"{address}/api/v1/schema/") as answer:
        paths = json.load(answer)["paths"]
    return sum(len(METHODS & operations.keys()) for operations in paths.values())


if __name__ == "__main__":
    sys.exit(main(*(int(each) for each in sys.argv[1:])))
