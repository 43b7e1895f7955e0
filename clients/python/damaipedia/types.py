"""Made by generate.py from the schema of the API; not to be edited."""

from typing import Any, Literal, NotRequired, TypeAlias, TypedDict

ActsEnum: TypeAlias = Literal['like', 'comment', 'share', 'follow', 'join', 'post', 'pose', 'photo', 'attend', 'wear', 'banner', 'spouse', 'leave', 'team', 'mobilise', 'facilities', 'decision', 'letter', 'party', 'read', 'inform', 'vote']


class Answer(TypedDict):
    id: str
    title: str
    verdict: "VerdictEnum"
    url: str
    published_at: NotRequired[str | None]


class Answers(TypedDict):
    results: list["Check"]


class Appearance(TypedDict):
    platform: "PlatformEnum"
    url: NotRequired["str"]
    archived_url: NotRequired["str"]
    first_seen: NotRequired[str | None]
    note: NotRequired[str]


AudienceEnum: TypeAlias = Literal['all', 'first-time', 'elderly', 'disability', 'overseas', 'civil-servant', 'poll-worker']


AudiencesEnum: TypeAlias = Literal['pns', 'pppk', 'staff', 'armed']


class BallotNumber(TypedDict):
    election: str
    number: int


class Batch(TypedDict):
    """A file on its way. The result is in the form of the file, one line a message."""

    receipt: str
    state: "BatchStateEnum"
    lines: int
    done: int
    url: str
    result: str | None
    deleted_at: str | None


BatchStateEnum: TypeAlias = Literal['waiting', 'working', 'finished']


BlankEnum: TypeAlias = Literal['']


class Body(TypedDict):
    id: str
    abbreviation: str
    name: str
    address: NotRequired[str]
    channel_url: NotRequired["str"]


ByEnum: TypeAlias = Literal['text', 'address', 'article', 'source', 'picture']


class CampaignAccount(TypedDict):
    """An account registered for a campaign, from `valid_from` to `valid_to`, both days included."""

    id: NotRequired[str]
    election: NotRequired[str]
    platform: NotRequired["CampaignAccountPlatformEnum"]
    handle: NotRequired[str]
    account_url: NotRequired[str]
    owner: NotRequired[str]
    party: NotRequired[str | None]
    candidacy: NotRequired[str | None]
    valid_from: NotRequired[str]
    valid_to: NotRequired[str]
    source_title: NotRequired[str]
    source_url: NotRequired["str"]
    demo: NotRequired[bool]
    updated_at: NotRequired[str | None]
    url: NotRequired[str]
    labels: NotRequired[dict[str, str]]


CampaignAccountPlatformEnum: TypeAlias = Literal['facebook', 'instagram', 'tiktok', 'x', 'youtube', 'whatsapp', 'telegram', 'threads', 'other']


class Candidacy(TypedDict):
    """Who stands. One withdrawn, replaced or disqualified says so in `state`, with date and source."""

    id: NotRequired[str]
    race: NotRequired[str]
    election: NotRequired[str]
    office: NotRequired["OfficeEnum"]
    district: NotRequired["Place"]
    ballot_number: NotRequired[int]
    person: NotRequired["Reference"]
    running_mate: NotRequired["Reference | None"]
    party: NotRequired["Reference | None"]
    coalition: NotRequired[list["Reference"]]
    state: NotRequired["CandidacyStateEnum"]
    state_date: NotRequired[str | None]
    state_source: NotRequired[str]
    on_ballot: NotRequired[bool]
    vision: NotRequired[str]
    mission: NotRequired[str]
    votes: NotRequired[int | None]
    votes_source: NotRequired[str]
    sources: NotRequired[list["OtherSource"]]
    source_title: NotRequired[str]
    source_url: NotRequired["str"]
    demo: NotRequired[bool]
    updated_at: NotRequired[str | None]
    url: NotRequired[str]
    labels: NotRequired[dict[str, str]]


CandidacyStateEnum: TypeAlias = Literal['listed', 'withdrawn', 'replaced', 'disqualified', 'elected']


class Check(TypedDict):
    status: "CheckStatusEnum"
    engine: "Engine"
    matches: NotRequired[list["Match"]]
    records: list["Record"]
    elsewhere: list["Elsewhere"]
    receipt: str
    checked_at: str | None
    text: NotRequired[str]


CheckOutcome: TypeAlias = "Check | Pending"


CheckStatusEnum: TypeAlias = Literal['match', 'related', 'none']


class Competence(TypedDict):
    """That a body receives reports of one kind of violation, until when, and in which steps it works."""

    id: NotRequired[str]
    body: NotRequired["Body"]
    violation: NotRequired["ViolationEnum"]
    audiences: NotRequired[list["AudiencesEnum"]]
    election_kind: NotRequired["ElectionKindEnum | BlankEnum"]
    named_reporter: NotRequired[bool]
    days: NotRequired[int | None]
    day_kind: NotRequired["DayKindEnum | BlankEnum"]
    steps: NotRequired[list["HandlingStep"]]
    basis: NotRequired[str]
    valid_from: NotRequired[str | None]
    valid_to: NotRequired[str | None]
    source_title: NotRequired[str]
    source_url: NotRequired["str"]
    demo: NotRequired[bool]
    updated_at: NotRequired[str | None]
    url: NotRequired[str]
    labels: NotRequired[dict[str, str]]


class Correction(TypedDict):
    at: str
    text: str
    from_verdict: "VerdictEnum"
    to_verdict: "VerdictEnum"


class CorrectionEntry(TypedDict):
    """A correction in the list of all corrections."""

    id: NotRequired[str]
    at: NotRequired[str]
    text: NotRequired[str]
    from_verdict: NotRequired["VerdictEnum"]
    to_verdict: NotRequired["VerdictEnum"]
    debunk: NotRequired["DebunkReference"]
    labels: NotRequired[dict[str, str]]


DayKindEnum: TypeAlias = Literal['working', 'calendar']


class DebunkDetail(TypedDict):
    """A debunk with everything: the record that exports hold and imports read."""

    id: NotRequired[str]
    external_id: NotRequired[str | None]
    url: NotRequired[str]
    source_url: NotRequired["str"]
    slug: NotRequired[str]
    state: NotRequired["DebunkStateEnum"]
    title: NotRequired[str]
    claim: NotRequired[str]
    verdict: NotRequired["VerdictEnum"]
    kind: NotRequired["KindEnum | BlankEnum"]
    summary: NotRequired[str]
    language: NotRequired[str]
    published_at: NotRequired[str | None]
    updated_at: NotRequired[str | None]
    demo: NotRequired[bool]
    topics: NotRequired[list["Named"]]
    explanation: NotRequired[str]
    conclusion: NotRequired[str]
    retracted_at: NotRequired[str | None]
    retraction_reason: NotRequired[str]
    elections: NotRequired[list["Named"]]
    people: NotRequired[list["Named"]]
    parties: NotRequired[list["Named"]]
    appearances: NotRequired[list["Appearance"]]
    sources: NotRequired[list["Source"]]
    corrections: NotRequired[list["Correction"]]
    images: NotRequired[list["Image"]]
    labels: NotRequired[dict[str, str]]
    history: NotRequired[list[dict[str, Any]]]


class DebunkReference(TypedDict):
    id: str
    title: str
    verdict: "VerdictEnum"
    url: str
    published_at: str


DebunkStateEnum: TypeAlias = Literal['draft', 'review', 'scheduled', 'published', 'retracted']


class Deliveries(TypedDict):
    next: str | None
    previous: str | None
    results: list["Delivery"]


class Delivery(TypedDict):
    """How the telling of one event went. `status` is what the receiver answered."""

    id: str
    event: str
    type: "EventEnum"
    at: str
    state: NotRequired["DeliveryStateEnum"]
    attempts: NotRequired[int]
    status: NotRequired[int | None]
    failure: NotRequired[str]
    retry_at: NotRequired[str]
    delivered_at: NotRequired[str | None]


DeliveryStateEnum: TypeAlias = Literal['waiting', 'sending', 'delivered', 'failed']


class District(TypedDict):
    """A confirmed fact: `id` is what its address names, `url` our page."""

    id: NotRequired[str]
    code: NotRequired[str]
    official_code: NotRequired[str]
    name: NotRequired[str]
    level: NotRequired["LevelEnum"]
    parent: NotRequired[str | None]
    parts: NotRequired[list[str]]
    seats: NotRequired[int | None]
    valid_from: NotRequired[str | None]
    valid_to: NotRequired[str | None]
    source_title: NotRequired[str]
    source_url: NotRequired["str"]
    demo: NotRequired[bool]
    updated_at: NotRequired[str | None]
    url: NotRequired[str]
    labels: NotRequired[dict[str, str]]


class Election(TypedDict):
    """A confirmed fact: `id` is what its address names, `url` our page."""

    id: NotRequired[str]
    name: NotRequired[str]
    kind: NotRequired["ElectionKindEnum"]
    date: NotRequired[str]
    summary: NotRequired[str]
    source_title: NotRequired[str]
    source_url: NotRequired["str"]
    demo: NotRequired[bool]
    updated_at: NotRequired[str | None]
    url: NotRequired[str]
    labels: NotRequired[dict[str, str]]


ElectionKindEnum: TypeAlias = Literal['general', 'local']


class Elsewhere(TypedDict):
    outlet: str
    rating: str
    claim: str
    title: str
    url: str
    reviewed_on: str | None


class Engine(TypedDict):
    version: str
    semantic: bool


EventEnum: TypeAlias = Literal['debunk.published', 'debunk.updated', 'debunk.corrected', 'debunk.retracted', 'stage.changed']


class Export(TypedDict):
    """An export. It is whole up to `cursor`, from which `?since=` goes on; `changes.jsonl` tells what …"""

    id: str
    url: str
    made_at: str
    cursor: str
    since: str | None
    licence: "Licence"
    schema_version: str
    manifest: str
    signature: str
    files: list["ExportFile"]


class ExportFile(TypedDict):
    name: str
    url: str
    rows: int | None
    bytes: int
    sha256: str


class ExportList(TypedDict):
    next: str | None
    previous: str | None
    results: list["Export"]
    making: bool
    public_key: str


class Feedback(TypedDict):
    answered: bool
    debunks: list[str]


class Figure(TypedDict):
    id: str
    title: str
    columns: list[str]
    rows: list["FigureRow"]
    note: str
    csv: str


class FigureList(TypedDict):
    results: list["Figure"]


class FigureRow(TypedDict):
    label: str
    values: list[Any]


class Filters(TypedDict):
    """Only of debunks with these; of stages only `election` counts."""

    verdict: NotRequired[list["VerdictEnum"]]
    topic: NotRequired[str]
    election: NotRequired[str]
    candidate: NotRequired[str]
    party: NotRequired[str]


FormEnum: TypeAlias = Literal['contested', 'empty_column', 'not_elected']


class Gone(TypedDict):
    """What is not in the list that was asked for: taken back, left out, or renamed."""

    id: str
    updated_at: str


class HandlingStep(TypedDict):
    name: str
    days: int
    day_kind: "DayKindEnum"


class Image(TypedDict):
    url: str
    alt: str
    credit: str


KindEnum: TypeAlias = Literal['satire', 'koneksi-salah', 'menyesatkan', 'konteks-salah', 'tiruan', 'dimanipulasi', 'palsu']


class LegalBasis(TypedDict):
    id: str
    title: str
    article: NotRequired[str]
    says: NotRequired[str]
    valid_from: NotRequired[str | None]
    valid_to: NotRequired[str | None]
    source_title: NotRequired[str]
    source_url: NotRequired["str"]


class Lesson(TypedDict):
    id: NotRequired[str]
    url: NotRequired[str]
    title: NotRequired[str]
    summary: NotRequired[str]
    audience: NotRequired["AudienceEnum"]
    phase: NotRequired["LessonPhaseEnum"]
    body: NotRequired[str]
    sources: NotRequired[list["LessonSource"]]
    updated_at: NotRequired[str | None]
    demo: NotRequired[bool]
    labels: NotRequired[dict[str, str]]


LessonPhaseEnum: TypeAlias = Literal['before', 'during', 'after', 'all']


class LessonSource(TypedDict):
    title: str
    publisher: NotRequired[str]
    url: NotRequired[str]
    date: NotRequired[str | None]


LevelEnum: TypeAlias = Literal['country', 'province', 'regency', 'dpr', 'dprd_province', 'dprd_regency']


class Licence(TypedDict):
    name: str
    url: str


class Match(TypedDict):
    debunk: "DebunkReference"
    probability: float
    part: NotRequired["Span"]
    matched: NotRequired[list["Matched"]]
    by: "ByEnum"
    version: int
    corrected_at: str | None
    old_since: str | None
    other_elections: list[str]


class Matched(TypedDict):
    start: int
    end: int
    text: str


MediumEnum: TypeAlias = Literal['any', 'online', 'offline']


class Named(TypedDict):
    slug: str
    name: str


OfficeEnum: TypeAlias = Literal['president', 'dpr', 'dpd', 'dprd_province', 'dprd_regency', 'governor', 'regent', 'mayor']


class OtherSource(TypedDict):
    title: str
    publisher: NotRequired[str]
    url: NotRequired[str]
    date: NotRequired[str | None]


class Outlet(TypedDict):
    id: NotRequired[str]
    name: NotRequired[str]
    homepage: NotRequired[str]
    polled_at: NotRequired[str | None]
    labels: NotRequired[dict[str, str]]


class OutletReference(TypedDict):
    id: str
    name: str
    homepage: str


class PaginatedCampaignAccountList(TypedDict):
    next: NotRequired[str | None]
    previous: NotRequired[str | None]
    results: list["CampaignAccount"]
    gone: NotRequired[list["Gone"]]
    cursor: NotRequired[str]


class PaginatedCandidacyList(TypedDict):
    next: NotRequired[str | None]
    previous: NotRequired[str | None]
    results: list["Candidacy"]
    gone: NotRequired[list["Gone"]]
    cursor: NotRequired[str]


class PaginatedCompetenceList(TypedDict):
    next: NotRequired[str | None]
    previous: NotRequired[str | None]
    results: list["Competence"]
    gone: NotRequired[list["Gone"]]
    cursor: NotRequired[str]


class PaginatedCorrectionEntryList(TypedDict):
    next: NotRequired[str | None]
    previous: NotRequired[str | None]
    results: list["CorrectionEntry"]
    gone: NotRequired[list["Gone"]]
    cursor: NotRequired[str]


class PaginatedDebunkDetailList(TypedDict):
    next: NotRequired[str | None]
    previous: NotRequired[str | None]
    results: list["DebunkDetail"]
    gone: NotRequired[list["Gone"]]
    cursor: NotRequired[str]


class PaginatedDistrictList(TypedDict):
    next: NotRequired[str | None]
    previous: NotRequired[str | None]
    results: list["District"]
    gone: NotRequired[list["Gone"]]
    cursor: NotRequired[str]


class PaginatedElectionList(TypedDict):
    next: NotRequired[str | None]
    previous: NotRequired[str | None]
    results: list["Election"]
    gone: NotRequired[list["Gone"]]
    cursor: NotRequired[str]


class PaginatedLessonList(TypedDict):
    next: NotRequired[str | None]
    previous: NotRequired[str | None]
    results: list["Lesson"]
    gone: NotRequired[list["Gone"]]
    cursor: NotRequired[str]


class PaginatedOutletList(TypedDict):
    next: NotRequired[str | None]
    previous: NotRequired[str | None]
    results: list["Outlet"]
    gone: NotRequired[list["Gone"]]
    cursor: NotRequired[str]


class PaginatedPartyList(TypedDict):
    next: NotRequired[str | None]
    previous: NotRequired[str | None]
    results: list["Party"]
    gone: NotRequired[list["Gone"]]
    cursor: NotRequired[str]


class PaginatedPartyResultList(TypedDict):
    next: NotRequired[str | None]
    previous: NotRequired[str | None]
    results: list["PartyResult"]
    gone: NotRequired[list["Gone"]]
    cursor: NotRequired[str]


class PaginatedPersonList(TypedDict):
    next: NotRequired[str | None]
    previous: NotRequired[str | None]
    results: list["Person"]
    gone: NotRequired[list["Gone"]]
    cursor: NotRequired[str]


class PaginatedRaceList(TypedDict):
    next: NotRequired[str | None]
    previous: NotRequired[str | None]
    results: list["Race"]
    gone: NotRequired[list["Gone"]]
    cursor: NotRequired[str]


class PaginatedReviewList(TypedDict):
    next: NotRequired[str | None]
    previous: NotRequired[str | None]
    results: list["Review"]
    gone: NotRequired[list["Gone"]]
    cursor: NotRequired[str]


class PaginatedRuleList(TypedDict):
    next: NotRequired[str | None]
    previous: NotRequired[str | None]
    results: list["Rule"]
    gone: NotRequired[list["Gone"]]
    cursor: NotRequired[str]


class PaginatedSanctionList(TypedDict):
    next: NotRequired[str | None]
    previous: NotRequired[str | None]
    results: list["Sanction"]
    gone: NotRequired[list["Gone"]]
    cursor: NotRequired[str]


class PaginatedStageList(TypedDict):
    next: NotRequired[str | None]
    previous: NotRequired[str | None]
    results: list["Stage"]
    gone: NotRequired[list["Gone"]]
    cursor: NotRequired[str]


class PaginatedTopicList(TypedDict):
    next: NotRequired[str | None]
    previous: NotRequired[str | None]
    results: list["Topic"]
    gone: NotRequired[list["Gone"]]
    cursor: NotRequired[str]


class Party(TypedDict):
    """A confirmed fact: `id` is what its address names, `url` our page."""

    id: NotRequired[str]
    name: NotRequired[str]
    full_name: NotRequired[str]
    number: NotRequired[int | None]
    numbers: NotRequired[list["BallotNumber"]]
    scope: NotRequired["ScopeEnum"]
    aliases: NotRequired[list[str]]
    logo: NotRequired[str | None]
    source_title: NotRequired[str]
    source_url: NotRequired["str"]
    demo: NotRequired[bool]
    updated_at: NotRequired[str | None]
    url: NotRequired[str]
    labels: NotRequired[dict[str, str]]


class PartyResult(TypedDict):
    """The valid votes of a party for an office in a place, and the seats that came of them."""

    id: NotRequired[str]
    race: NotRequired[str]
    election: NotRequired[str]
    office: NotRequired["OfficeEnum"]
    district: NotRequired["Place"]
    party: NotRequired["Reference"]
    votes: NotRequired[int]
    seats: NotRequired[int | None]
    source_title: NotRequired[str]
    source_url: NotRequired["str"]
    demo: NotRequired[bool]
    updated_at: NotRequired[str | None]
    url: NotRequired[str]
    labels: NotRequired[dict[str, str]]


class Pending(TypedDict):
    """A check that waits for a worker. `failed` is final; send the text itself instead."""

    status: "PendingStatusEnum"
    receipt: str
    url: str
    reason: NotRequired["ReasonEnum"]
    detail: NotRequired[str]


PendingStatusEnum: TypeAlias = Literal['pending', 'failed']


PeriodsEnum: TypeAlias = Literal['before_set', 'set', 'campaign', 'quiet', 'voting', 'after']


PermissionEnum: TypeAlias = Literal['forbidden', 'conditional', 'careful', 'allowed']


class Person(TypedDict):
    """A confirmed fact: `id` is what its address names, `url` our page."""

    id: NotRequired[str]
    name: NotRequired[str]
    aliases: NotRequired[list[str]]
    profile: NotRequired[str]
    photo: NotRequired[str | None]
    photo_credit: NotRequired[str]
    source_title: NotRequired[str]
    source_url: NotRequired["str"]
    demo: NotRequired[bool]
    updated_at: NotRequired[str | None]
    url: NotRequired[str]
    labels: NotRequired[dict[str, str]]


class Place(TypedDict):
    id: str
    name: str


PlatformEnum: TypeAlias = Literal['whatsapp', 'facebook', 'instagram', 'x', 'tiktok', 'youtube', 'telegram', 'web', 'other']


class Race(TypedDict):
    """What is known of an office in a place besides who stands for it; told of those that are special."""

    id: NotRequired[str]
    race: NotRequired[str]
    election: NotRequired[str]
    office: NotRequired["OfficeEnum"]
    district: NotRequired["Place"]
    form: NotRequired["FormEnum"]
    note: NotRequired[str]
    empty_votes: NotRequired[int | None]
    invalid_votes: NotRequired[int | None]
    source_title: NotRequired[str]
    source_url: NotRequired["str"]
    demo: NotRequired[bool]
    updated_at: NotRequired[str | None]
    url: NotRequired[str]
    labels: NotRequired[dict[str, str]]


ReasonEnum: TypeAlias = Literal['broken', 'busy', 'closed', 'empty', 'kind', 'large', 'missing', 'no-text', 'refused', 'slow', 'unreachable', 'unready']


class Receipt(TypedDict):
    receipt: str
    state: NotRequired["ReportStateEnum"]
    url: str


class Record(TypedDict):
    statement: NotRequired[str]
    agrees: bool
    record: str
    regulation: str
    url: str


class Reference(TypedDict):
    id: str
    name: str


class Report(TypedDict):
    receipt: str
    state: NotRequired["ReportStateEnum"]
    url: str
    received_at: str
    debunk: "Answer | None"
    withdrawn: "Answer | None"
    reason: str


ReportStateEnum: TypeAlias = Literal['received', 'processing', 'answered', 'queued', 'rejected']


class Review(TypedDict):
    """A claim that another fact-checker checked."""

    id: NotRequired[str]
    outlet: NotRequired["OutletReference"]
    url: NotRequired[str]
    title: NotRequired[str]
    claim: NotRequired[str]
    rating: NotRequired[str]
    language: NotRequired[str]
    claimed_on: NotRequired[str | None]
    reviewed_on: NotRequired[str | None]
    found_at: NotRequired[str]
    updated_at: NotRequired[str | None]
    labels: NotRequired[dict[str, str]]


class Rule(TypedDict):
    """What the audiences may or may not do in the periods, from `valid_from` to `valid_to`."""

    id: NotRequired[str]
    title: NotRequired[str]
    acts: NotRequired[list["ActsEnum"]]
    audiences: NotRequired[list["AudiencesEnum"]]
    periods: NotRequired[list["PeriodsEnum"]]
    medium: NotRequired["MediumEnum"]
    election_kind: NotRequired["ElectionKindEnum | BlankEnum"]
    permission: NotRequired["PermissionEnum"]
    explanation: NotRequired[str]
    example: NotRequired[str]
    least: NotRequired["SeverityEnum | BlankEnum"]
    most: NotRequired["SeverityEnum | BlankEnum"]
    checklist: NotRequired[list[str]]
    bases: NotRequired[list["LegalBasis"]]
    valid_from: NotRequired[str | None]
    valid_to: NotRequired[str | None]
    source_title: NotRequired[str]
    source_url: NotRequired["str"]
    demo: NotRequired[bool]
    updated_at: NotRequired[str | None]
    url: NotRequired[str]
    labels: NotRequired[dict[str, str]]


class Sanction(TypedDict):
    """What a severity (`least` and `most` of a rule) means for the audiences."""

    id: NotRequired[str]
    severity: NotRequired["SeverityEnum"]
    audiences: NotRequired[list["AudiencesEnum"]]
    election_kind: NotRequired["ElectionKindEnum | BlankEnum"]
    text: NotRequired[str]
    basis: NotRequired["LegalBasis | None"]
    valid_from: NotRequired[str | None]
    valid_to: NotRequired[str | None]
    source_title: NotRequired[str]
    source_url: NotRequired["str"]
    demo: NotRequired[bool]
    updated_at: NotRequired[str | None]
    url: NotRequired[str]
    labels: NotRequired[dict[str, str]]


ScopeEnum: TypeAlias = Literal['national', 'aceh']


class Secret(TypedDict):
    secret: str
    old_until: str


SeverityEnum: TypeAlias = Literal['moral', 'light', 'medium', 'severe', 'discipline', 'contract', 'crime']


class Source(TypedDict):
    title: str
    url: NotRequired["str"]
    archived_url: NotRequired["str"]
    publisher: NotRequired[str]
    date: NotRequired[str | None]


class Span(TypedDict):
    start: int
    end: int


class Stage(TypedDict):
    """A dated part of a schedule. One that was cancelled names in `cancelled_by` the decision that …"""

    id: NotRequired[str]
    slug: NotRequired[str]
    election: NotRequired[str]
    phase: NotRequired["StagePhaseEnum"]
    kind: NotRequired["StageKindEnum"]
    name: NotRequired[str]
    starts: NotRequired[str]
    ends: NotRequired[str]
    start_time: NotRequired[str | None]
    end_time: NotRequired[str | None]
    zone: NotRequired["ZoneEnum | BlankEnum"]
    note: NotRequired[str]
    cancelled_by: NotRequired[str]
    revisions: NotRequired[list["StageRevision"]]
    source_title: NotRequired[str]
    source_url: NotRequired["str"]
    demo: NotRequired[bool]
    updated_at: NotRequired[str | None]
    url: NotRequired[str]
    labels: NotRequired[dict[str, str]]


StageKindEnum: TypeAlias = Literal['nomination', 'campaign', 'quiet', 'voting', 'counting', 'result', 'oath', 'other']


StagePhaseEnum: TypeAlias = Literal['before', 'during', 'after']


class StageRevision(TypedDict):
    """The dates before a regulation changed them."""

    starts: str
    ends: str
    start_time: str | None
    end_time: str | None
    regulation: str
    regulation_url: NotRequired["str"]


class Topic(TypedDict):
    id: NotRequired[str]
    name: NotRequired[str]
    url: NotRequired[str]
    debunks: NotRequired[int]
    labels: NotRequired[dict[str, str]]


VerdictEnum: TypeAlias = Literal['salah', 'menyesatkan', 'sebagian-benar', 'benar', 'belum-terbukti', 'penipuan']


ViolationEnum: TypeAlias = Literal['conduct', 'offence']


class Webhook(TypedDict):
    """A subscription. Nothing is sent before its address has answered the challenge (`state`: `active`)."""

    id: str
    url: str
    events: list["EventEnum"]
    filters: "Filters"
    state: NotRequired["WebhookStateEnum"]
    failure: str
    failing_since: NotRequired[str | None]
    retry_at: str
    created_at: NotRequired[str]


WebhookStateEnum: TypeAlias = Literal['pending', 'active', 'unverified', 'paused']


class WebhookWithSecret(TypedDict):
    """A subscription. Nothing is sent before its address has answered the challenge (`state`: `active`)."""

    id: str
    url: str
    events: list["EventEnum"]
    filters: "Filters"
    state: NotRequired["WebhookStateEnum"]
    failure: str
    failing_since: NotRequired[str | None]
    retry_at: str
    created_at: NotRequired[str]
    secret: str


class Webhooks(TypedDict):
    results: list["Webhook"]


ZoneEnum: TypeAlias = Literal['WIB', 'WITA', 'WIT']

