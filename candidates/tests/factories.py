"""Small facts for tests: published, with a source, and of artificial people."""

from datetime import date
from itertools import count

from candidates.models import Candidacy, District, Election, Party, PartyNumber, Person, Stage

_numbers = count(1)
SOURCED = {"publication": "published", "source_title": "Keputusan Uji 1/2024"}


def election(**values) -> Election:
    number = next(_numbers)
    given = {"slug": f"pemilu-{number}", "name": f"Pemilu Uji {number}", "kind": "general"}
    return Election.objects.create(**{**SOURCED, **given, "date": date(2024, 2, 14), **values})


def stage(**values) -> Stage:
    number = next(_numbers)
    given = {"slug": f"tahapan-{number}", "name": f"Tahapan {number}", "phase": "before"}
    given |= {"starts": date(2024, 1, 1), "ends": date(2024, 1, 10)}
    values.setdefault("election", None)
    values["election"] = values["election"] or election()
    return Stage.objects.create(**{**SOURCED, **given, **values})


def district(**values) -> District:
    number = next(_numbers)
    given = {"code": f"provinsi-{number}", "name": f"Provinsi {number}", "level": "province"}
    return District.objects.create(**{**SOURCED, **given, **values})


def party(*, number: int | None = None, election: Election | None = None, **values) -> Party:
    order = next(_numbers)
    given = {"slug": f"partai-{order}", "name": f"Partai {order}", "full_name": f"Partai Uji {order}"}
    made = Party.objects.create(**{**SOURCED, **given, **values})
    if number:
        PartyNumber.objects.create(party=made, election=election, number=number)
    return made


def person(**values) -> Person:
    number = next(_numbers)
    given = {"slug": f"calon-{number}", "name": f"Calon Uji {number}"}
    return Person.objects.create(**{**SOURCED, **given, **values})


def candidacy(**values) -> Candidacy:
    for name, make in (("election", election), ("district", district), ("person", person)):
        values[name] = values.get(name) or make()
    given = {"office": "president", "ballot_number": next(_numbers)}
    return Candidacy.objects.create(**{**SOURCED, **given, **values})
