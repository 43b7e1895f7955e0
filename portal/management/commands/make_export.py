from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from portal.exports import actions
from portal.exports.models import Export


class Command(BaseCommand):
    help = "Buat ekspor data terbuka sekarang, di proses ini; yang sedang dibuat diteruskan."

    def handle(self, **options):
        export = Export.objects.unfinished().first()
        try:
            export = export or actions.begin()
        except ValidationError as error:
            raise CommandError(error.messages[0]) from error
        while actions.write(pk=export.pk, seconds=60):
            pass
        export.refresh_from_db()
        if export.finished_at is None:
            raise CommandError(f"Ekspor {export} sedang dibuat oleh proses lain.")
        self.stdout.write(
            f"{export.folder}: {len(export.manifest['files'])} berkas, penanda {export.cursor}."
        )
