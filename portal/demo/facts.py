"""The demonstration elections: who stood, where and when, with the sources of each fact."""

from candidates.models import Candidacy, District, Election, Party, PartyNumber, Person, Stage
from portal.demo.shelf import Shelf, read

FACT = ("source_title", "source_url")


def load_facts(shelf: Shelf) -> None:
    """Put every fact of the files on the shelf, each after what it refers to."""
    elections = {item["slug"]: _fact(shelf, Election, item, "slug") for item in read("elections")}
    districts = _districts(shelf)
    parties = _parties(shelf, elections)
    people = {item["slug"]: _fact(shelf, Person, item, "slug") for item in read("people")}
    for item in read("stages"):
        _fact(shelf, Stage, item | {"election": elections[item["election"]]}, "election", "slug")
    _candidacies(shelf, elections, districts, parties, people)


def _fact(shelf: Shelf, model, item: dict, *keys: str, **values):
    """A fact of the file; its `state` there says whether it is confirmed."""
    item = {"publication": item.get("state", "published"), "demo": True, **item, **values}
    item.pop("state", None)
    return shelf.put(model, {name: item.pop(name) for name in keys}, item)


def _districts(shelf: Shelf) -> dict[str, District]:
    found: dict[str, District] = {}
    for item in read("districts"):
        parent = found[item["parent"]] if item["parent"] else None
        found[item["code"]] = _fact(shelf, District, item, "code", parent=parent)
    return found


def _parties(shelf: Shelf, elections: dict[str, Election]) -> dict[str, Party]:
    found = {}
    for item in read("parties"):
        numbers = item.pop("numbers")
        party = found[item["slug"]] = _fact(shelf, Party, item, "slug")
        for number in numbers:
            key = {"party": party, "election": elections[number.pop("election")]}
            shelf.put(PartyNumber, key, number, belongs_to=party)
    return found


def _candidacies(shelf: Shelf, elections, districts, parties, people) -> None:
    results = {_race(item): item for item in read("results")}
    for item in read("candidacies"):
        coalition = [parties[slug] for slug in item.pop("coalition")]
        votes = results.get(_race(item))
        values = {
            **item,
            "election": elections[item["election"]],
            "district": districts[item["district"]],
            "person": people[item["person"]],
            "running_mate": people[item["running_mate"]] if item["running_mate"] else None,
            "party": parties[item["party"]] if item["party"] else None,
            "publication": "published",
            "demo": True,
        }
        if votes:
            values |= {"votes": votes["votes"], "votes_source": votes["source_title"]}
        key = {name: values.pop(name) for name in ("election", "office", "district", "person")}
        candidacy = shelf.put(Candidacy, key, values)
        shelf.link(candidacy, "coalition", coalition)


def _race(item: dict) -> tuple:
    return tuple(item[name] for name in ("election", "office", "district", "ballot_number"))
