"""The official record as the check of facts reads it: loaded once, and anew after a public change."""

import re
from dataclasses import dataclass, field
from functools import cached_property

from candidates.models import Candidacy, District, Election, Party, PartyNumber, PartyResult, Stage
from core.models import Change, ChangeCounter

EXECUTIVE = [
    Candidacy.Office.PRESIDENT,
    Candidacy.Office.GOVERNOR,
    Candidacy.Office.REGENT,
    Candidacy.Office.MAYOR,
]


@dataclass(frozen=True)
class Register:
    """What is published. Facts become public only by actions, so a log without their changes is empty."""

    elections: list[Election]
    stages: dict[int, list[Stage]]  # by election
    numbers: list[PartyNumber]  # the newest election first
    pairs: list[Candidacy]  # the newest election first
    dapil: list[District]
    results: list[PartyResult]  # for the DPR in the whole country, the newest election first
    party_names: "Names"
    people_names: "Names"


@dataclass(frozen=True)
class Names:
    """Names as they may stand in a text, each with the ids of those who bear it."""

    owners: dict[str, set[int]] = field(default_factory=dict)

    @cached_property
    def pattern(self) -> str:
        """An alternation of all names, the longest first; one that never matches when there are none."""
        if not self.owners:
            return r"(?!)"
        longest_first = sorted(self.owners, key=len, reverse=True)
        return "|".join(r"[\s-]+".join(map(re.escape, name.split())) for name in longest_first)

    def of(self, text: str) -> set[int]:
        return self.owners.get(plain(text), set())


def _without_title(name: str) -> str:
    """ "Imin" of "Cak Imin": so people join the names of a pair."""
    return re.sub(r"^(?:cak|gus|mas|pak|bu|kang|bung)\s+", "", name, flags=re.IGNORECASE)


def plain(text: str) -> str:
    return " ".join(re.split(r"[\s-]+", text.lower().strip()))


@dataclass(frozen=True)
class _Kept:
    """A register, the change counter when it was last looked at, and the last change of a fact in it."""

    counter: tuple | None
    change: tuple | None
    register: Register


_kept: list[_Kept] = []  # none or one; replaced as a whole, so that threads never see half of it


def register() -> Register:
    """The record as of now. Kept in the process until a fact changes: usually one small query."""
    counter = ChangeCounter.objects.filter(id=1).values_list("last", "at").first()
    kept = _kept[0] if _kept else None
    if kept and kept.counter == counter:
        return kept.register
    facts = Change.objects.filter(model__startswith="candidates.").order_by("-number")
    change = facts.values_list("number", "at").first() if counter else None
    fresh = kept.register if kept and kept.change == change else _load() if change else EMPTY
    _kept[:] = [_Kept(counter, change, fresh)]
    return fresh


def _load() -> Register:
    elections = list(Election.objects.published().newest_first())
    stages: dict[int, list[Stage]] = {election.pk: [] for election in elections}
    for stage in Stage.objects.public().in_force():
        stages[stage.election_id].append(stage)
    numbers = PartyNumber.objects.public().published_elections()
    pairs = Candidacy.objects.public().filter(office__in=EXECUTIVE).with_names()
    found = list(pairs.order_by("-election__date", "ballot_number", "id"))
    return Register(
        elections=elections,
        stages=stages,
        numbers=list(numbers),
        pairs=found,
        dapil=list(District.objects.published().level("dpr").select_related("parent")),
        results=list(
            PartyResult.objects.public()
            .filter(office=Candidacy.Office.DPR, district__level=District.Level.COUNTRY)
            .filter(party__publication="published")
            .select_related("party")
            .order_by("-election__date", "-votes")
        ),
        party_names=_party_names(),
        people_names=_people_names(found),
    )


def _party_names() -> Names:
    names: dict[str, set[int]] = {}
    for party in Party.objects.published():
        for name in (party.name, party.full_name, f"Partai {party.name}", *party.aliases):
            names.setdefault(plain(name), set()).add(party.pk)
    return Names(names)


def _people_names(pairs: list[Candidacy]) -> Names:
    """Names and aliases. A single word names only those who stand for president: there are few of them."""
    names: dict[str, set[int]] = {}
    for one in pairs:
        for person in one.people:
            for name in (person.name, *person.aliases, *map(_without_title, person.aliases)):
                if " " in name.strip() or one.office == Candidacy.Office.PRESIDENT:
                    names.setdefault(plain(name), set()).add(person.pk)
    return Names(names)


EMPTY = Register([], {}, [], [], [], [], Names(), Names())
