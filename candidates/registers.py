"""Facts as plain rows (from YAML or JSON) into the database: each row is stored by its natural key.

Registers are loaded in the order of `REGISTERS`, since each refers to earlier ones by slug or code. In a
row `state` says whether the fact is published; in `candidacies` it is the candidacy's own state, and
`publication` (default `published`) says the other.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import time

from django.db import transaction

from candidates import actions
from candidates.models import (
    Candidacy,
    District,
    Election,
    Fact,
    Party,
    PartyNumber,
    PartyResult,
    Person,
    Publication,
    Race,
    Stage,
)
from core.models import Tracked


@dataclass
class Tally:
    created: int = 0
    updated: int = 0
    unchanged: int = 0


def load(register: str, rows: Iterable[Mapping], *, actor=None, demo: bool = False) -> Tally:
    """Store every row of `register`, all or none.

    `demo` marks them as demonstration content. Raises KeyError for a register or field that does not
    exist, `DoesNotExist` for a reference to nothing, ValidationError for a fact that is not whole.
    """
    store = _STORES[register]
    tally = Tally()
    with transaction.atomic():
        for row in rows:
            outcome = store(dict(row), actor, demo)
            setattr(tally, outcome, getattr(tally, outcome) + 1)
    return tally


def _election(row, actor, demo) -> str:
    return _store(Election, {"slug": row.pop("slug")}, _published(row), actor, demo)


def _stage(row, actor, demo) -> str:
    key = {"election": Election.objects.get(slug=row.pop("election")), "slug": row.pop("slug")}
    for name in ("start_time", "end_time"):
        row[name] = time.fromisoformat(row[name]) if isinstance(row.get(name), str) else row.get(name)
    return _store(Stage, key, _published(row), actor, demo)


def _district(row, actor, demo) -> str:
    parent = row.pop("parent", None)
    row["parent"] = District.objects.get(code=parent) if parent else None
    return _store(District, {"code": row.pop("code")}, _published(row), actor, demo)


def _party(row, actor, demo) -> str:
    numbers = {
        Election.objects.get(slug=one["election"]): (one["number"], one.get("source_title", ""))
        for one in row.pop("numbers", [])
    }
    slug = row.pop("slug")
    known = PartyNumber.objects.filter(party__slug=slug).select_related("election")
    same = numbers == {one.election: (one.number, one.source_title) for one in known}
    save = None if same else lambda party: _number(party, numbers)
    return _store(Party, {"slug": slug}, _published(row), actor, demo, save)


def _number(party, numbers) -> None:
    party.numbers.exclude(election__in=numbers).delete()
    for election, (number, source) in numbers.items():
        values = {"number": number, "source_title": source}
        party.numbers.update_or_create(election=election, defaults=values)


def _person(row, actor, demo) -> str:
    return _store(Person, {"slug": row.pop("slug")}, _published(row), actor, demo)


def _candidacy(row, actor, demo) -> str:
    key = _race(row) | {"person": Person.objects.get(slug=row.pop("person"))}
    mate, party = row.pop("running_mate", None), row.pop("party", None)
    row["running_mate"] = Person.objects.get(slug=mate) if mate else None
    row["party"] = Party.objects.get(slug=party) if party else None
    row.setdefault("publication", Publication.PUBLISHED)
    coalition = set(row.pop("coalition", []))
    found = Candidacy.objects.filter(**key).first()
    known = set(found.coalition.values_list("slug", flat=True)) if found else set()
    supporters = list(Party.objects.filter(slug__in=coalition))
    if len(supporters) != len(coalition):
        raise Party.DoesNotExist(", ".join(coalition - {party.slug for party in supporters}))
    save = None if known == coalition else lambda one: one.coalition.set(supporters)
    return _store(Candidacy, key, row, actor, demo, save)


def _result(row, actor, demo) -> str:
    """Votes of one who stood; `date` is told by the source."""
    key = _race(row) | {"ballot_number": row.pop("ballot_number")}
    found = Candidacy.objects.standing().get(**key)
    values = {"votes": row["votes"], "votes_source": row["source_title"]}
    return _store(Candidacy, {"pk": found.pk}, values, actor, found.demo)


def _known_race(row, actor, demo) -> str:
    """What is known of a race besides who stands: the empty column, or that nobody is elected there."""
    return _store(Race, _race(row), _published(row), actor, demo)


def _party_result(row, actor, demo) -> str:
    key = _race(row) | {"party": Party.objects.get(slug=row.pop("party"))}
    return _store(PartyResult, key, _published(row), actor, demo)


def _race(row) -> dict:
    return {
        "election": Election.objects.get(slug=row.pop("election")),
        "office": row.pop("office"),
        "district": District.objects.get(code=row.pop("district")),
    }


def _published(row) -> dict:
    row["publication"] = row.pop("state", Publication.SUGGESTED)
    return row


def _store(
    model: type[Fact],
    key: dict,
    values: dict,
    actor,
    demo: bool,
    save_related: Callable[[Fact], object] | None = None,
) -> str:
    """`created`, `updated` or `unchanged`; the fact is saved only where it differs."""
    _known_only(model, values)
    fact = model.objects.filter(**key).first()
    outcome = "updated" if fact else "created"
    fact = fact or model(**key)
    values = values | {"demo": demo}
    differs = any(getattr(fact, name) != value for name, value in values.items())
    if outcome == "updated" and not differs and not save_related:
        return "unchanged"
    for name, value in values.items():
        setattr(fact, name, value)
    actions.save_fact(
        actor=actor, fact=fact, save_related=(lambda: save_related(fact)) if save_related else None
    )
    return outcome


def _known_only(model, values) -> None:
    machine = {field.name for field in Tracked._meta.fields} | {"id"}
    known = {field.name for field in model._meta.concrete_fields} - machine
    if unknown := values.keys() - known:
        raise KeyError(f"{model._meta.label}: {', '.join(sorted(unknown))}")


_STORES = {
    "elections": _election,
    "stages": _stage,
    "districts": _district,
    "parties": _party,
    "people": _person,
    "candidacies": _candidacy,
    "results": _result,
    "races": _known_race,
    "party_results": _party_result,
}
REGISTERS = tuple(_STORES)
