from itertools import groupby

from django.http import Http404
from django.shortcuts import get_object_or_404, render

from candidates.models import Candidacy, District, Election, Party, Person
from candidates.offices import LISTS, Office, on_ballot, title_of
from candidates.views.paging import debunks_of, page_of

NO_NUMBER = 10_000  # a party without a number in this election comes last


def candidates(request):
    """Every election with the offices it fills, newest first."""
    page = page_of(request, Election.objects.published(), order=("-date", "-id"), size=10)
    offices = on_ballot(page.rows)
    groups = [(election, offices[election.pk]) for election in page.rows]
    return render(request, "candidates/candidates.html", {"groups": groups, "page": page})


def candidates_of_election(request, election):
    row = get_object_or_404(Election.objects.published(), slug=election)
    context = {"election": row, "groups": [(row, on_ballot([row])[row.pk])]}
    return render(request, "candidates/candidates.html", context)


def candidates_of_office(request, election, office):
    """The districts in which an office is elected, by code."""
    row = get_object_or_404(Election.objects.published(), slug=election)
    standing = Candidacy.objects.public().filter(election=row, office=office)
    rows = District.objects.published().filter(pk__in=standing.values("district")).select_related("parent")
    page = page_of(request, rows, order=("code",), size=100)
    places = sorted(page, key=lambda place: place.sorting_key)
    groups = [(parent, list(some)) for parent, some in groupby(places, lambda place: place.parent)]
    context = {"election": row, "office": Office(office), "page": page, "groups": groups}
    return render(request, "candidates/office.html", context)


def race(request, election, office, code):
    """Everybody who stands for one office in one district, in ballot order."""
    row = get_object_or_404(Election.objects.published(), slug=election)
    district = get_object_or_404(District.objects.published().select_related("parent"), code=code)
    rivals = list(Candidacy.objects.public().with_names().in_race(row, office, district))
    if not rivals:
        raise Http404("nobody stands here")
    context = {
        "election": row,
        "office": Office(office),
        "district": district,
        "title": title_of(office, district.name),
        "candidacies": rivals,
        "lists": _lists(row, rivals) if office in LISTS else None,
        "photos": _all_have_photos(rivals),
    }
    return render(request, "candidates/race.html", context)


def candidacy(request, pk):
    row = get_object_or_404(Candidacy.objects.public().with_names(), pk=pk)
    people = [person for person in (row.person, row.running_mate) if person]
    context = {
        "candidacy": row,
        "title": title_of(row.office, row.district.name),
        "coalition": row.coalition.published(),
        "people": people,
        "photos": all(person.photo for person in people),
    }
    return render(request, "candidates/candidacy.html", context)


def person(request, slug):
    row = get_object_or_404(Person.objects.published(), slug=slug)
    stood = Candidacy.objects.public().with_names().of_person(row)
    context = {
        "person": row,
        "candidacies": [(one, title_of(one.office, one.district.name)) for one in stood],
        "debunks": debunks_of(request, row.debunks),
    }
    return render(request, "candidates/person.html", context)


def _lists(election, candidacies) -> list[tuple[Party, int | None, list[Candidacy]]]:
    """Candidacies under their parties, in the order of the parties' numbers in this election."""
    numbers = dict(election.party_numbers.values_list("party_id", "number"))
    with_party = [candidacy for candidacy in candidacies if candidacy.party]
    with_party.sort(
        key=lambda one: (numbers.get(one.party_id, NO_NUMBER), one.party_id, one.ballot_number, one.pk)
    )
    return [
        (party, numbers.get(party.pk), list(members))
        for party, members in groupby(with_party, lambda one: one.party)
    ]


def _all_have_photos(candidacies) -> bool:
    """Photos only where every one has one, so that nobody stands out."""
    return all(person.photo for one in candidacies for person in (one.person, one.running_mate) if person)
