"""Check a referral bundle from its files alone, with this portal's public key."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from neutrality import signing
from neutrality.standalone import verify_bundle


class Command(BaseCommand):
    help = "Check a referral bundle: its signature, and the hash of every file in it."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser):
        parser.add_argument("bundle", type=Path)
        parser.add_argument("--key", help="64 hexadecimal digits or a PEM file; by default this portal's key")

    def handle(self, *, bundle, key, **options):
        try:
            public = verify_bundle.key_from(key) if key else signing.public_key()
        except (OSError, ValueError) as error:
            raise CommandError(f"no public key: {error}") from error
        found = verify_bundle.problems(bundle, public)
        for problem in found:
            self.stderr.write(problem)
        if found:
            raise CommandError(f"{len(found)} things are wrong with {bundle}")
        self.stdout.write("The bundle is whole and was signed with this key.")
