from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from reports.channels import csv


class Command(BaseCommand):
    help = f"Take a patrol team's list: CSV with the columns {', '.join(sorted(csv.COLUMNS))}."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)

    def handle(self, *, file: Path, **options):
        try:
            with file.open(encoding="utf-8-sig", newline="") as lines:
                taken = csv.take(lines)
        except csv.BadList as bad:
            self.stderr.write(str(bad))
            raise CommandError(f"{len(bad.taken)} taken, {len(bad.complaints)} lines refused") from None
        except (OSError, UnicodeDecodeError) as error:
            raise CommandError(f"{file}: {error}") from None
        self.stdout.write(f"{len(taken)} taken")
