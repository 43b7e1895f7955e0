from django.shortcuts import get_object_or_404, render

from candidates import clock
from candidates.models import Election
from candidates.offices import on_ballot
from candidates.views.addresses import follows_old_slugs
from candidates.views.paging import debunks_of, page_of


def election_list(request):
    """Every election, newest first."""
    rows = page_of(request, Election.objects.published(), order=("-date", "-id"), size=20)
    return render(request, "candidates/election_list.html", {"elections": rows})


@follows_old_slugs(Election, "slug")
def election(request, slug):
    """One election: what is elected, its schedule, its parties and what was checked about it."""
    row = get_object_or_404(Election.objects.published(), slug=slug)
    today = clock.today()
    stages = list(row.stages.published().in_force())
    context = {
        "election": row,
        "offices": on_ballot([row])[row.pk],
        "now": [stage for stage in stages if stage.is_current(today)],
        "next": next((stage for stage in stages if stage.starts > today), None),
        "has_schedule": bool(stages),
        "numbers": row.party_numbers.public(),
        "debunks": debunks_of(request, row.debunks),
    }
    return render(request, "candidates/election.html", context)
