"""What the engine is told of names: aliases of people and parties, and ballot numbers of elections."""

from collections.abc import Iterator

from candidates.models import Candidacy, Party, PartyNumber, Person
from matching.lexicon import Alias, Lexicon

_OF_A_PAIR = ("paslon {}", "pasangan {}", "pasangan calon {}", "nomor urut {}", "nomor {}", "capres {}")
_OF_A_PARTY = ("partai nomor {}", "partai {}", "partai nomor urut {}")


def lexicon() -> Lexicon:
    """The names that hold now, in an order that does not change by itself."""
    aliases = {*_people(), *_parties(), *_party_numbers(), *_pairs()}
    return Lexicon(tuple(sorted(aliases, key=lambda alias: (alias.written, alias.meant, alias.year))))


def _people() -> Iterator[Alias]:
    for person in Person.objects.published():
        for alias in person.aliases:
            yield Alias(alias, person.name)


def _parties() -> Iterator[Alias]:
    for party in Party.objects.published():
        names = {party.name, party.full_name, *party.aliases}
        for name in names:
            for other in names - {name}:
                yield Alias(name, other)


def _party_numbers() -> Iterator[Alias]:
    numbers = PartyNumber.objects.filter(party__in=Party.objects.published())
    for each in numbers.select_related("party", "election"):
        for form in _OF_A_PARTY:
            yield Alias(form.format(each.number), each.party.name, each.election.date.year)


def _pairs() -> Iterator[Alias]:
    """Ballot numbers of presidential pairs: those of other offices mean somebody else in every region."""
    pairs = Candidacy.objects.published().filter(office=Candidacy.Office.PRESIDENT)
    for pair in pairs.select_related("person", "running_mate", "election"):
        year = pair.election.date.year
        yield Alias(f"{pair.ballot_number:02d}", pair.name, year)
        for form in _OF_A_PAIR:
            yield Alias(form.format(pair.ballot_number), pair.name, year)
