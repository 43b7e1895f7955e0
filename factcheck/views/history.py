from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from factcheck.history import steps
from factcheck.models import Debunk


@require_safe
def history(request, slug):
    """What readers have seen of a debunk since it was published, and what each version changed."""
    debunk = get_object_or_404(Debunk.objects.public().prefetch_related("corrections"), slug=slug)
    found, page = steps(debunk, Debunk.history.of(debunk).public(), request.GET.get("page", ""))
    context = {
        "debunk": debunk,
        "steps": found,
        "newer": page.newer and f"?page={page.newer}",
        "older": page.older and f"?page={page.older}",
    }
    return render(request, "factcheck/history.html", context)
