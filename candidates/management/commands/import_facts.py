from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from candidates.imports.files import FileRefused
from candidates.imports.kinds import Kind, plan_of
from candidates.imports.storing import store


class Command(BaseCommand):
    help = "Impor daftar calon atau daerah dari CSV atau XLSX. Tanpa --store hanya dicoba."

    def add_arguments(self, parser):
        parser.add_argument("kind", choices=Kind.values)
        parser.add_argument("file", type=Path)
        parser.add_argument("--store", action="store_true", help="Simpan bila tidak ada yang ditolak.")

    def handle(self, *, kind, file, **options):
        try:
            plan = plan_of(kind, file.read_bytes())
        except (FileRefused, OSError) as error:
            raise CommandError(str(error)) from error
        for refusal in plan.refusals:
            self.stderr.write(f"{refusal.row}: {refusal.column}: {refusal.reason}")
        counts = f"{len(plan.create)} dibuat, {len(plan.update)} diperbarui, {plan.unchanged} tetap"
        if plan.refusals:
            raise CommandError(f"{len(plan.refusals)} kesalahan; tidak ada yang disimpan.")
        if options["store"]:
            store(actor=None, plan=plan, file_name=file.name)
            self.stdout.write(f"Tersimpan: {counts}.")
        else:
            self.stdout.write(f"Percobaan: {counts}. Tambahkan --store untuk menyimpan.")
