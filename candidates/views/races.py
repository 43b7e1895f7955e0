"""Who stands against whom: one race, its results, and candidacies side by side."""

from itertools import groupby

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render

from candidates import clock
from candidates.identifiers import race_id, read_race_id
from candidates.models import Candidacy, District, Election, Party, PartyResult, Race
from candidates.offices import LISTS, Office, title_of
from candidates.results import party_results, results_of
from candidates.views.addresses import follows_old_slugs

NO_NUMBER = 10_000  # a party without a number in this election comes last


@follows_old_slugs(Election, "election")
def race(request, election, office, code):
    """Everybody who stands for one office in one district, in ballot order."""
    row = get_object_or_404(Election.objects.published().with_quiet(clock.today()), slug=election)
    district = get_object_or_404(District.objects.published().select_related("parent"), code=code)
    here = {"election": row, "office": office, "district": district}
    rivals = list(Candidacy.objects.public().with_names().in_race(**here))
    known = Race.objects.published().filter(**here).first()
    votes = list(PartyResult.objects.published().filter(**here).select_related("party"))
    if not (rivals or known or votes):
        raise Http404("nobody stands here")
    numbers = dict(row.party_numbers.values_list("party_id", "number")) if office in LISTS else {}
    context = {
        **here,
        "office": Office(office),
        "title": title_of(office, district.name),
        "identifier": race_id(office, district.code, row.date),
        "race": known,
        "candidacies": rivals,
        "source": next(iter([*rivals, *filter(None, [known]), *votes])),
        "lists": _lists(rivals, numbers) if office in LISTS else None,
        "photos": all(person.photo for one in rivals for person in one.people),
        "results": party_results(votes, numbers) or results_of(rivals, known),
    }
    return render(request, "candidates/race.html", context)


def race_by_id(request, identifier):
    """The page of the race that a stable identifier names."""
    try:
        key = read_race_id(identifier)
    except ValueError as error:
        raise Http404("no such identifier") from error
    race = {"office": key.office, "district__code__in": key.codes, "election__date": key.day}
    places = ("election__slug", "office", "district__code")
    for facts in (Candidacy.objects.public(), PartyResult.objects.public(), Race.objects.published()):
        if place := facts.filter(**race).order_by().values_list(*places).first():
            return redirect("race", *place)
    raise Http404("no such race")


def _lists(candidacies, numbers) -> list[tuple[Party, int | None, list[Candidacy]]]:
    """Candidacies under their parties, in the order of the parties' numbers in this election."""
    with_party = [candidacy for candidacy in candidacies if candidacy.party]
    with_party.sort(key=lambda one: (numbers.get(one.party_id, NO_NUMBER), one.party_id))
    return [
        (party, numbers.get(party.pk), list(members))
        for party, members in groupby(with_party, lambda one: one.party)
    ]
