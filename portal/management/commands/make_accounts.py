"""Accounts for an empty portal: `manage.py make_accounts`."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from portal.accounts import AccountsExist, make_accounts


class Command(BaseCommand):
    help = "Make an account for each role and a superuser; their passwords go to DATA_DIR/accounts.txt."

    def handle(self, *args, **options):
        path = settings.DATA_DIR / "accounts.txt"
        try:
            make_accounts(path=path)
        except AccountsExist:
            raise CommandError("There are accounts already; nothing was made.") from None
        self.stdout.write(f"Accounts for each role, with their passwords: {path}")
