"""The figures at the head of the desk, and the line of a case's reports over time."""

from collections.abc import Iterable
from datetime import timedelta
from statistics import median

from django.db.models import Count, F
from django.db.models.functions import TruncDate
from django.utils import timezone

from reports.models import Answer, Case, HoaxReport, Kind, Message

DAYS = 14
WIDTH, HEIGHT, EDGE = 168, 32, 2
LATEST = 1_000


def desk() -> dict:
    """Today's reports by channel, what waits, what failed, and the median minutes to an answer this month."""
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    today = HoaxReport.objects.filter(created_at__gte=midnight).order_by()
    channels = list(today.values("channel").annotate(count=Count("pk")).order_by("-count"))
    return {
        "open": _open_by_kind(),
        "today": sum(row["count"] for row in channels),
        "channels": channels,
        "parked": HoaxReport.objects.parked().count(),
        "uncertain": Message.objects.to_look_at().count(),
        "median_minutes": median_minutes(),
    }


def _open_by_kind() -> list[dict]:
    """Every kind with its number of open cases: what is no hoax waits in a queue of its own."""
    counts = dict(Case.objects.open().order_by().values_list("kind").annotate(count=Count("pk")))
    return [{"kind": kind, "label": kind.label, "count": counts.get(kind, 0)} for kind in Kind]


def median_minutes() -> int | None:
    """Half of the latest answers took no longer than this; None when there is none this month."""
    month = timezone.now() - timedelta(days=30)
    latest = Answer.objects.filter(created_at__gte=month).order_by("-id")[:LATEST]
    waits = latest.annotate(wait=F("created_at") - F("report__created_at")).values_list("wait", flat=True)
    return round(median(wait.total_seconds() for wait in waits) / 60) if waits else None


def per_day(cases: Iterable[Case]) -> dict[int, list[int]]:
    """By case: its reports on each of the last fourteen days, today last."""
    today = timezone.localdate()
    days = [today - timedelta(days=ago) for ago in reversed(range(DAYS))]
    counted = (
        HoaxReport.objects.filter(case__in=cases, created_at__gte=timezone.now() - timedelta(days=DAYS))
        .order_by()
        .annotate(day=TruncDate("created_at"))
        .values_list("case", "day")
        .annotate(count=Count("pk"))
    )
    counts = {(case, day): count for case, day, count in counted}
    return {case.pk: [counts.get((case.pk, day), 0) for day in days] for case in cases}


def sparkline(counts: list[int]) -> str:
    """The points of an SVG polyline, WIDTH by HEIGHT."""
    most = max([*counts, 1])
    step = (WIDTH - 2 * EDGE) / (len(counts) - 1)
    heights = [HEIGHT - EDGE - (HEIGHT - 2 * EDGE) * count / most for count in counts]
    return " ".join(f"{EDGE + step * at:.1f},{height:.1f}" for at, height in enumerate(heights))
