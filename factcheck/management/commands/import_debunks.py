import zlib
from functools import partial
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from core.changes import last_number
from factcheck.exchange.facts import FactRefused, store_facts
from factcheck.exchange.files import read_lines
from factcheck.exchange.importing import read_records
from factcheck.exchange.saving import save_records
from factcheck.index import NotSearchable, wait_until_searchable

REASONS_SHOWN = 1000
WHERE_FROM = (
    "Yang belum ada dibaca dari elections.jsonl, people.jsonl, dan parties.jsonl di samping berkas ini: "
    "unduh juga ketiganya dari ekspor yang sama. Berkas gambar disalin dari portal asal ke %(media)s, dengan "
    "nama folder yang sama."
)


class Command(BaseCommand):
    help = (
        "Impor debunk dari berkas JSONL atau CSV (juga .gz); baris dengan external_id yang sama diperbarui. "
        "Pemilu, orang, dan partai yang disebut debunk dan belum ada di situs ini dibuat dari "
        "elections.jsonl, people.jsonl, dan parties.jsonl di folder yang sama, seperti dalam ekspor portal "
        "lain."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument(
            "--skip-bad", action="store_true", help="Simpan baris yang baik walau ada yang ditolak."
        )
        parser.add_argument(
            "--wait", action="store_true", help="Tunggu sampai semuanya bisa dicari, vektor termasuk."
        )

    def handle(self, *, file, skip_bad, wait, **options):
        reading = self._read(file)
        for number, reason in sorted(reading.refused.items())[:REASONS_SHOWN]:
            self.stderr.write(f"Baris {number} ditolak: {reason}")
        if reading.lacks_references:
            self.stderr.write(WHERE_FROM % {"media": settings.MEDIA_ROOT})
        if reading.unknown:
            self.stderr.write(f"Kolom tidak dikenal, diabaikan: {', '.join(sorted(reading.unknown))}")
        if reading.refused and not skip_bad:
            raise CommandError(
                f"{len(reading.refused)} baris ditolak, jadi tidak ada yang disimpan. "
                "Perbaiki berkasnya, atau tambahkan --skip-bad untuk menyimpan baris yang baik."
            )
        if facts := store_facts(reading.facts):
            self.stdout.write(f"{facts} pemilu, orang, atau partai dibuat.")
        shown = partial(tqdm, desc="Menyimpan", unit=" debunk")
        saved = save_records(list(reading.records.values()), progress=shown)
        self.stdout.write(
            f"{len(saved.created)} dibuat, {len(saved.updated)} diperbarui, "
            f"{saved.unchanged} tidak berubah, {len(reading.refused)} ditolak."
        )
        if wait:
            self._wait(len(reading.records))

    def _read(self, file):
        try:
            return read_records(tqdm(read_lines(file), unit=" baris", desc="Membaca"), file)
        except FactRefused as error:
            raise CommandError(f"Tidak ada yang disimpan. {error}") from error
        except (OSError, EOFError, zlib.error) as error:
            reason = getattr(error, "strerror", None) or error
            raise CommandError(f"{file} tidak bisa dibaca: {reason}") from error

    def _wait(self, records: int):
        """Until everything in the log, this import included, is found by words and by meaning."""
        with tqdm(desc="Membuat vektor", unit=" debunk", total=0) as bar:

            def show(left):
                bar.total = max(bar.total, left)
                bar.update(bar.total - left - bar.n)

            try:
                wait_until_searchable(last_number(), progress=show, timeout=3600 + records)
            except NotSearchable as error:
                raise CommandError(f"Tersimpan, tetapi belum bisa dicari: {error}") from error
        self.stdout.write("Semuanya sudah bisa dicari.")
