"""What readers asked us to correct, and what became of it."""

from math import ceil
from statistics import median

from django.db.models import Count
from django.utils import formats
from django.utils.translation import gettext as _

from factcheck.models import CorrectionRequest
from portal.statistics.tables import Row, Table

State = CorrectionRequest.State
DAY = 86_400  # seconds


def requests() -> Table:
    """How many were asked and answered, and how long half of the answers took."""
    counted = CorrectionRequest.objects.order_by().values_list("state").annotate(n=Count("pk"))
    counts = dict(counted)
    rows = [
        Row(_("Diminta"), (sum(counts.values()),)),
        Row(_("Dijawab: diterima"), (counts.get(State.ACCEPTED, 0),)),
        Row(_("Dijawab: ditolak"), (counts.get(State.DECLINED, 0),)),
        Row(_("Menunggu jawaban"), (counts.get(State.OPEN, 0),)),
    ]
    title = _("Permintaan koreksi dari pembaca")
    return Table("permintaan-koreksi", title, (_("Permintaan"), _("Jumlah")), rows, _typical())


def _typical() -> str:
    times = CorrectionRequest.objects.answered().order_by().values_list("created_at", "answered_at")
    waits = [(answered - asked).total_seconds() for asked, answered in times]
    if not waits:
        return _("Belum ada permintaan yang dijawab.")
    if median(waits) < DAY:
        hours = ceil(median(waits) / 3600)
        return _("Separuh jawaban diberikan dalam %(hours)d jam.") % {"hours": max(hours, 1)}
    days = formats.localize(round(median(waits) / DAY, 1))
    return _("Separuh jawaban diberikan dalam %(days)s hari.") % {"days": days}
