"""What the desk should look at first. Every point has a reason that stands on the case's page."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import log2

from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _

from candidates.phases import PhaseNow, phases_now
from reports.models import Case, HoaxReport

RECENT = timedelta(hours=6)
MOST = {"reach": 40, "growth": 40, "waiting": 20}
HARM = 15  # for each step above "small"
CLOSE_DAYS = 14  # before the vote
BATCH = 500


@dataclass(frozen=True)
class Points:
    """A part of a case's score: how many points, and why."""

    name: str
    points: float
    reason: str


def rescore() -> int:
    """Give every open case its score of now; how many changed."""
    now, urgency = timezone.now(), phase_points()
    changed = []
    for case in counted(Case.objects.open(), now).iterator(BATCH):
        score = round(sum(part.points for part in parts(case, now, urgency)), 1)
        if score != case.score:
            case.score = score
            changed.append(case)
    Case.objects.bulk_update(changed, ["score"], batch_size=BATCH)
    return len(changed)


def counted(cases, now: datetime):
    """`cases` with `size`, the number of their reports, and `recent`, that of the last six hours."""
    recent = Count("reports", filter=Q(reports__created_at__gte=now - RECENT))
    return cases.annotate(size=Count("reports"), recent=recent)


def counted_one_by_one(cases, now: datetime):
    """The same for a page of cases: counts those it shows, where `counted` goes through all reports."""
    reports = HoaxReport.objects.filter(case=OuterRef("pk")).order_by().values("case")
    size = Subquery(reports.annotate(n=Count("pk")).values("n"))
    recent = Subquery(reports.filter(created_at__gte=now - RECENT).annotate(n=Count("pk")).values("n"))
    return cases.annotate(size=Coalesce(size, 0), recent=Coalesce(recent, 0))


def parts(case, now: datetime, urgency: Points) -> list[Points]:
    """The parts of the score of a case that was counted. The logarithm: the tenth report says more than the
    ten-thousandth."""
    hours = (now - case.created_at).total_seconds() / 3600
    return [
        Points(
            _("Jangkauan"),
            min(MOST["reach"], 6 * log2(1 + case.size)),
            _("%(count)s laporan") % {"count": case.size},
        ),
        Points(
            _("Pertumbuhan"),
            min(MOST["growth"], 8 * log2(1 + case.recent)),
            _("%(count)s laporan dalam 6 jam terakhir") % {"count": case.recent},
        ),
        Points(_("Bahaya"), HARM * (case.harm - 1), case.get_harm_display()),
        urgency,
        Points(
            _("Lama menunggu"),
            min(MOST["waiting"], hours / 3),
            _("%(hours)s jam") % {"hours": round(hours)},
        ),
    ]


def phase_points() -> Points:
    """The nearer the vote, the more a hoax can do. Of several elections the most urgent one counts."""
    urgencies = [_urgency(now) for now in phases_now(timezone.localdate())]
    if not urgencies:
        return Points(_("Tahap pemilu"), 0, _("tidak ada tahapan"))
    return max(urgencies, key=lambda urgency: urgency.points)


def _urgency(now: PhaseNow) -> Points:
    points, reason = 0, _("masih jauh dari pemungutan suara")
    if now.quiet or now.phase == "during":
        points, reason = 20, _("masa tenang, pemungutan, atau penghitungan")
    elif now.phase == "after":
        reason = _("suara sudah dihitung")
    elif now.days is not None and now.days <= CLOSE_DAYS:
        points, reason = 10, _("%(days)s hari sebelum pemungutan") % {"days": now.days}
    return Points(_("Tahap pemilu"), points, f"{now.election.name}: {reason}")
