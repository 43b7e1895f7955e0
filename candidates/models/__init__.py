"""Who stands, where and when."""

from candidates.models.candidacies import Candidacy, Person
from candidates.models.districts import District
from candidates.models.elections import Election, Stage
from candidates.models.facts import Fact, Publication
from candidates.models.parties import Party, PartyNumber

__all__ = [
    "Candidacy",
    "District",
    "Election",
    "Fact",
    "Party",
    "PartyNumber",
    "Person",
    "Publication",
    "Stage",
]
