"""Offices as they stand in addresses, and what is elected in an election or a place."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.db.models import Count, Min, Value
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from candidates.models import Candidacy, District, Election, PartyResult

Office = Candidacy.Office
WORDS = {
    Office.PRESIDENT: "presiden",
    Office.DPR: "dpr",
    Office.DPD: "dpd",
    Office.DPRD_PROVINCE: "dprd-provinsi",
    Office.DPRD_REGENCY: "dprd-kabupaten-kota",
    Office.GOVERNOR: "gubernur",
    Office.REGENT: "bupati",
    Office.MAYOR: "wali-kota",
}
ORDER = list(WORDS)
LISTS = (Office.DPR, Office.DPRD_PROVINCE, Office.DPRD_REGENCY)  # offices elected by lists of parties


class OfficeConverter:
    regex = "|".join(sorted(WORDS.values(), key=len, reverse=True))

    def to_python(self, word: str) -> Candidacy.Office:
        return next(office for office, known in WORDS.items() if known == word)

    def to_url(self, office: str) -> str:
        return WORDS[Office(office)]


@dataclass(frozen=True)
class OnBallot:
    """An office of one election: filled in `districts` places; `code` is "" unless one page shows it all."""

    election: Election
    office: Candidacy.Office
    districts: int
    code: str
    nationwide: bool

    @property
    def url(self) -> str:
        if self.code:
            return reverse("race", args=[self.election.slug, self.office, self.code])
        return reverse("candidates_of_office", args=[self.election.slug, self.office])


def on_ballot(elections: list[Election]) -> dict[int, list[OnBallot]]:
    """What is elected in each of `elections`, by its id, in the order of the ballots; one query.

    Known from who stands, or else from the results of the parties.
    """
    found: dict[int, dict[str, OnBallot]] = {election.pk: {} for election in elections}
    for one in _by_office(elections):
        offices = found[one.election.pk]
        known = offices.setdefault(one.office, one)
        if known.code != one.code:
            offices[one.office] = replace(known, code="")
    return {
        pk: sorted(offices.values(), key=lambda one: ORDER.index(one.office)) for pk, offices in found.items()
    }


def _by_office(elections: list[Election]) -> Iterator[OnBallot]:
    """Those for which somebody stands, then those of which results of parties are known."""
    by_id = {election.pk: election for election in elections}
    places = {"districts": Count("district", distinct=True), "code": Min("district__code")}
    known = [
        facts.filter(election__in=elections)
        .order_by()
        .values("election", "office")
        .annotate(level=Min("district__level"), turn=Value(turn), **places)
        for turn, facts in enumerate((Candidacy.objects.public(), PartyResult.objects.public()))
    ]
    for row in known[0].union(known[1]).order_by("turn"):
        alone = row["districts"] == 1
        yield OnBallot(
            by_id[row["election"]],
            Office(row["office"]),
            row["districts"],
            row["code"] if alone else "",
            alone and row["level"] == District.Level.COUNTRY,
        )


def title_of(office: str, place: str) -> str:
    """`gubernur dan wakil gubernur Jawa Barat`, for use in a sentence; the president's has no place."""
    label = str(Office(office).label)
    label = label if label[1:2].isupper() else label[:1].lower() + label[1:]
    return (
        str(label)
        if office == Office.PRESIDENT
        else _("%(office)s %(place)s")
        % {
            "office": label,
            "place": place,
        }
    )
