"""Check the log of custody and every sealed file against it."""

from django.core.management.base import BaseCommand, CommandError

from neutrality import custody
from neutrality.models import CustodyEntry, EvidenceFile


class Command(BaseCommand):
    help = "Check the log of custody, every evidence file and every bundle; names whatever was changed."

    def handle(self, **options):
        count = 0
        for count, problem in enumerate(custody.verify(), start=1):  # noqa: B007
            self.stderr.write(problem)
        if count:
            raise CommandError(f"{count} things are not as they were written")
        lines, files = CustodyEntry.objects.count(), EvidenceFile.objects.count()
        self.stdout.write(f"{lines} lines and {files} files are as they were written")
