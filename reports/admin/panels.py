"""The parts of a case's page, and of its row, that are more than a value."""

from django.template.loader import render_to_string
from django.urls import reverse

from reports import counters, joining
from reports.models import Case

SHOWN = 20


def line(counts: list[int]) -> str:
    """The reports of the last days as a drawn line, and in words for who does not see it."""
    context = {"points": counters.sparkline(counts), "counts": counts, "total": sum(counts)}
    return render_to_string("admin/reports/case/line.html", context)


def latest(case: Case, *, raw: bool) -> str:
    context = {
        "reports": case.reports.order_by("-id")[:SHOWN],
        "count": case.reports.count(),
        "rest": reverse("admin:reports_hoaxreport_changelist") + f"?case__id__exact={case.pk}",
        "raw": raw,
    }
    return render_to_string("admin/reports/case/latest.html", context)


def lookalikes(case: Case, *, raw: bool, may_change: bool) -> str:
    """This case's claim beside those that resemble it, in the words of the first report of each."""
    others = [
        {
            "case": each.case,
            "share": round(100 * each.share),
            "probability": round(100 * each.probability),
            "same_number": each.same_number,
            "words": _words(each.case),
        }
        for each in joining.lookalikes(case)
    ]
    context = {
        "case": case,
        "words": _words(case),
        "others": others,
        "raw": raw,
        "may_change": may_change,
    }
    return render_to_string("admin/reports/case/lookalikes.html", context)


def _words(case: Case) -> str:
    first = case.reports.order_by("id").first()
    return first.words if first else ""
