"""A report comes in: from the confidential form, from a patrol, from a table of leads."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from candidates.models import Election
from core.audit import audit
from neutrality import evidence, marks, receipts, sealed
from neutrality.models import Case, ConfidentialReport, Mark
from neutrality.periods import nearest_election
from neutrality.terms import Act, Audience, Level, Platform

MOST_LETTERS = 10_000
Channel = ConfidentialReport.Channel


@dataclass(frozen=True)
class Lead:
    """What somebody tells. The dates and the choices are kept open; all words are sealed."""

    act: str
    audience: str
    level: str
    happened_on: date
    known_on: date
    text: str
    election: Election | None = None
    platform: str = ""
    place: str = ""
    url: str = ""
    name: str = ""
    position: str = ""
    institution: str = ""

    def words(self) -> dict[str, str]:
        return {name: getattr(self, name) for name in WORDS}

    def choices(self) -> dict[str, object]:
        kept = ("act", "audience", "level", "happened_on", "known_on")
        return {name: getattr(self, name) for name in kept}


WORDS = ("text", "place", "url", "name", "position", "institution")


@dataclass(frozen=True)
class Accepted:
    """The stored report, and what its reporter must write down now: nobody can tell it again."""

    report: ConfidentialReport
    code: str
    passphrase: str


def accept(*, lead: Lead, uploads: Sequence = (), contact: str = "") -> Accepted:
    """Store a report from the form. Raises ValidationError, by field where it can, and stores nothing."""
    code, passphrase, salt = receipts.new_code(), receipts.new_passphrase(), receipts.new_salt()
    key = receipts.key_of(passphrase, salt)
    held = {"code": receipts.digest(code), "salt": salt, "reporter_key": bytes(key.public_key)}
    report = _store(lead, uploads, contact, Channel.WEB, None, held)
    return Accepted(report, code, passphrase)


def note_lead(*, lead: Lead, actor, uploads: Sequence = (), channel: str = Channel.PATROL):
    """Store what a patrol officer found, in the same intake. Raises ValidationError."""
    return _store(lead, uploads, "", channel, actor, {})


def _store(lead: Lead, uploads, contact, channel, actor, held) -> ConfidentialReport:
    check(lead)
    drafts = evidence.prepare(uploads)
    try:
        with transaction.atomic():
            case = Case.objects.create(
                **lead.choices(), election=lead.election or nearest_election(lead.happened_on)
            )
            report = ConfidentialReport.objects.create(
                case=case,
                channel=channel,
                platform=lead.platform,
                content=sealed.close(lead.words()),
                contact=sealed.close(contact) if contact else None,
                entered_by=actor,
                **held,
            )
            evidence.attach(report=report, drafts=drafts, links=[lead.url] if lead.url else [], actor=actor)
            mark(report, lead, [draft.original.sha256 for draft in drafts])
            audit(actor=actor, action="accept", subject=report, channel=channel)
    except BaseException:
        evidence.discard(drafts)
        raise
    return report


def mark(report: ConfidentialReport, lead: Lead, files: list[str]) -> None:
    found = marks.marks_of(url=lead.url, name=lead.name, institution=lead.institution, files=files)
    Mark.objects.bulk_create(
        [Mark(report=report, kind=kind, digest=digest) for kind, digest in found], ignore_conflicts=True
    )


def check(lead: Lead) -> None:
    """Raises ValidationError, by field, for what cannot be taken."""
    wrong: dict[str, str] = {}
    if not lead.text.strip():
        wrong["text"] = _("Ceritakan apa yang terjadi.")
    elif len(lead.text) > MOST_LETTERS:
        wrong["text"] = _("Paling panjang 10.000 karakter; ini %(count)d.") % {"count": len(lead.text)}
    if lead.happened_on > timezone.localdate():
        wrong["happened_on"] = _("Tanggal ini belum terjadi.")
    if lead.known_on > timezone.localdate():
        wrong["known_on"] = _("Tanggal ini belum terjadi.")
    elif lead.known_on < lead.happened_on:
        wrong["known_on"] = _("Tidak mungkin diketahui sebelum terjadi.")
    wrong |= _wrong_choices(lead)
    if lead.url:
        try:
            check_link(lead.url)
        except ValidationError as error:
            wrong["url"] = str(error.message)
    for name, value in vars(lead).items():
        if isinstance(value, str) and "\0" in value:
            wrong[name] = _("Ada karakter yang tidak dapat disimpan.")
    if wrong:
        raise ValidationError(wrong)


def check_link(url: str) -> None:
    """Raises ValidationError for what no page can be fetched from."""
    try:
        URLValidator(schemes=["http", "https"])(url)
    except ValidationError as error:
        raise ValidationError(_("Ini bukan alamat yang lengkap. Contoh: https://…")) from error


def _wrong_choices(lead: Lead) -> dict[str, str]:
    known = {"act": Act, "audience": Audience, "level": Level}
    wrong = [name for name, choices in known.items() if getattr(lead, name) not in choices.values]
    if lead.platform and lead.platform not in Platform.values:
        wrong.append("platform")
    return {name: _("Pilihan ini tidak dikenal.") for name in wrong}
