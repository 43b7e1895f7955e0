from django.shortcuts import render

from portal.searching.everything import LONGEST, search


def search_page(request):
    """What the site knows of a word, a name or a claim."""
    query = request.GET.get("q", "").strip()
    context = {
        "query": query[:LONGEST],
        "longest": LONGEST,
        "too_long": len(query) > LONGEST,
        "found": search(query) if query else None,
    }
    return render(request, "portal/search.html", context)
