"""Two to four candidacies of one race side by side."""

from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _

from candidates import clock
from candidates.models import Candidacy, District, Election
from candidates.offices import title_of
from candidates.views.addresses import follows_old_slugs

FEWEST, MOST = 2, 4
MOST_GONE = 20  # of those who left the ballot


@follows_old_slugs(Election, "election")
def comparison(request, election, office, code):
    """In ballot order, whatever order was asked for; facts that one did not give are left out for all."""
    row = get_object_or_404(Election.objects.published().with_quiet(clock.today()), slug=election)
    district = get_object_or_404(District.objects.published(), code=code)
    everybody = Candidacy.objects.public().with_names().in_race(row, office, district)
    rivals = everybody.standing()
    asked = {value for value in request.GET.getlist("calon") if value.isdecimal()}
    compared = (rivals.filter(pk__in=asked) if asked else rivals).prefetch_related("coalition")
    chosen = list(compared[: MOST + 1])
    enough = FEWEST <= len(chosen) <= MOST
    choices = [] if enough else list(rivals[:100])
    rows, missing = _rows(chosen) if enough else ([], [])
    context = {
        "election": row,
        "office": office,
        "district": district,
        "title": title_of(office, district.name),
        "chosen": chosen if enough else [],
        "choices": choices if len(choices) >= FEWEST else [],
        "gone": everybody.exclude(state__in=Candidacy.ON_BALLOT)[:MOST_GONE],
        "rows": rows,
        "missing": missing,
        "refused": bool(asked) and not enough,
    }
    return render(request, "candidates/comparison.html", context)


def _rows(chosen: list[Candidacy]):
    """(label, language, a text beside each candidacy) of what all gave; the labels of what not all gave."""
    offered = [
        (_("Status"), "", [str(one.get_state_display()) for one in chosen]),
        (_("Partai"), "", [_parties(one) for one in chosen]),
        (_("Profil"), "id", [_profiles(one) for one in chosen]),
        (_("Visi"), "id", [one.vision for one in chosen]),
        (_("Misi"), "id", [one.mission for one in chosen]),
    ]
    given = [
        (label, lang, list(zip(chosen, texts, strict=True))) for label, lang, texts in offered if all(texts)
    ]
    return given, [label for label, _lang, texts in offered if any(texts) and not all(texts)]


def _parties(candidacy) -> str:
    if candidacy.party:
        return candidacy.party.name
    return ", ".join(party.name for party in candidacy.coalition.all() if party.is_published)


def _profiles(candidacy) -> str:
    """The profiles of all its people, or nothing when one has none."""
    profiles = [person.profile for person in candidacy.people]
    return "\n\n".join(profiles) if all(profiles) else ""
