"""A site of its own for a benchmark: an empty database in a temporary folder."""

import contextlib
import os
import tempfile
from collections.abc import Iterable, Sequence

import django
from django.core.management import call_command

POISON = "racun-untuk-pengujian"  # a text that holds it breaks the claim check of `bench.reports.worker`


@contextlib.contextmanager
def fresh_site(**environment):
    """Settings, folder and migrated database for this process; gone afterwards.

    DATABASE_URL is heeded: name an empty PostgreSQL database there to measure on it.
    """
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        os.environ.update({"DATA_DIR": folder, "ENV_FILE": os.devnull, **environment})
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
        django.setup()
        call_command("migrate", verbosity=0)
        yield folder


def table(title: str, rows: Iterable[Sequence[object]]) -> str:
    """A heading and below it, in Markdown, what was found: a line a row, of as many cells as the first."""
    cells = [[str(cell) for cell in row] for row in rows]
    width = len(cells[0]) if cells else 2
    lines = "".join(f"| {' | '.join(row)} |\n" for row in cells)
    return f"### {title}\n\n|{' |' * width}\n|{'---|' * width}\n{lines}"
