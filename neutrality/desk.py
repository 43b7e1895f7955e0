"""What neutrality officers do with a case. Every verb asks for an officer, and writes its audit row."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.audit import audit
from neutrality import bundle, covering, custody, receipts, retention, sealed, vault
from neutrality.dossier import deadlines, names_covered, rules_for
from neutrality.evidence import masks_of
from neutrality.models import (
    Case,
    Competence,
    ConfidentialReport,
    Message,
    Referral,
    ReferralNews,
    ReplyRequest,
    Rule,
)
from neutrality.officers import require_officer

State = Case.State
MOST_LETTERS = 4_000


class Refused(Exception):
    """This cannot be done now; the message, for the officer, says why."""


@transaction.atomic
def assess(*, case: Case, rule: Rule, violation: str, ticked: Sequence[str], actor) -> Case:
    """Hold a case against a rule: what of its checklist was found."""
    case = _locked(case, actor, State.NEW, State.REVIEW)
    if rule not in rules_for(case):
        raise Refused(_("Aturan ini tidak berlaku untuk perbuatan itu pada tanggal kejadian."))
    case.rule, case.violation, case.state = rule, violation, State.REVIEW
    case.checklist = {point: point in ticked for point in rule.checklist}
    case.save(update_fields=["rule", "violation", "state", "checklist"])
    audit(actor=actor, action="assess", subject=case, rule=rule.slug, ticked=len(ticked))
    return case


@transaction.atomic
def join(*, case: Case, into: Case, actor) -> Case:
    """Make the reports of `case` part of `into`: the same act, told twice."""
    case = _locked(case, actor, State.NEW, State.REVIEW)
    into = _locked(into, actor, State.NEW, State.REVIEW)
    if case.pk == into.pk:
        raise Refused(_("Kasus tidak dapat digabungkan dengan dirinya sendiri."))
    case.reports.update(case=into)
    ReplyRequest.objects.filter(case=case).update(case=into)
    names = [*names_covered(into), *names_covered(case)]
    case.state, case.merged_into, case.covered = State.MERGED, into, None
    case.save(update_fields=["state", "merged_into", "covered"])
    into.known_on = min(into.known_on, case.known_on)
    into.covered = sealed.close(list(dict.fromkeys(names))) if names else None
    held = max((into, case), key=lambda one: one.hold_until or date.min)  # the longer hold keeps both
    into.hold_reason, into.hold_until = held.hold_reason, held.hold_until
    into.save(update_fields=["known_on", "covered", "hold_reason", "hold_until"])
    audit(actor=actor, action="join", subject=case, into=into.pk)
    return into


@transaction.atomic
def cover(*, case: Case, lines: str, actor) -> Case:
    """Which names, one per line, are covered in the words that are referred; replaces those before."""
    case = _locked(case, actor, State.NEW, State.REVIEW)
    try:
        names = covering.names_in(lines)
    except ValueError as error:
        raise Refused(_("Satu nama per baris, 3 sampai 100 karakter, paling banyak 50.")) from error
    case.covered = sealed.close(names) if names else None
    case.save(update_fields=["covered"])
    audit(actor=actor, action="cover", subject=case, count=len(names))
    return case


@transaction.atomic
def ask(*, report: ConfidentialReport, text: str, actor) -> Message:
    """A question that the reporter finds behind their receipt."""
    case = _locked(report.case, actor, *_OPEN)
    if report.reporter_key is None:
        raise Refused(_("Laporan ini tidak punya kode: pelapornya tidak dapat ditanya lewat sini."))
    message = Message.objects.create(
        report=report,
        kind=Message.Kind.QUESTION,
        text=sealed.close(_whole(text)),
        for_reporter=receipts.seal_for(report.reporter_key, text.strip()),
        author=actor,
    )
    audit(actor=actor, action="ask", subject=case)
    return message


@transaction.atomic
def note_reply(*, report: ConfidentialReport, text: str, actor) -> Message:
    """What the reported person asked to be noted; it goes along with the referral."""
    case = _locked(report.case, actor, *_OPEN)
    message = Message.objects.create(
        report=report, kind=Message.Kind.REPLY, text=sealed.close(_whole(text)), author=actor
    )
    audit(actor=actor, action="note_reply", subject=case)
    return message


@transaction.atomic
def propose(*, case: Case, competence: Competence, reasons: str, actor) -> Referral:
    """The first officer's word: this case should go to this body."""
    case = _locked(case, actor, State.REVIEW)
    if not case.rule:
        raise Refused(_("Pilih dulu aturan yang dilanggar."))
    if not case.checklist or not all(case.checklist.values()):
        raise Refused(_("Daftar periksa belum lengkap: rujukan memerlukan semua butirnya."))
    if competence not in [deadline.competence for deadline in deadlines(case)]:
        raise Refused(_("Lembaga ini tidak berwenang menerima kasus itu hari ini."))
    _need_one_mask_per_picture(case)
    referral = Referral.objects.create(
        case=case, competence=competence, proposed_by=actor, reasons=sealed.close(_whole(reasons))
    )
    _move(case, State.PROPOSED)
    audit(actor=actor, action="propose", subject=case, body=competence.body.slug)
    return referral


def _need_one_mask_per_picture(case: Case) -> None:
    """Copies of one picture that came from different cases may be masked differently: neither is enough."""
    for masks in masks_of(case).values():
        if len(masks) > 1:
            pieces = ", ".join(str(mask.evidence) for mask in masks)
            told = _(
                "Gambar yang sama disamarkan berbeda pada %(pieces)s. Samarkan lagi salah satunya dengan "
                "semua kotak yang perlu: salinan lainnya ikut."
            )
            raise Refused(told % {"pieces": pieces})


def approve(*, referral: Referral, actor) -> Referral:
    """The second officer's word; the bundle is made, signed and sealed."""
    require_officer(actor)
    if referral.proposed_by_id == actor.pk:
        raise Refused(_("Rujukan harus disetujui petugas lain, bukan pengusulnya."))
    if referral.state != Referral.State.PROPOSED:
        raise Refused(_("Usulan ini sudah diputus."))
    stored = vault.put(bundle.build(referral=referral, approver=actor))
    try:
        with transaction.atomic():
            return _approve(referral, stored, actor)
    except BaseException:
        vault.remove(stored.name)
        raise


def _approve(referral: Referral, stored: vault.Stored, actor) -> Referral:
    case = _locked(referral.case, actor, State.PROPOSED)
    referral = Referral.objects.select_for_update().get(pk=referral.pk)
    if referral.state != Referral.State.PROPOSED:
        raise Refused(_("Usulan ini sudah diputus."))
    referral.state, referral.decided_by, referral.decided_at = "approved", actor, timezone.now()
    referral.bundle, referral.bundle_sha256 = stored.name, stored.sha256
    referral.save()
    _move(case, State.REFERRED)
    custody.note(custody.Event.BUNDLED, case_number=case.pk, file=stored, tool=bundle.TOOL, actor=actor)
    audit(actor=actor, action="approve", subject=case, referral=referral.pk)
    return referral


@transaction.atomic
def decline(*, referral: Referral, actor) -> Referral:
    """The second officer does not agree: the case goes back to review."""
    case = _locked(referral.case, actor, State.PROPOSED)
    referral = Referral.objects.select_for_update().get(pk=referral.pk)
    if referral.proposed_by_id == actor.pk:
        raise Refused(_("Usulan ditimbang petugas lain, bukan pengusulnya."))
    referral.state, referral.decided_by, referral.decided_at = "declined", actor, timezone.now()
    referral.save(update_fields=["state", "decided_by", "decided_at"])
    _move(case, State.REVIEW)
    audit(actor=actor, action="decline", subject=case, referral=referral.pk)
    return referral


def download(*, referral: Referral, actor) -> bytes:
    """The bundle of an approved referral, open; that it was taken out is noted first."""
    require_officer(actor)
    if not referral.agreed or not referral.bundle:
        raise Refused(_("Berkas ini belum disetujui, atau sudah dihapus."))
    stored = vault.Stored(referral.bundle, 0, referral.bundle_sha256, "")
    with transaction.atomic():
        custody.note(custody.Event.DOWNLOADED, case_number=referral.case_id, file=stored, actor=actor)
    return vault.take(referral.bundle)


@transaction.atomic
def note_news(*, referral: Referral, state: str, reference: str, note: str, actor) -> None:
    """What the body said: sent, received, handled, returned or decided."""
    require_officer(actor)
    referral = Referral.objects.select_for_update().get(pk=referral.pk)
    if not referral.agreed or state not in news_of(referral):
        raise Refused(_("Kabar ini tidak cocok dengan keadaan rujukan."))
    referral.state, referral.reference = state, reference.strip() or referral.reference
    referral.full_clean(exclude=["reasons"])
    referral.save(update_fields=["state", "reference"])
    words = sealed.close(_whole(note)) if note.strip() else None
    ReferralNews.objects.create(referral=referral, state=state, by=actor, note=words)
    audit(actor=actor, action="note_news", subject=referral.case, state=state)


@transaction.atomic
def reopen(*, case: Case, actor) -> Case:
    """Back to review for a further referral: a body returned the case, or something new came to light."""
    case = _locked(case, actor, State.REFERRED)
    _move(case, State.REVIEW)
    audit(actor=actor, action="reopen", subject=case)
    return case


@transaction.atomic
def close(*, case: Case, closing: str, actor) -> Case:
    """Close a case with a reason. One found false loses all its personal data at once."""
    case = _locked(case, actor, State.NEW, State.REVIEW, State.REFERRED)
    if closing not in Case.Closing.values:
        raise Refused(_("Pilih alasan penutupan."))
    case.state, case.closing, case.closed_at = State.CLOSED, closing, timezone.now()
    case.save(update_fields=["state", "closing", "closed_at"])
    audit(actor=actor, action="close", subject=case, closing=closing)
    if closing == Case.Closing.FALSE:
        if case.is_held:
            raise Refused(_("Kasus ini ditahan karena kewajiban hukum; akhiri dulu penahanannya."))
        retention.erase(case=case, actor=actor)
    return case


@transaction.atomic
def hold(*, case: Case, reason: str, until: date | None, actor) -> Case:
    """Keep a case from deletion until a day; without `until`, end the hold."""
    case = _locked(case, actor, *State)
    reason = reason.strip()
    if until and (not reason or until <= timezone.localdate()):
        raise Refused(_("Penahanan memerlukan alasan dan tanggal akhir sesudah hari ini."))
    case.hold_reason, case.hold_until = (reason[:200], until) if until else ("", None)
    case.save(update_fields=["hold_reason", "hold_until"])
    audit(actor=actor, action="hold", subject=case, until=str(until or ""))
    return case


NEWS = ("sent", "received", "handled", "returned", "decided")


def news_of(referral: Referral) -> tuple[str, ...]:
    """What can be heard of a referral now. Once the body has it nobody sends it any more: its time is counted
    from the day it was sent."""
    on_its_way = referral.state in (Referral.State.APPROVED, Referral.State.SENT)
    return NEWS if on_its_way else NEWS[1:]


_OPEN = (State.NEW, State.REVIEW, State.PROPOSED, State.REFERRED)


def _locked(case: Case, actor, *states: str) -> Case:
    """The case as it stands now, held until the end of the transaction."""
    require_officer(actor)
    case = Case.objects.select_for_update().get(pk=case.pk)
    if case.state not in states:
        raise Refused(
            _("Kasus ini %(state)s; itu tidak dapat dilakukan sekarang.")
            % {"state": case.get_state_display()}
        )
    return case


def _move(case: Case, state: str) -> None:
    case.state = state
    case.save(update_fields=["state"])


def _whole(text: str) -> str:
    text = text.strip()
    if not text or len(text) > MOST_LETTERS or "\0" in text:
        raise Refused(_("Tulis sesuatu, paling panjang 4.000 karakter."))
    return text
