from itertools import groupby

from django.db.models import Prefetch
from django.shortcuts import get_object_or_404, render

from candidates.models import District
from candidates.places import ballots_at
from candidates.views.paging import page_of


def district_list(request):
    """The provinces with their districts for the DPR."""
    dapil = Prefetch("children", District.objects.published().level("dpr"), to_attr="dapil")
    rows = District.objects.published().level("province").prefetch_related(dapil)
    page = page_of(request, rows, order=("code",), size=50)
    context = {"provinces": [_province(one) for one in page], "page": page}
    return render(request, "candidates/district_list.html", context)


def _province(province) -> tuple[District, list[District], int]:
    dapil = sorted(province.dapil, key=lambda one: one.sorting_key)
    return province, dapil, sum(one.seats or 0 for one in dapil)


def district(request, code):
    """One place: where it lies, what lies in it, and who stands there."""
    row = get_object_or_404(District.objects.published().select_related("parent__parent"), code=code)
    page = page_of(request, row.children.published(), order=("level", "code"), size=100)
    context = {
        "district": row,
        "above": _above(row),
        "levels": [
            (District.Level(level), sorted(places, key=lambda place: place.sorting_key))
            for level, places in groupby(page, lambda place: place.level)
        ],
        "page": page,
        "parts": row.parts.published().order_by("code") if row.level == District.Level.DPR else None,
        "part_of": row.part_of.published().order_by("code") if row.level == District.Level.REGENCY else None,
        "ballots": ballots_at(row),
    }
    return render(request, "candidates/district.html", context)


def _above(district) -> list[District]:
    """The published places around `district`, the largest first; the country itself is left out."""
    parents = [district.parent, district.parent and district.parent.parent]
    return [
        place
        for place in reversed(parents)
        if place and place.is_published and place.level != District.Level.COUNTRY
    ]
