from itertools import groupby

from django.db.models import Q
from django.shortcuts import get_object_or_404, render

from candidates import clock
from candidates.identifiers import race_id
from candidates.models import Candidacy, District, Election, PartyResult, Person
from candidates.offices import Office, on_ballot, title_of
from candidates.places import ballots_at, possible_dapil
from candidates.views.addresses import follows_old_slugs
from candidates.views.paging import debunks_of, page_of


def candidates(request):
    """Every election with the offices it fills, newest first."""
    page = page_of(request, Election.objects.published(), order=("-date", "-id"), size=10)
    offices = on_ballot(page.rows)
    groups = [(election, offices[election.pk]) for election in page.rows]
    return render(request, "candidates/candidates.html", {"groups": groups, "page": page})


@follows_old_slugs(Election, "election")
def candidates_of_election(request, election):
    row = get_object_or_404(Election.objects.published(), slug=election)
    context = {"election": row, "groups": [(row, on_ballot([row])[row.pk])]}
    return render(request, "candidates/candidates.html", context)


@follows_old_slugs(Election, "election")
def candidates_of_office(request, election, office):
    """The districts in which an office is elected, by code."""
    row = get_object_or_404(Election.objects.published(), slug=election)
    known = [
        facts.public().filter(election=row, office=office).order_by().values("district")
        for facts in (Candidacy.objects, PartyResult.objects)
    ]
    here = Q(pk__in=known[0]) | Q(pk__in=known[1])
    rows = District.objects.published().filter(here).select_related("parent")
    page = page_of(request, rows, order=("code",), size=100)
    places = sorted(page, key=lambda place: place.sorting_key)
    groups = [(parent, list(some)) for parent, some in groupby(places, lambda place: place.parent)]
    context = {"election": row, "office": Office(office), "page": page, "groups": groups}
    return render(request, "candidates/office.html", context)


def candidacy(request, pk):
    row = get_object_or_404(Candidacy.objects.public().with_names(), pk=pk)
    context = {
        "candidacy": row,
        "title": title_of(row.office, row.district.name),
        "coalition": row.coalition.published(),
        "photos": all(person.photo for person in row.people),
        "quiet": row.election.stages.quiet_on(clock.today()).exists(),
        "identifier": race_id(row.office, row.district.code, row.election.date),
    }
    return render(request, "candidates/candidacy.html", context)


@follows_old_slugs(Person, "slug")
def person(request, slug):
    row = get_object_or_404(Person.objects.published(), slug=slug)
    stood = Candidacy.objects.public().with_names().of_person(row)
    context = {
        "person": row,
        "candidacies": [(one, title_of(one.office, one.district.name)) for one in stood],
        "debunks": debunks_of(request, row.debunks),
    }
    return render(request, "candidates/person.html", context)


def my_place(request):
    """Who stands where I vote: choose a province, then a regency or city. No address is asked for."""
    code = request.GET.get("daerah")
    if not code:
        page = page_of(request, District.objects.published().level("province"), order=("code",), size=100)
        return render(request, "candidates/my_place.html", {"provinces": page})
    levels = [District.Level.PROVINCE, District.Level.REGENCY]
    places = District.objects.published().filter(level__in=levels).select_related("parent")
    place = get_object_or_404(places, code=code)
    inside = place.children.published().level("regency")
    is_province = place.level == District.Level.PROVINCE
    context = {
        "place": place,
        "regencies": page_of(request, inside, order=("code",), size=100) if is_province else None,
        "ballots": ballots_at(place),
        "dapil": sorted(possible_dapil(place), key=lambda one: one.sorting_key),
    }
    return render(request, "candidates/my_place.html", context)
