from collections.abc import Sequence
from datetime import datetime
from functools import partial
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from tqdm import tqdm

from reports.channels import csv
from reports.models import HoaxReport


class Command(BaseCommand):
    help = f"Take a patrol team's list: CSV with the columns {', '.join(sorted(csv.COLUMNS))}."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)

    def handle(self, *, file: Path, **options):
        began = timezone.now()
        try:
            with file.open(encoding="utf-8-sig", newline="") as lines:
                taken = csv.take(lines, progress=partial(tqdm, desc="Menyimpan", unit=" baris"))
        except csv.BadList as bad:
            self.stderr.write(str(bad))
            raise CommandError(f"{_told(began, bad.taken)}, {len(bad.complaints)} lines refused") from None
        except (OSError, UnicodeDecodeError) as error:
            raise CommandError(f"{file}: {error}") from None
        self.stdout.write(_told(began, taken))


def _told(began: datetime, taken: Sequence[HoaxReport]) -> str:
    new = csv.new_since(began, taken)
    return f"{new} taken, {len(taken) - new} taken before"
