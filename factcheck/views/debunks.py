from django.http import QueryDict
from django.shortcuts import get_object_or_404, render

from core.paging import key_page
from factcheck.amends import amends
from factcheck.evidence import attach_links
from factcheck.exchange.records import fetch_lists
from factcheck.forms import DebunkFilter
from factcheck.models import Debunk

RELATED = 3


def debunks(request):
    """The published debunks, newest first, filtered by verdict, kind, topic, election and words."""
    form = DebunkFilter(request.GET)
    found = form.debunks()
    page = key_page(
        found.prefetch_related("topics"), token=request.GET.get("page", ""), order=("-published_at", "-id")
    )
    context = {
        "form": form,
        "count": found.count(),
        "debunks": page.rows,
        "chips": [(label, _without(request.GET, name, value)) for name, value, label in form.in_force()],
        **_neighbours(request.GET, page),
    }
    return render(request, "factcheck/debunks.html", context)


def debunk(request, slug):
    """An article; one that was retracted keeps its address and says why."""
    row = get_object_or_404(Debunk.objects.public(), slug=slug)
    fetch_lists([row])
    attach_links([*row.sources.all(), *row.appearances.all()])
    related = Debunk.objects.published().related_to(row).latest().prefetch_related("topics")
    context = {
        "debunk": row,
        "corrections": reversed(row.corrections.all()),
        "related": related[:RELATED],
    }
    return render(request, "factcheck/debunk.html", context)


def corrections(request):
    """Every correction and every retraction, latest first."""
    page = amends(token=request.GET.get("page", ""))
    context = {"amends": page.rows, **_neighbours(request.GET, page)}
    return render(request, "factcheck/corrections.html", context)


def _neighbours(query: QueryDict, page) -> dict[str, str]:
    """The addresses of the pages before and after this one, filters kept."""
    return {
        name: token and _address(query, page=token)
        for name, token in (("newer", page.newer), ("older", page.older))
    }


def _without(query: QueryDict, name: str, value: str) -> str:
    """The address of the list without one of its filters, from its first page."""
    rest = query.copy()
    rest.setlist(name, [item for item in query.getlist(name) if item != value and item.strip() != value])
    return _address(rest, page="")


def _address(query: QueryDict, *, page: str) -> str:
    query = query.copy()
    query.pop("page", None)
    if page:
        query["page"] = page
    return f"?{query.urlencode()}"
