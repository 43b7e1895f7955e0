"""Offices as they stand in addresses, and what is elected in an election or a place."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from candidates.models import Candidacy, Election

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
    """An office of one election: in `districts` places, or in the one place named by `code`."""

    election: Election
    office: Candidacy.Office
    districts: int
    code: str

    @property
    def url(self) -> str:
        if self.districts == 1:
            return reverse("race", args=[self.election.slug, self.office, self.code])
        return reverse("candidates_of_office", args=[self.election.slug, self.office])


def on_ballot(elections: list[Election]) -> dict[int, list[OnBallot]]:
    """What is elected in each of `elections`, by its id, in the order of the ballots; one query."""
    by_id = {election.pk: election for election in elections}
    found = {pk: [] for pk in by_id}
    for row in Candidacy.objects.public().filter(election__in=elections).by_office():
        election = by_id[row["election"]]
        found[election.pk].append(OnBallot(election, Office(row["office"]), row["districts"], row["code"]))
    for offices in found.values():
        offices.sort(key=lambda one: ORDER.index(one.office))
    return found


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
