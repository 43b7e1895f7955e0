from django.core.management.base import BaseCommand, CommandError

from portal.demo.loading import DemoBroken, load_demo


class Command(BaseCommand):
    help = "Muat konten contoh: pemilu, tahapan, dapil, partai, calon, pelajaran, dan debunk."

    def add_arguments(self, parser):
        parser.add_argument("--only", choices=["elections"], help="Hanya data pemilu, tanpa artikel.")

    def handle(self, *, only, verbosity, **options):
        try:
            loaded = load_demo(only_elections=only == "elections")
        except DemoBroken as error:
            raise CommandError(str(error)) from error
        if verbosity:
            self.stdout.write(
                f"Konten contoh: {loaded.created} dibuat, {loaded.updated} diperbarui, "
                f"{loaded.unchanged} sudah ada."
            )
