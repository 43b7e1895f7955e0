import csv

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from factcheck.models import Debunk
from portal.statistics import balance, corrections, debunks, neutrality, reported

FIGURES = {
    "bulan": debunks.by_month,
    "vonis": debunks.by_verdict,
    "jenis": debunks.by_kind,
    "tema": debunks.by_topic,
    "waktu": reported.time_to_verdict,
    "kembali": reported.came_back,
    "permintaan-koreksi": corrections.requests,
    "pasangan": balance.by_pair,
    "partai": balance.by_party,
    "netralitas-bulan": neutrality.by_month,
    "netralitas-perbuatan": neutrality.by_act,
    "netralitas-tingkat": neutrality.by_level,
}
MISLEADING = ("salah", "menyesatkan", "penipuan")
FORMULAS = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet would run


@require_safe
def statistics(request):
    """Every figure, each with its table."""
    published = Debunk.objects.published()
    context = {
        "count": published.count(),
        "misleading": published.filter(verdict__in=MISLEADING).count(),
        "months": debunks.by_month(),
        "shares": [debunks.by_verdict(), debunks.by_kind(), debunks.by_topic(), reported.time_to_verdict()],
        "requests": corrections.requests(),
        "again": reported.came_back(),
        "balance": [balance.by_pair(), balance.by_party()],
    }
    return render(request, "portal/statistics.html", context)


@require_safe
def figure(request, name):
    """One figure as CSV."""
    if name not in FIGURES:
        raise Http404("no such figure")
    table = FIGURES[name]()
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="damaipedia-{name}.csv"'
    writer = csv.writer(response)
    writer.writerow(table.columns)
    writer.writerows([_harmless(row.label), *row.values] for row in table.rows)
    return response


def _harmless(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULAS) else text
