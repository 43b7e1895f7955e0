"""Nonpartisanship in figures: what was received and checked about each pair and each party."""

from collections import Counter, defaultdict
from collections.abc import Iterable

from django.db.models import Count
from django.utils.translation import gettext as _

from candidates.models import Candidacy, Election
from factcheck.models import Debunk, Verdict
from portal.statistics.tables import Row, Table
from reports.models import HoaxReport


def by_pair() -> Table:
    """The presidential pairs of the latest general election, in ballot order."""
    election = Election.objects.latest_general()
    pairs = Candidacy.objects.public().filter(election=election, office=Candidacy.Office.PRESIDENT)
    pairs = pairs.select_related("person", "running_mate").order_by("ballot_number", "id")
    mentions = _mentions(Debunk.people.through, "person")
    rows = [
        (
            f"{pair.ballot_number}. {pair.name}",
            pair.get_absolute_url(),
            mentions[pair.person_id] | mentions[pair.running_mate_id],
        )
        for pair in pairs
    ]
    return Table("pasangan", _("Tentang setiap pasangan"), _columns(_("Pasangan")), _filled(rows))


def by_party() -> Table:
    """The parties of the latest general election, in the order of their numbers."""
    election = Election.objects.latest_general()
    numbers = election.party_numbers.public().select_related("party") if election else []
    mentions = _mentions(Debunk.parties.through, "party")
    rows = [
        (f"{one.number}. {one.party.name}", one.party.get_absolute_url(), mentions[one.party_id])
        for one in sorted(numbers, key=lambda one: one.number)
    ]
    return Table("partai", _("Tentang setiap partai"), _columns(_("Partai")), _filled(rows))


def _columns(what: str) -> tuple[str, ...]:
    return (what, _("Diterima"), _("Diperiksa"), *(str(verdict.label) for verdict in Verdict))


def _mentions(through, column: str) -> defaultdict[int | None, set[int]]:
    """The published debunks that mention each person or party."""
    found: defaultdict[int | None, set[int]] = defaultdict(set)
    links = through.objects.filter(debunk__in=Debunk.objects.published())
    for thing, debunk in links.values_list(f"{column}_id", "debunk_id"):
        found[thing].add(debunk)
    return found


def _filled(rows: Iterable[tuple[str, str, set[int]]]) -> list[Row]:
    """Each with the reports received about it, the claims checked, and how many have each verdict."""
    rows = list(rows)
    mentioned = set().union(*(debunks for _label, _url, debunks in rows)) if rows else set()
    verdicts = dict(Debunk.objects.published().filter(pk__in=mentioned).values_list("pk", "verdict"))
    reported = HoaxReport.objects.filter(debunk__in=mentioned).order_by().values_list("debunk")
    received = Counter(dict(reported.annotate(n=Count("pk"))))
    found = []
    for label, url, debunks in rows:
        counts = Counter(verdicts[pk] for pk in debunks if pk in verdicts)
        total = sum(received[pk] for pk in debunks)
        found.append(Row(label, (total, len(debunks), *(counts[one] for one in Verdict.values)), url))
    return found
