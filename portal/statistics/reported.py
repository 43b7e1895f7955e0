"""What reports tell: how long a verdict takes, and which hoaxes come back."""

from datetime import timedelta
from statistics import median

from django.db.models import Count, F, Max, Min
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from factcheck.models import Debunk
from portal.statistics.tables import Row, Table, measured
from reports.models import HoaxReport

CAME_BACK = timedelta(days=30)
MOST = 20
DAY = timedelta(days=1)
SPANS = (
    (timedelta(hours=6), gettext_lazy("Sampai 6 jam")),
    (DAY, gettext_lazy("Sampai 1 hari")),
    (3 * DAY, gettext_lazy("Sampai 3 hari")),
    (7 * DAY, gettext_lazy("Sampai 7 hari")),
    (timedelta.max, pgettext_lazy("waktu", "Lebih lama")),
)


def time_to_verdict() -> Table:
    """From the first report of a claim to its verdict, for claims that were reported before it."""
    answered = HoaxReport.objects.filter(debunk__in=Debunk.objects.published()).order_by()
    firsts = answered.values("debunk", "debunk__published_at").annotate(first=Min("created_at"))
    waits = [row["debunk__published_at"] - row["first"] for row in firsts]
    waits = [wait for wait in waits if wait >= timedelta(0)]
    rows, shortest = [], timedelta(-1)
    for longest, label in SPANS:
        rows.append((str(label), sum(shortest < wait <= longest for wait in waits), "", ""))
        shortest = longest
    columns = (_("Waktu"), _("Klaim"), _("Bagian"))
    return Table("waktu", _("Dari laporan pertama sampai vonis"), columns, measured(rows), _typical(waits))


def came_back() -> Table:
    """Debunks that were reported again at least 30 days after they were published."""
    again = HoaxReport.objects.filter(
        debunk__in=Debunk.objects.published(), created_at__gte=F("debunk__published_at") + CAME_BACK
    )
    counted = again.order_by().values("debunk").annotate(n=Count("pk"), latest=Max("created_at"))
    top = sorted(counted, key=lambda row: (-row["n"], row["debunk"]))[:MOST]
    debunks = Debunk.objects.in_bulk([row["debunk"] for row in top])
    rows = [_row(debunks[row["debunk"]], row["n"], row["latest"]) for row in top]
    columns = (_("Klaim"), _("Terbit"), _("Laporan lagi"), _("Terakhir"))
    note = _("Klaim yang dilaporkan lagi paling cepat 30 hari sesudah vonisnya terbit, dua puluh teratas.")
    return Table("kembali", _("Hoaks yang kembali"), columns, rows, note)


def _row(debunk: Debunk, number: int, latest) -> Row:
    return Row(debunk.title, (_day(debunk.published_at), number, _day(latest)), debunk.get_absolute_url())


def _typical(waits: list[timedelta]) -> str:
    if not waits:
        return _("Belum ada klaim yang dilaporkan sebelum vonisnya terbit.")
    hours = max(1, round(median(wait.total_seconds() for wait in waits) / 3600))
    return _("Separuh dari semuanya selesai dalam %(hours)d jam.") % {"hours": hours}


def _day(moment) -> str:
    return formats.date_format(timezone.localtime(moment), "j M Y")
