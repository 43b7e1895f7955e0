"""Reports about neutrality, as numbers only: what /netralitas-asn/angka/ shows, and nothing more."""

from django.utils.translation import gettext as _

from neutrality import counts
from portal.statistics.tables import Row, Table


def by_month() -> Table:
    return _table("netralitas-bulan", "month", _("Laporan netralitas menurut bulan"), _("Bulan"))


def by_act() -> Table:
    return _table("netralitas-perbuatan", "act", _("Laporan netralitas menurut perbuatan"), _("Perbuatan"))


def by_level() -> Table:
    title = _("Laporan netralitas menurut tingkat instansi")
    return _table("netralitas-tingkat", "level", title, _("Tingkat instansi"))


def _table(name: str, axis: str, title: str, first: str) -> Table:
    """An empty cell is a number that is not shown."""
    columns = (first, _("Diterima"), _("Dirujuk"), _("Ditutup"))
    rows = [Row(label, cells) for label, cells in counts.tables()[axis].rows]
    note = _("Sampai akhir bulan lalu. Kosong: kurang dari %(least)d, atau dapat membocorkan angka lain.")
    return Table(name, title, columns, rows, note % {"least": counts.LEAST})
