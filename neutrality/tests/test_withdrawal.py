"""Taking back a contact or a whole report, from behind the receipt."""

from datetime import date

import pytest

from neutrality import custody, desk
from neutrality.models import Case, Competence, ConfidentialReport, EvidenceFile, Mark
from neutrality.tests.making import CONTACT, accepted, assessed, picture, proposed
from neutrality.tests.test_report_page import ENTER, SEND, ticket

pytestmark = pytest.mark.django_db


@pytest.fixture
def held(desk_day):
    return accepted(contact=CONTACT, uploads=[picture()])


def send(client, held, **said):
    inside = client.post(ENTER, {"code": held.code, "passphrase": held.passphrase})
    return client.post(SEND, {"ticket": ticket(inside)} | said)


def test_the_contact_alone(client, held):
    html = send(client, held, forget=1).content.decode()
    report = ConfidentialReport.objects.get()
    assert report.contact is None and report.content is not None
    assert "Hapus kontak saya" not in html


def test_the_whole_report(client, held):
    html = send(client, held, withdraw=1, sure="on").content.decode()
    assert "Laporan Anda sudah ditarik" in html
    report = ConfidentialReport.objects.select_related("case").get()
    assert (report.content, report.contact, report.code) == (None, None, "")
    assert not EvidenceFile.objects.exists() and not Mark.objects.exists()
    assert (report.case.state, report.case.closing) == ("closed", Case.Closing.WITHDRAWN)
    assert list(custody.verify()) == []
    assert client.post(ENTER, {"code": held.code, "passphrase": held.passphrase}).status_code == 422


def test_it_asks_to_be_sure(client, held):
    response = send(client, held, withdraw=1)
    assert response.status_code == 422 and "Centang dulu" in response.content.decode()
    assert ConfidentialReport.objects.get().content is not None


def test_other_reports_of_the_case_stay(client, held, first):
    other = accepted(contact="lain@contoh.example", uploads=[picture("red")]).report
    desk.join(case=other.case, into=held.report.case, actor=first)
    send(client, held, withdraw=1, sure="on")
    other.refresh_from_db()
    assert other.content is not None and other.evidence.filter(files__role="original").count() == 1
    assert other.case.state == "new"


def test_what_is_being_referred_cannot_be_taken_back(client, held, first):
    proposed(held.report.case, first)
    response = send(client, held, withdraw=1, sure="on")
    assert response.status_code == 422 and "tidak dapat ditarik lagi" in response.content.decode()
    assert 'name="withdraw"' not in response.content.decode()
    send(client, held, forget=1)
    report = ConfidentialReport.objects.get()
    assert report.content is not None and report.contact is None


def test_a_legal_hold_keeps_it(client, held, first):
    desk.hold(case=held.report.case, reason="Perkara", until=date(2024, 12, 1), actor=first)
    assert send(client, held, withdraw=1, sure="on").status_code == 422
    assert ConfidentialReport.objects.get().content is not None


def test_what_was_referred_once_cannot_be_taken_back_even_when_opened_again(client, held, first, second):
    desk.approve(referral=proposed(held.report.case, first), actor=second)
    desk.reopen(case=Case.objects.get(), actor=first)
    assert send(client, held, withdraw=1, sure="on").status_code == 422
    assert ConfidentialReport.objects.get().content is not None


def page_of(client, held) -> str:
    return client.post(ENTER, {"code": held.code, "passphrase": held.passphrase}).content.decode()


def test_the_page_names_the_body_and_its_steps_and_offers_only_what_can_be_taken_back(
    client, held, first, second
):
    assert 'name="withdraw"' in page_of(client, held)
    offence = Competence.objects.get(slug="bawaslu-pemilu")
    case = assessed(held.report.case, first)
    case = desk.assess(
        case=case, rule=case.rule, violation="offence", ticked=case.rule.checklist, actor=first
    )
    referral = desk.propose(case=case, competence=offence, reasons="Alasan", actor=first)
    desk.approve(referral=referral, actor=second)
    html = page_of(client, held)
    assert "<b>Bawaslu</b>" in html and "17 Januari 2024" in html and "dari hari itu waktu" in html
    assert "informasi awal" in html and "Kanal resmi" in html
    assert 'name="withdraw"' not in html and 'name="forget"' in html
    assert "tidak memuat kontak Anda" in html and "Yang masih dapat dihapus: kontak Anda." in html
    desk.note_news(referral=referral, state="sent", reference="R-7", note="KENARIKABAR", actor=first)
    html = page_of(client, held)
    assert "Tindak lanjut Bawaslu" in html and "Rabu, 24 Januari 2024" in html and "KENARI" not in html
    desk.note_news(referral=referral, state="decided", reference="R-7", note="", actor=first)
    desk.close(case=Case.objects.get(), closing="answered", actor=first)
    html = page_of(client, held)
    assert "diputus lembaga" in html and "<b>Bawaslu</b>" in html
    assert 'name="withdraw"' not in html and 'name="forget"' in html


def test_a_second_referral_stands_beside_the_first(client, held, first, second):
    referral = desk.approve(referral=proposed(held.report.case, first), actor=second)
    desk.note_news(referral=referral, state="returned", reference="", note="", actor=first)
    desk.reopen(case=Case.objects.get(), actor=first)
    html = page_of(client, held)
    assert "Sedang diperiksa petugas" in html and "dikembalikan lembaga" in html and "<b>KASN</b>" in html
    assert "tidak dapat ditarik lagi" in html
