"""What officers do with a case, from the first look to the closing; and what they cannot do."""

from datetime import date

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from candidates.models import Election
from core.models import AuditEntry
from neutrality import desk, dossier, intake, sealed
from neutrality.admin.verbs import VERBS
from neutrality.models import (
    Case,
    Competence,
    ConfidentialReport,
    CustodyEntry,
    EvidenceFile,
    Mark,
    Message,
    Referral,
    Rule,
)
from neutrality.tests.making import CANARIES, CONTACT, accepted, assessed, lead, proposed


def test_an_officer_reads_a_case_and_that_is_noted(case, first):
    (opened,) = dossier.read_case(case=case, actor=first)
    assert opened.words == CANARIES and opened.contact == CONTACT
    assert [source for _, source in opened.evidence] == ["KENARIBERKAS.png", CANARIES["url"]]
    last = CustodyEntry.objects.last()
    assert (last.event, last.case_number, last.actor_number) == ("opened", case.pk, first.pk)


@pytest.mark.parametrize("superuser", [True, False])
def test_nobody_else_reads_it_not_even_a_superuser(case, superuser):
    other = User.objects.create_user("lain", is_staff=True, is_superuser=superuser)
    before = CustodyEntry.objects.count()
    with pytest.raises(PermissionDenied):
        dossier.read_case(case=case, actor=other)
    with pytest.raises(PermissionDenied):
        desk.close(case=case, closing="thin", actor=other)
    assert CustodyEntry.objects.count() == before


def test_only_rules_in_force_when_it_happened_are_offered(case, first):
    assert [rule.slug for rule in dossier.rules_for(case)] == ["medsos-sesudah-penetapan"]
    with pytest.raises(desk.Refused):
        assessed(case, first, "medsos-sebelum-penetapan")


def test_the_clock_of_a_case(case):
    conduct, offence = dossier.deadlines(case)  # nobody has said yet which of the two it is
    assert (conduct.competence.body.abbreviation, conduct.day) == ("KASN", None)
    assert (offence.competence.body.abbreviation, offence.day) == ("Bawaslu", date(2024, 1, 25))


def test_the_clock_is_that_of_the_kind_which_an_officer_chose(case, first):
    case = assessed(case, first)
    assert [one.competence.violation for one in dossier.deadlines(case)] == ["conduct"]
    case.violation = "offence"
    assert [one.competence.violation for one in dossier.deadlines(case)] == ["offence"]


def test_after_a_referral_the_clock_is_the_bodys(case, first, second, time_machine):
    case.election = Election.objects.get(slug="pilkada-2024")
    case.known_on = case.happened_on = date(2024, 10, 7)
    case.save()
    time_machine.move_to("2024-10-08 09:00")
    rule = Rule.objects.get(slug="medsos-sesudah-penetapan")
    case = desk.assess(case=case, rule=rule, violation="conduct", ticked=rule.checklist, actor=first)
    bkn = Competence.objects.get(slug="bkn-kode-etik")
    referral = desk.propose(case=case, competence=bkn, reasons="Jelas.", actor=first)
    desk.approve(referral=referral, actor=second)
    case = Case.objects.get()
    assert dossier.clocks(case) == []  # not sent yet
    desk.note_news(referral=referral, state="sent", reference="", note="", actor=first)
    (clock,) = dossier.clocks(Case.objects.get())
    assert (clock.competence.body.abbreviation, clock.day) == ("BKN", date(2024, 10, 15))
    time_machine.move_to("2024-10-16 09:00")
    (clock,) = dossier.clocks(Case.objects.get())
    assert (clock.step.name, clock.day) == ("Kajian Bawaslu", date(2024, 10, 18))
    desk.note_news(referral=referral, state="decided", reference="", note="", actor=first)
    assert dossier.clocks(Case.objects.get()) == []


def test_the_same_case_goes_to_another_body_after_the_duties_moved(case, time_machine):
    time_machine.move_to("2024-09-04 08:00")
    assert dossier.deadlines(case)[0].competence.body.abbreviation == "BKN"


@pytest.mark.parametrize(
    ("values", "kinds"),
    [
        ({}, ["orang yang sama", "tautan yang sama"]),
        ({"url": CANARIES["url"] + "/?utm_source=wa", "name": "Orang Lain"}, ["tautan yang sama"]),
        ({"url": "", "name": "kenarinama  BUDI, S.Pd."}, ["orang yang sama"]),
        ({"url": "", "name": "Orang Lain"}, None),
    ],
)
def test_look_alikes_are_found_without_reading_them(case, values, kinds):
    other = accepted(**values).report.case
    found = dossier.look_alikes(case)
    assert found == ([(other, kinds)] if kinds else [])


def test_joined_cases_are_one_and_the_earlier_clock_holds(case, first):
    other = accepted(known_on=date(2024, 1, 15)).report.case
    into = desk.join(case=other, into=case, actor=first)
    other.refresh_from_db()
    assert other.merged_into == case and case.reports.count() == 2
    assert into.known_on == date(2024, 1, 15)


def test_a_question_is_sealed_twice(case, first):
    report = case.reports.get()
    message = desk.ask(report=report, text="KENARITANYA", actor=first)
    assert sealed.open_(message.text) == "KENARITANYA" and message.for_reporter
    assert b"KENARI" not in bytes(message.text) + bytes(message.for_reporter)


def test_the_source_of_a_patrol_lead_cannot_be_asked(desk_day, first):
    report = intake.note_lead(lead=lead(), actor=first)
    with pytest.raises(desk.Refused):
        desk.ask(report=report, text="Siapa?", actor=first)


def test_two_officers_agree_before_a_referral(case, first, second):
    referral = proposed(case, first)
    with pytest.raises(desk.Refused, match="petugas lain"):
        desk.approve(referral=referral, actor=first)
    done = desk.approve(referral=referral, actor=second)
    case.refresh_from_db()
    assert (done.state, case.state) == ("approved", "referred")
    assert done.bundle and done.bundle_sha256
    with pytest.raises(desk.Refused):
        desk.approve(referral=referral, actor=second)


def test_the_database_itself_refuses_one_officer_alone(case, first):
    referral = proposed(case, first)
    with pytest.raises(IntegrityError), transaction.atomic():
        Referral.objects.filter(pk=referral.pk).update(
            state="approved", decided_by=first, decided_at="2024-01-17T10:00Z"
        )


def test_a_declined_proposal_goes_back_to_review(case, first, second):
    desk.decline(referral=proposed(case, first), actor=second)
    case.refresh_from_db()
    assert case.state == "review" and not Referral.objects.get().agreed


def test_an_unfinished_checklist_keeps_a_case_from_being_proposed(case, first):
    rule = Rule.objects.get(slug="medsos-sesudah-penetapan")
    case = desk.assess(case=case, rule=rule, violation="conduct", ticked=rule.checklist[:1], actor=first)
    kasn = Competence.objects.get(slug="kasn-kode-etik")
    with pytest.raises(desk.Refused, match="belum lengkap"):
        desk.propose(case=case, competence=kasn, reasons="ya", actor=first)


def test_a_body_that_is_not_in_charge_today_cannot_be_chosen(case, first):
    bkn = Competence.objects.get(slug="bkn-kode-etik")
    with pytest.raises(desk.Refused, match="tidak berwenang"):
        desk.propose(case=assessed(case, first), competence=bkn, reasons="ya", actor=first)


def test_what_the_body_says_is_noted(case, first, second):
    referral = desk.approve(referral=proposed(case, first), actor=second)
    desk.note_news(
        referral=referral, state="received", reference="R-12/2024", note="KENARIKABAR", actor=first
    )
    referral.refresh_from_db()
    assert (referral.state, referral.reference) == ("received", "R-12/2024")
    assert sealed.open_(referral.news.get().note) == "KENARIKABAR"


def test_what_a_body_has_or_returned_is_not_sent_any_more(case, first, second):
    referral = desk.approve(referral=proposed(case, first), actor=second)
    assert "sent" in choices_of(case)
    for state in ("received", "returned"):
        desk.note_news(referral=referral, state=state, reference="", note="", actor=first)
        assert "sent" not in choices_of(case) and "decided" in choices_of(case)
        with pytest.raises(desk.Refused, match="tidak cocok"):
            desk.note_news(referral=referral, state="sent", reference="", note="", actor=first)


def choices_of(case) -> list[str]:
    """The news that the desk offers to note."""
    return [value for value, _ in VERBS["news"](Case.objects.get(pk=case.pk)).fields["state"].choices]


def test_a_case_is_closed_with_a_reason_only(case, first):
    with pytest.raises(desk.Refused):
        desk.close(case=case, closing="", actor=first)
    assert desk.close(case=case, closing="thin", actor=first).closed_at
    with pytest.raises(desk.Refused):
        assessed(case, first)


def test_a_false_report_loses_its_personal_data_at_once(
    case, first, django_capture_on_commit_callbacks, settings
):
    desk.ask(report=case.reports.get(), text="Benarkah?", actor=first)
    names = list(EvidenceFile.objects.values_list("name", flat=True))
    with django_capture_on_commit_callbacks(execute=True):
        desk.close(case=case, closing="false", actor=first)
    report = ConfidentialReport.objects.get()
    assert (report.content, report.contact, report.code) == (None, None, "")
    assert Message.objects.get().text is None and not Mark.objects.exists()
    assert not EvidenceFile.objects.exists()
    assert not any((settings.DATA_DIR / "confidential" / name).exists() for name in names)


def test_a_held_case_is_not_erased(case, first):
    desk.hold(case=case, reason="Diminta pengadilan", until=date(2025, 1, 1), actor=first)
    case.refresh_from_db()
    with pytest.raises(desk.Refused):
        desk.close(case=case, closing="false", actor=first)
    assert ConfidentialReport.objects.get().content


@pytest.mark.parametrize(("reason", "until"), [("", date(2025, 1, 1)), ("ya", date(2024, 1, 17))])
def test_a_hold_needs_a_reason_and_an_end(case, first, reason, until):
    with pytest.raises(desk.Refused):
        desk.hold(case=case, reason=reason, until=until, actor=first)


def test_every_verb_writes_its_audit_row_without_a_word_of_the_case(case, first, second):
    referral = desk.approve(referral=proposed(case, first), actor=second)
    desk.note_news(referral=referral, state="decided", reference="1", note="KENARIKABAR", actor=first)
    desk.close(case=case, closing="answered", actor=second)
    actions = set(AuditEntry.objects.filter(model="neutrality.case").values_list("action", flat=True))
    assert actions >= {"assess", "propose", "approve", "note_news", "close"}
    assert "KENARI" not in repr(list(AuditEntry.objects.values()))
