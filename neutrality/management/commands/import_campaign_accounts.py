"""Import campaign accounts from a CSV file."""

from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from neutrality.accounts import import_accounts


class Command(BaseCommand):
    help = (
        "Import registered campaign accounts (CSV with election, platform, handle, owner, valid_from, "
        "valid_to, source_title; optional url, party, candidacy, source_url, demo), or the table of the open "
        "data. All rows or none."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--skip-bad", action="store_true", help="store the good rows all the same")

    def handle(self, *, file, skip_bad, **options):
        try:
            done = import_accounts(actor=None, data=file.read_bytes(), skip_bad=skip_bad)
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}") from error
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        for number, reason in done.refused:
            self.stderr.write(f"line {number}: {reason}")
        self.stdout.write(
            f"{done.created} created, {done.updated} updated, {done.unchanged} unchanged, "
            f"{len(done.refused)} refused"
        )
        if done.refused and not skip_bad:
            raise CommandError("nothing was stored")
