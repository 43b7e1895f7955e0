"""Who stands where somebody votes: the races of a place and of all that it lies in."""

from dataclasses import dataclass
from itertools import groupby

from django.db.models import Q
from django.urls import reverse

from candidates.models import Candidacy, District, Race
from candidates.offices import ORDER, Office, title_of


@dataclass(frozen=True)
class Ballot:
    """One race in which the people of a place vote; `reason` says why it is not held there."""

    election: str
    day: object
    title: str
    url: str
    reason: str = ""


def ballots_at(place: District) -> list[tuple[str, list[Ballot]]]:
    """The ballots of `place`, under the names of their elections, the newest first; three queries."""
    around = _around(place)
    rows = [*_held(around), *_not_held(around)]
    rows.sort(key=lambda row: ORDER.index(row["office"]))
    rows.sort(key=lambda row: row["election__date"], reverse=True)
    ballots = [_ballot(row) for row in rows]
    return [(name, list(group)) for name, group in groupby(ballots, lambda one: one.election)]


def possible_dapil(place: District):
    """Districts for the DPR that `place` may belong to: its own where known, else all of its province."""
    if place.level == District.Level.REGENCY:
        own = list(District.objects.published().level("dpr").filter(parts=place))
        if own:
            return own
    province = place if place.level == District.Level.PROVINCE else place.parent
    return District.objects.published().level("dpr").filter(parent=province)


def _around(place: District) -> list[int]:
    """Ids of the country, the province, the place itself and the districts it is known to be part of."""
    inside = Q(level=District.Level.COUNTRY) | Q(pk__in=[place.pk, place.parent_id]) | Q(parts=place)
    return list(District.objects.published().filter(inside).order_by().values_list("pk", flat=True))


_FIELDS = (
    *("election__slug", "election__name", "election__date", "office"),
    *("district__code", "district__name"),
)


def _held(around: list[int]):
    return (
        Candidacy.objects.public().filter(district__in=around).order_by(*_FIELDS).values(*_FIELDS).distinct()
    )


def _not_held(around: list[int]):
    races = Race.objects.published().filter(district__in=around, form=Race.Form.NOT_ELECTED)
    return races.filter(election__publication="published").values(*_FIELDS, "note").distinct()


def _ballot(row) -> Ballot:
    return Ballot(
        election=row["election__name"],
        day=row["election__date"],
        title=title_of(Office(row["office"]), row["district__name"]),
        url=reverse("race", args=[row["election__slug"], row["office"], row["district__code"]]),
        reason=row.get("note", ""),
    )
