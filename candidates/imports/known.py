"""Everything the rows of a list of candidates refer to, read once."""

from dataclasses import dataclass, field

from candidates.imports.files import Row
from candidates.imports.plans import by_key
from candidates.models import Candidacy, District, Election, Party, PartyNumber, Person


@dataclass
class Known:
    elections: dict[str, Election]
    places: dict[str, list[District]]
    parties: dict[str, list[Party]]
    numbered: set[tuple[int, int]]  # (election, party)
    people: dict[str, Person]
    candidacies: dict[tuple, Candidacy] = field(default_factory=dict)
    standing: dict[tuple, tuple] = field(default_factory=dict)  # place on a ballot → whose it is

    @classmethod
    def read(cls, rows: list[Row]) -> "Known":
        slugs = {row.cells.get("pemilu", "").lower() for row in rows}
        elections = {one.slug: one for one in Election.objects.filter(slug__in=slugs)}
        known = cls(
            elections=elections,
            places=by_key(District.objects.all(), "code", "name"),
            parties=by_key(Party.objects.all(), "slug", "name", "full_name"),
            numbered=set(PartyNumber.objects.values_list("election_id", "party_id")),
            people={one.slug: one for one in Person.objects.all()},
        )
        there = Candidacy.objects.filter(election__in=elections.values()).with_names()
        for one in there.prefetch_related("coalition"):
            known.candidacies[key_of(one, one.person.name)] = one
            if one.is_standing:
                known.standing[place_of(one)] = key_of(one, one.person.name)
        return known


def key_of(one: Candidacy, name: str) -> tuple:
    return (*place_of(one), name.lower())


def place_of(one: Candidacy) -> tuple:
    return (one.election_id, one.office, one.district_id, one.party_id, one.ballot_number)
