from pathlib import Path

from django.core.management.base import BaseCommand

from candidates.imports.files import write_csv, write_xlsx
from candidates.imports.kinds import Kind, export_of


class Command(BaseCommand):
    help = "Ekspor daftar calon atau daerah ke CSV atau XLSX (menurut akhiran nama berkas)."

    def add_arguments(self, parser):
        parser.add_argument("kind", choices=Kind.values)
        parser.add_argument("file", type=Path)
        parser.add_argument("--election", default="", help="Slug pemilu, untuk daftar calon.")

    def handle(self, *, kind, file, election, **options):
        columns, rows = export_of(kind, election)
        write = write_xlsx if file.suffix.lower() == ".xlsx" else write_csv
        file.write_bytes(write(columns, rows))
        self.stdout.write(f"{len(rows)} baris: {file}")
