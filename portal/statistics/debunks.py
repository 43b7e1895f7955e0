"""Published debunks by month, verdict, kind and topic."""

from collections import Counter
from datetime import date

from django.db.models import Count
from django.db.models.functions import TruncMonth
from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext as _

from factcheck.models import Debunk, Kind, Topic, Verdict
from portal.statistics.tables import Row, Table, measured

MONTHS_DRAWN = 9


def by_month() -> Table:
    """The latest month first."""
    months = Debunk.objects.published().annotate(month=TruncMonth("published_at")).order_by()
    counts = {row["month"].date(): row["n"] for row in months.values("month").annotate(n=Count("pk"))}
    rows = [
        Row(formats.date_format(month, "F Y"), (counts.get(month, 0),), short=formats.date_format(month, "M"))
        for month in reversed(_months(counts))
    ]
    columns = (_("Bulan"), _("Klaim"))
    return Table("bulan", _("Per bulan"), columns, rows, charted=min(MONTHS_DRAWN, len(rows)))


def by_verdict() -> Table:
    counts = _counted("verdict")
    rows = [(str(one.label), counts[one.value], _listed("verdict", one.value), one.value) for one in Verdict]
    rows.sort(key=lambda row: -row[1])
    return Table("vonis", _("Per vonis"), (_("Vonis"), _("Klaim"), _("Bagian")), measured(rows))


def by_kind() -> Table:
    counts = _counted("kind")
    rows = [(str(one.label), counts[one.value], _listed("kind", one.value), "") for one in Kind]
    rows.append((_("Tanpa jenis"), counts[""], "", ""))
    rows.sort(key=lambda row: -row[1])
    return Table("jenis", _("Per jenis"), (_("Jenis"), _("Klaim"), _("Bagian")), measured(rows))


def by_topic() -> Table:
    links = Debunk.topics.through.objects.filter(debunk__in=Debunk.objects.published()).order_by()
    counts = dict(links.values_list("topic").annotate(n=Count("pk")))
    topics = Topic.objects.filter(pk__in=counts)
    rows = [(topic.name, counts[topic.pk], _listed("topic", topic.slug), "") for topic in topics]
    rows.sort(key=lambda row: (-row[1], row[0]))
    note = _("Satu klaim bisa bertema lebih dari satu.")
    return Table("tema", _("Per tema"), (_("Tema"), _("Klaim"), _("Bagian")), measured(rows), note)


def _counted(name: str) -> Counter:
    found = Debunk.objects.published().order_by().values_list(name).annotate(n=Count("pk"))
    return Counter(dict(found))


def _listed(name: str, value: str) -> str:
    return f"{reverse('debunks')}?{name}={value}"


def _months(counts) -> list[date]:
    """Every month from the first to the last, also those without a debunk."""
    if not counts:
        return []
    month, last, found = min(counts), max(counts), []
    while month <= last:
        found.append(month)
        month = date(month.year + month.month // 12, month.month % 12 + 1, 1)
    return found
