"""What must be there before the processes start: `manage.py prepare`."""

from django.core.management.base import BaseCommand

from portal.prepare import prepare


class Command(BaseCommand):
    help = "Migrate, collect static files, fill an empty database, write the supervisor's configuration."

    def handle(self, *args, **options):
        prepare()
