from django.shortcuts import get_object_or_404, render

from candidates.models import Candidacy, Election, Party, PartyResult
from candidates.offices import Office, title_of
from candidates.views.addresses import follows_old_slugs
from candidates.views.paging import debunks_of, page_of

MOST_RESULTS = 30


def party_list(request):
    """The parties by number, of the election `?pemilu=` names or else of the latest general one."""
    elections = list(Election.objects.published().with_parties().newest_first())
    asked = request.GET.get("pemilu")
    if asked:
        chosen = get_object_or_404(Election.objects.published(), slug=asked)
    else:
        chosen = next((row for row in elections if row.kind == Election.Kind.GENERAL), None)
    numbers = list(chosen.party_numbers.public()) if chosen else []
    context = {
        "election": chosen,
        "others": [row for row in elections if row != chosen],
        "national": [row for row in numbers if row.party.scope == Party.Scope.NATIONAL],
        "results": PartyResult.objects.public().filter(election=chosen).places() if chosen else [],
        "aceh": [row for row in numbers if row.party.scope == Party.Scope.ACEH],
    }
    return render(request, "candidates/party_list.html", context)


@follows_old_slugs(Party, "slug")
def party(request, slug):
    row = get_object_or_404(Party.objects.published(), slug=slug)
    candidacies = Candidacy.objects.public().with_names().filter(party=row)
    page = page_of(request, candidacies, order=("-id",), size=50, key="calon")
    context = {
        "party": row,
        "numbers": row.numbers.published_elections(),
        "results": [
            (one, title_of(one.office, one.district.name))
            for one in row.results.public().order_by("-election__date", "-votes")[:MOST_RESULTS]
        ],
        "candidacies": [(one, Office(one.office)) for one in page],
        "page": page,
        "debunks": debunks_of(request, row.debunks),
    }
    return render(request, "candidates/party.html", context)
