"""One answer from everything that is published: claims, names and the official record."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from candidates.models import Candidacy, District, Election, Party, Person, Stage
from core.models import ChangeCounter
from factcheck.check import CannotCheck, check
from factcheck.models import Debunk
from factcheck.results import Match
from factcheck.searching import published_holding
from portal.models import Lesson
from portal.searching.names import Entry, Names

MOST = 10  # of each kind
LONGEST = 300  # characters; a longer text is a message to check
KINDS = {
    "people": _("Orang"),
    "parties": _("Partai"),
    "elections": _("Pemilu"),
    "stages": _("Jadwal"),
    "districts": _("Daerah"),
    "lessons": _("Pelajaran"),
}


@dataclass(frozen=True)
class Thing:
    """What a name leads to: a page, by its view and arguments, and a word to tell it from others.

    Things are kept for readers of every language: the `level` of a district becomes a word when it is shown.
    `state` is that of a candidacy that left the ballot: nobody is shown as if nothing had happened.
    """

    label: str
    detail: str
    view: str
    argument: str
    anchor: str = ""
    state: str = ""
    level: str = ""

    @property
    def about(self) -> str:
        return str(District.Level(self.level).label) if self.level else self.detail

    @property
    def flag(self) -> str:
        return str(Candidacy.State(self.state).label) if self.state else ""

    @property
    def url(self) -> str:
        return reverse(self.view, args=[self.argument]) + (f"#{self.anchor}" if self.anchor else "")


@dataclass(frozen=True)
class Found:
    debunks: Sequence[Debunk] = ()
    matches: Sequence[Match] = ()  # those of the debunks that the matcher calls the same claim
    records: Sequence[dict] = ()
    names: dict[str, list[Thing]] = field(default_factory=dict)  # label of the kind → things

    def __bool__(self):
        return bool(self.debunks or self.records or self.names)


@dataclass(frozen=True)
class _Kept:
    counter: tuple | None
    names: Names


_kept: list[_Kept] = []  # none or one; replaced as a whole


def search(query: str) -> Found:
    """Everything that answers `query`: a claim, a name, or both. Works, by names alone, without an index."""
    query = query.strip()[:LONGEST]
    if not query:
        return Found()
    matches, records = _checked(query)
    debunks = [match.debunk for match in matches]
    known = {debunk.pk for debunk in debunks}
    containing = published_holding(query).latest().prefetch_related("topics")
    debunks += [debunk for debunk in containing[:MOST] if debunk.pk not in known]
    certain = [match for match in matches if match.tier == "match"]
    return Found(debunks[:MOST], certain, records, _named(query))


def _checked(query: str) -> tuple[list[Match], Sequence[dict]]:
    try:
        result = check(text=query, keep_receipt=False)
    except CannotCheck:
        return [], ()
    return [match for match in result.matches if match.tier != "none"], result.records


def _named(query: str) -> dict[str, list[Thing]]:
    groups: dict[str, list[Thing]] = {}
    for _score, entry in _names().search(query):
        things = groups.setdefault(entry.kind, [])
        if len(things) < MOST:
            things.append(entry.thing)
    return {str(KINDS[kind]): groups[kind] for kind in KINDS if kind in groups}


def _names() -> Names:
    """All names, kept in the process until anything public changes."""
    counter = ChangeCounter.objects.filter(id=1).values_list("last", "at").first()
    if counter is None or not _kept or _kept[0].counter != counter:
        _kept[:] = [_Kept(counter, Names(_entries()))]
    return _kept[0].names


def _entries() -> Iterator[Entry]:
    stood = _stood()
    for person in Person.objects.published().only("slug", "name", "aliases"):
        detail, state = stood.get(person.pk, ("", ""))
        thing = Thing(person.name, detail, "person", person.slug, state=state)
        yield from (Entry("people", thing, name) for name in (person.name, *person.aliases))
    for party in Party.objects.published():
        thing = Thing(party.name, party.full_name, "party", party.slug)
        names = (party.name, party.full_name, f"Partai {party.name}", *party.aliases)
        yield from (Entry("parties", thing, name) for name in names)
    for election in Election.objects.published():
        yield Entry("elections", Thing(election.name, "", "election", election.slug), election.name)
    for stage in Stage.objects.public().order_by("-election__date", "starts", "id"):
        thing = Thing(stage.name, stage.election.name, "schedule_of", stage.election.slug, stage.slug)
        yield from (Entry("stages", thing, name) for name in (stage.name, f"{stage.name} {stage.election}"))
    kinds = _names_of_levels()
    for place in District.objects.published().only("code", "name", "level"):
        thing = Thing(place.name, "", "district", place.code, level=place.level)
        called = [place.name, *(f"{kind} {place.name}" for kind in kinds[place.level])]
        yield from (Entry("districts", thing, name) for name in called)
    for lesson in Lesson.objects.published().only("slug", "title"):
        yield Entry("lessons", Thing(lesson.title, "", "lesson", lesson.slug), lesson.title)


def _names_of_levels() -> dict[str, set[str]]:
    """ "Dapil DPR" and "DPR district": the names are kept for readers of every language."""
    names: dict[str, set[str]] = {level: set() for level in District.Level.values}
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            for level in District.Level:
                names[level.value].add(str(level.label))
    return names


def _stood() -> dict[int, tuple[str, str]]:
    """Where each person stood last, and the state of that candidacy where it is off the ballot."""
    found: dict[int, tuple[str, str]] = {}
    rows = Candidacy.objects.public().order_by("-election__date", "-id")
    columns = ("person", "running_mate", "district__name", "election__name", "state")
    for person, mate, place, election, state in rows.values_list(*columns):
        off = "" if state in Candidacy.ON_BALLOT else state
        for pk in filter(None, (person, mate)):
            found.setdefault(pk, (f"{election} · {place}", off))
    return found
