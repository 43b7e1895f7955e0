"""Loading the demonstration content: as often as you like, with the same outcome."""

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import transaction

from candidates import regencies, registers
from candidates.registers import Tally
from core import changes
from core.audit import audit_many
from core.models import Change
from factcheck.exchange.importing import read_records
from factcheck.exchange.parsing import Record
from factcheck.exchange.saving import save_records
from neutrality import registers as neutrality
from portal.demo.files import read, read_folder
from portal.models import Lesson, Question


class DemoBroken(Exception):
    """A file of the demonstration content cannot be loaded; the message says which and why."""


@transaction.atomic
def load_demo(*, only_elections: bool = False) -> Tally:
    """Make the database hold the demonstration content, all of it or nothing."""
    tally = Tally()
    for register in registers.REGISTERS:
        _add(tally, _facts(register))
        if register == "districts":
            _add(tally, regencies.load(read("regencies"), demo=True))
            _add(tally, regencies.load_parts(read("dapil_parts")))
    if not only_elections:
        _add(tally, _debunks())
        _add(tally, _questions())
        _add(tally, _lessons())
        for register in neutrality.REGISTERS:
            _add(tally, neutrality.load(register, read(f"neutrality/{register}"), demo=True))
    return tally


def _facts(register: str) -> Tally:
    try:
        return registers.load(register, read(register), demo=True)
    except (KeyError, ObjectDoesNotExist, ValidationError) as error:
        raise DemoBroken(f"{register}: {error}") from error


def _debunks() -> Tally:
    topics = read("topics")
    items = [_record_of_file(item, topics) for item in read_folder("debunks")]
    reading = read_records(enumerate(items))
    problems = [f"{items[number]['external_id']}: {reason}" for number, reason in reading.refused.items()]
    problems += [f"unknown column: {name}" for name in sorted(reading.unknown)]
    if problems:
        raise DemoBroken("; ".join(problems))
    records: list[Record] = list(reading.records.values())
    saved = save_records(records)
    return Tally(len(saved.created), len(saved.updated), saved.unchanged)


def _record_of_file(item: dict, topics: dict[str, str]) -> dict:
    """A debunk's file as a record: it calls a correction's time `date`, and topics by their slugs."""
    told = [
        {"at" if name == "date" else name: value for name, value in row.items()}
        for row in item["corrections"]
    ]
    named = [{"slug": slug, "name": topics[slug]} for slug in item["topics"]]
    return item | {"corrections": told, "topics": named, "demo": True}


def _questions() -> Tally:
    tally = Tally()
    for place, item in enumerate(read("examples")):
        _row, made = Question.objects.update_or_create(text=item["text"], defaults={"order": place})
        _add(tally, Tally(created=1) if made else Tally(unchanged=1))
    return tally


def _lessons() -> Tally:
    new, changed, tally = [], [], Tally()
    for item in read_folder("lessons"):
        values = {**item, "published": True, "demo": True}
        lesson = Lesson.objects.filter(slug=values["slug"]).first() or Lesson()
        if lesson.pk and all(getattr(lesson, name) == value for name, value in values.items()):
            tally.unchanged += 1
            continue
        (changed if lesson.pk else new).append(lesson)
        for name, value in values.items():
            setattr(lesson, name, value)
        lesson.full_clean()
        lesson.save()
    audit_many(actor=None, action="load_demo", subjects=[*new, *changed])
    changes.record(kind=Change.Kind.PUBLISHED, objects=new)
    changes.record(kind=Change.Kind.UPDATED, objects=changed)
    tally.created, tally.updated = len(new), len(changed)
    return tally


def _add(total: Tally, more: Tally) -> None:
    total.created += more.created
    total.updated += more.updated
    total.unchanged += more.unchanged
