"""What would be referred, for both officers to read before the second agrees. Every look is noted."""

from django.db import transaction
from django.utils.translation import gettext as _

from neutrality import bundle, custody
from neutrality.desk import Refused
from neutrality.models import Referral
from neutrality.officers import require_officer


def pieces(*, referral: Referral, actor) -> list[bundle.Chosen]:
    """The files that would go along, in their order; nothing is opened yet."""
    _need_proposed(referral, actor)
    return bundle.chosen_for(referral)


def letter(*, referral: Referral, actor) -> bytes:
    """The letter as PDF, as it would be but for the approval and the word "draft" on every page."""
    _need_proposed(referral, actor)
    with transaction.atomic():
        custody.note(custody.Event.PREVIEWED, case_number=referral.case_id, actor=actor)
    return bundle.draft(referral)


def piece(*, referral: Referral, number: int, actor) -> tuple[bundle.Part, str]:
    """One of `pieces` (from 0), masked and covered as it would be, and its type. Raises IndexError."""
    chosen = pieces(referral=referral, actor=actor)[number]
    with transaction.atomic():
        custody.note(
            custody.Event.VIEWED,
            case_number=referral.case_id,
            evidence=chosen.file.evidence,
            file=chosen.file,
            actor=actor,
        )
    return chosen.part(), chosen.file.media_type


def _need_proposed(referral: Referral, actor) -> None:
    require_officer(actor)
    if referral.state != Referral.State.PROPOSED:
        raise Refused(_("Usulan ini sudah diputus: tidak ada drafnya lagi."))
