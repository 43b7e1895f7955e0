"""Made by generate.py from the schema of the API; not to be edited."""

from collections.abc import Iterator
from typing import Literal, TypedDict, Unpack

from damaipedia.asking import Asker
from damaipedia.paging import Changes, Resource
from damaipedia.types import (
    CampaignAccount,
    Candidacy,
    Competence,
    CorrectionEntry,
    DebunkDetail,
    District,
    Election,
    Lesson,
    Outlet,
    Party,
    PartyResult,
    Person,
    Race,
    Review,
    Rule,
    Sanction,
    Stage,
    Topic,
)


class CampaignAccountsFilters(TypedDict, total=False):
    election: str
    fields: str
    include: str
    on: str
    ordering: str
    page_size: int
    party: str
    platform: Literal['facebook', 'instagram', 'other', 'telegram', 'threads', 'tiktok', 'whatsapp', 'x', 'youtube']
    q: str
    updated_since: str


class CampaignAccounts(Resource[CampaignAccount]):
    """Registered campaign accounts, by name."""

    path = "campaign-accounts"

    def each(self, **filters: Unpack[CampaignAccountsFilters]) -> Iterator[CampaignAccount]:
        """All rows, page after page."""
        return self._each({**filters})

    def changes(
        self, since: str = "0", **filters: Unpack[CampaignAccountsFilters]
    ) -> Iterator[Changes[CampaignAccount]]:
        """What changed since a cursor, page after page; "0" is the beginning."""
        return self._changes(since, {**filters})


class CandidaciesFilters(TypedDict, total=False):
    district: str
    election: str
    fields: str
    include: str
    office: Literal['dpd', 'dpr', 'dprd_province', 'dprd_regency', 'governor', 'mayor', 'president', 'regent']
    ordering: str
    page_size: int
    party: str
    person: str
    race: str
    state: Literal['disqualified', 'elected', 'listed', 'replaced', 'withdrawn']
    updated_since: str


class Candidacies(Resource[Candidacy]):
    """Candidacies."""

    path = "candidacies"

    def each(self, **filters: Unpack[CandidaciesFilters]) -> Iterator[Candidacy]:
        """All rows, page after page."""
        return self._each({**filters})

    def changes(
        self, since: str = "0", **filters: Unpack[CandidaciesFilters]
    ) -> Iterator[Changes[Candidacy]]:
        """What changed since a cursor, page after page; "0" is the beginning."""
        return self._changes(since, {**filters})


class CorrectionsFilters(TypedDict, total=False):
    after: str
    before: str
    debunk: float
    fields: str
    from_verdict: Literal['belum-terbukti', 'benar', 'menyesatkan', 'penipuan', 'salah', 'sebagian-benar']
    include: str
    ordering: str
    page_size: int
    to_verdict: Literal['belum-terbukti', 'benar', 'menyesatkan', 'penipuan', 'salah', 'sebagian-benar']


class Corrections(Resource[CorrectionEntry]):
    """Corrections of published debunks, latest first."""

    path = "corrections"

    def each(self, **filters: Unpack[CorrectionsFilters]) -> Iterator[CorrectionEntry]:
        """All rows, page after page."""
        return self._each({**filters})


class DebunksFilters(TypedDict, total=False):
    candidate: str
    election: str
    fields: str
    include: str
    kind: list[Literal['dimanipulasi', 'koneksi-salah', 'konteks-salah', 'menyesatkan', 'palsu', 'satire', 'tiruan']]
    ordering: str
    page_size: int
    party: str
    published_after: str
    published_before: str
    q: str
    state: Literal['published', 'retracted']
    topic: str
    updated_since: str
    verdict: list[Literal['belum-terbukti', 'benar', 'menyesatkan', 'penipuan', 'salah', 'sebagian-benar']]


class Debunks(Resource[DebunkDetail]):
    """Debunks, newest first."""

    path = "debunks"

    def each(self, **filters: Unpack[DebunksFilters]) -> Iterator[DebunkDetail]:
        """All rows, page after page."""
        return self._each({**filters})

    def changes(
        self, since: str = "0", **filters: Unpack[DebunksFilters]
    ) -> Iterator[Changes[DebunkDetail]]:
        """What changed since a cursor, page after page; "0" is the beginning."""
        return self._changes(since, {**filters})


class DistrictsFilters(TypedDict, total=False):
    fields: str
    include: str
    level: Literal['country', 'dpr', 'dprd_province', 'dprd_regency', 'province', 'regency']
    ordering: str
    page_size: int
    parent: str
    q: str
    updated_since: str


class Districts(Resource[District]):
    """Districts, by code."""

    path = "districts"

    def each(self, **filters: Unpack[DistrictsFilters]) -> Iterator[District]:
        """All rows, page after page."""
        return self._each({**filters})

    def changes(
        self, since: str = "0", **filters: Unpack[DistrictsFilters]
    ) -> Iterator[Changes[District]]:
        """What changed since a cursor, page after page; "0" is the beginning."""
        return self._changes(since, {**filters})


class ElectionsFilters(TypedDict, total=False):
    fields: str
    include: str
    kind: Literal['general', 'local']
    ordering: str
    page_size: int
    updated_since: str


class Elections(Resource[Election]):
    """Elections, newest first."""

    path = "elections"

    def each(self, **filters: Unpack[ElectionsFilters]) -> Iterator[Election]:
        """All rows, page after page."""
        return self._each({**filters})

    def changes(
        self, since: str = "0", **filters: Unpack[ElectionsFilters]
    ) -> Iterator[Changes[Election]]:
        """What changed since a cursor, page after page; "0" is the beginning."""
        return self._changes(since, {**filters})


class LessonsFilters(TypedDict, total=False):
    audience: Literal['all', 'civil-servant', 'disability', 'elderly', 'first-time', 'overseas', 'poll-worker']
    fields: str
    include: str
    ordering: str
    page_size: int
    phase: Literal['after', 'all', 'before', 'during']
    updated_since: str


class Lessons(Resource[Lesson]):
    """Lessons about the election."""

    path = "lessons"

    def each(self, **filters: Unpack[LessonsFilters]) -> Iterator[Lesson]:
        """All rows, page after page."""
        return self._each({**filters})

    def changes(
        self, since: str = "0", **filters: Unpack[LessonsFilters]
    ) -> Iterator[Changes[Lesson]]:
        """What changed since a cursor, page after page; "0" is the beginning."""
        return self._changes(since, {**filters})


class NeutralityCompetencesFilters(TypedDict, total=False):
    body: str
    election_kind: Literal['', 'general', 'local']
    fields: str
    include: str
    on: str
    ordering: str
    page_size: int
    updated_since: str
    violation: Literal['conduct', 'offence']


class NeutralityCompetences(Resource[Competence]):
    """Who receives reports about neutrality."""

    path = "neutrality-competences"

    def each(self, **filters: Unpack[NeutralityCompetencesFilters]) -> Iterator[Competence]:
        """All rows, page after page."""
        return self._each({**filters})

    def changes(
        self, since: str = "0", **filters: Unpack[NeutralityCompetencesFilters]
    ) -> Iterator[Changes[Competence]]:
        """What changed since a cursor, page after page; "0" is the beginning."""
        return self._changes(since, {**filters})


class NeutralityRulesFilters(TypedDict, total=False):
    election_kind: Literal['', 'general', 'local']
    fields: str
    include: str
    medium: Literal['any', 'offline', 'online']
    on: str
    ordering: str
    page_size: int
    permission: Literal['allowed', 'careful', 'conditional', 'forbidden']
    updated_since: str


class NeutralityRules(Resource[Rule]):
    """Rules of neutrality for civil servants."""

    path = "neutrality-rules"

    def each(self, **filters: Unpack[NeutralityRulesFilters]) -> Iterator[Rule]:
        """All rows, page after page."""
        return self._each({**filters})

    def changes(
        self, since: str = "0", **filters: Unpack[NeutralityRulesFilters]
    ) -> Iterator[Changes[Rule]]:
        """What changed since a cursor, page after page; "0" is the beginning."""
        return self._changes(since, {**filters})


class NeutralitySanctionsFilters(TypedDict, total=False):
    election_kind: Literal['', 'general', 'local']
    fields: str
    include: str
    on: str
    ordering: str
    page_size: int
    severity: Literal['contract', 'crime', 'discipline', 'light', 'medium', 'moral', 'severe']
    updated_since: str


class NeutralitySanctions(Resource[Sanction]):
    """What breaches of neutrality can lead to."""

    path = "neutrality-sanctions"

    def each(self, **filters: Unpack[NeutralitySanctionsFilters]) -> Iterator[Sanction]:
        """All rows, page after page."""
        return self._each({**filters})

    def changes(
        self, since: str = "0", **filters: Unpack[NeutralitySanctionsFilters]
    ) -> Iterator[Changes[Sanction]]:
        """What changed since a cursor, page after page; "0" is the beginning."""
        return self._changes(since, {**filters})


class OutletsFilters(TypedDict, total=False):
    fields: str
    ordering: str
    page_size: int
    q: str


class Outlets(Resource[Outlet]):
    """Other fact-checkers that are followed, by name."""

    path = "outlets"

    def each(self, **filters: Unpack[OutletsFilters]) -> Iterator[Outlet]:
        """All rows, page after page."""
        return self._each({**filters})


class PartiesFilters(TypedDict, total=False):
    election: str
    fields: str
    include: str
    ordering: str
    page_size: int
    q: str
    scope: Literal['aceh', 'national']
    updated_since: str


class Parties(Resource[Party]):
    """Parties, by slug."""

    path = "parties"

    def each(self, **filters: Unpack[PartiesFilters]) -> Iterator[Party]:
        """All rows, page after page."""
        return self._each({**filters})

    def changes(
        self, since: str = "0", **filters: Unpack[PartiesFilters]
    ) -> Iterator[Changes[Party]]:
        """What changed since a cursor, page after page; "0" is the beginning."""
        return self._changes(since, {**filters})


class PartyResultsFilters(TypedDict, total=False):
    district: str
    election: str
    fields: str
    include: str
    office: Literal['dpd', 'dpr', 'dprd_province', 'dprd_regency', 'governor', 'mayor', 'president', 'regent']
    ordering: str
    page_size: int
    party: str
    race: str
    updated_since: str


class PartyResults(Resource[PartyResult]):
    """Results of parties."""

    path = "party-results"

    def each(self, **filters: Unpack[PartyResultsFilters]) -> Iterator[PartyResult]:
        """All rows, page after page."""
        return self._each({**filters})

    def changes(
        self, since: str = "0", **filters: Unpack[PartyResultsFilters]
    ) -> Iterator[Changes[PartyResult]]:
        """What changed since a cursor, page after page; "0" is the beginning."""
        return self._changes(since, {**filters})


class PeopleFilters(TypedDict, total=False):
    fields: str
    include: str
    ordering: str
    page_size: int
    q: str
    updated_since: str


class People(Resource[Person]):
    """People, by slug."""

    path = "people"

    def each(self, **filters: Unpack[PeopleFilters]) -> Iterator[Person]:
        """All rows, page after page."""
        return self._each({**filters})

    def changes(
        self, since: str = "0", **filters: Unpack[PeopleFilters]
    ) -> Iterator[Changes[Person]]:
        """What changed since a cursor, page after page; "0" is the beginning."""
        return self._changes(since, {**filters})


class RacesFilters(TypedDict, total=False):
    district: str
    election: str
    fields: str
    form: Literal['contested', 'empty_column', 'not_elected']
    include: str
    office: Literal['dpd', 'dpr', 'dprd_province', 'dprd_regency', 'governor', 'mayor', 'president', 'regent']
    ordering: str
    page_size: int
    race: str
    updated_since: str


class Races(Resource[Race]):
    """What is special about races."""

    path = "races"

    def each(self, **filters: Unpack[RacesFilters]) -> Iterator[Race]:
        """All rows, page after page."""
        return self._each({**filters})

    def changes(
        self, since: str = "0", **filters: Unpack[RacesFilters]
    ) -> Iterator[Changes[Race]]:
        """What changed since a cursor, page after page; "0" is the beginning."""
        return self._changes(since, {**filters})


class ReviewsFilters(TypedDict, total=False):
    fields: str
    language: str
    ordering: str
    outlet: float
    page_size: int
    q: str
    reviewed_after: str
    reviewed_before: str
    updated_since: str


class Reviews(Resource[Review]):
    """What other fact-checkers found, as it came in, latest first."""

    path = "reviews"

    def each(self, **filters: Unpack[ReviewsFilters]) -> Iterator[Review]:
        """All rows, page after page."""
        return self._each({**filters})

    def changes(
        self, since: str = "0", **filters: Unpack[ReviewsFilters]
    ) -> Iterator[Changes[Review]]:
        """What changed since a cursor, page after page; "0" is the beginning."""
        return self._changes(since, {**filters})


class StagesFilters(TypedDict, total=False):
    election: str
    fields: str
    include: str
    kind: Literal['campaign', 'counting', 'nomination', 'oath', 'other', 'quiet', 'result', 'voting']
    on: str
    ordering: str
    page_size: int
    phase: Literal['after', 'before', 'during']
    updated_since: str


class Stages(Resource[Stage]):
    """Stages of the schedules, earliest first."""

    path = "stages"

    def each(self, **filters: Unpack[StagesFilters]) -> Iterator[Stage]:
        """All rows, page after page."""
        return self._each({**filters})

    def changes(
        self, since: str = "0", **filters: Unpack[StagesFilters]
    ) -> Iterator[Changes[Stage]]:
        """What changed since a cursor, page after page; "0" is the beginning."""
        return self._changes(since, {**filters})


class TopicsFilters(TypedDict, total=False):
    fields: str
    ordering: str
    page_size: int
    q: str


class Topics(Resource[Topic]):
    """Topics, by name."""

    path = "topics"

    def each(self, **filters: Unpack[TopicsFilters]) -> Iterator[Topic]:
        """All rows, page after page."""
        return self._each({**filters})


class Resources:
    """Every list of the API."""

    def __init__(self, asker: Asker) -> None:
        self.campaign_accounts = CampaignAccounts(asker)
        self.candidacies = Candidacies(asker)
        self.corrections = Corrections(asker)
        self.debunks = Debunks(asker)
        self.districts = Districts(asker)
        self.elections = Elections(asker)
        self.lessons = Lessons(asker)
        self.neutrality_competences = NeutralityCompetences(asker)
        self.neutrality_rules = NeutralityRules(asker)
        self.neutrality_sanctions = NeutralitySanctions(asker)
        self.outlets = Outlets(asker)
        self.parties = Parties(asker)
        self.party_results = PartyResults(asker)
        self.people = People(asker)
        self.races = Races(asker)
        self.reviews = Reviews(asker)
        self.stages = Stages(asker)
        self.topics = Topics(asker)
