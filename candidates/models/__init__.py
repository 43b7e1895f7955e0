"""Who stands, where and when."""

from candidates.models.addresses import PreviousSlug, current_slug
from candidates.models.candidacies import Candidacy, Person
from candidates.models.districts import District
from candidates.models.elections import Election, Stage, StageRevision
from candidates.models.facts import Fact, Publication
from candidates.models.imports import Import, ImportedRow
from candidates.models.parties import Party, PartyNumber
from candidates.models.races import PartyResult, Race
from candidates.models.reminders import Reminder, ReminderLetter

__all__ = [
    "Candidacy",
    "District",
    "Election",
    "Fact",
    "Import",
    "ImportedRow",
    "Party",
    "PartyNumber",
    "PartyResult",
    "Person",
    "PreviousSlug",
    "Publication",
    "Race",
    "Reminder",
    "ReminderLetter",
    "Stage",
    "StageRevision",
    "current_slug",
]
