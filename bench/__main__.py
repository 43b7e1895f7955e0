"""All benchmarks, one after the other: `make bench`. One of them: `python -m bench.reports.grouping`."""

import subprocess
import sys

BENCHMARKS = [
    "bench.matching.speed",
    "bench.reports.grouping",
    "bench.reports.drain",
    "bench.reports.kills",
    "bench.reports.outage",
    "bench.desk",
    "bench.api.fuzz",
    "bench.api.mirror",
]


def main() -> int:
    failed = []
    for name in BENCHMARKS:
        print(f"\n## {name}\n", flush=True)
        if subprocess.run([sys.executable, "-m", name]).returncode:
            failed.append(name)
    if failed:
        print(f"\nfailed: {', '.join(failed)}")
    return len(failed)


if __name__ == "__main__":
    sys.exit(main())
