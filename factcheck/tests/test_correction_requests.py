from datetime import timedelta
from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected

import pytest
from django.contrib.auth.models import Permission
from django.core import mail
from django.utils import timezone

from core.models import AuditEntry
from core.sealing import unseal
from factcheck import requests
from factcheck.actions import ActionRefused
from factcheck.models import CorrectionRequest
from factcheck.tests.making import draft, make_user, published, retracted

pytestmark = pytest.mark.django_db
QUEUE = "/admin/factcheck/correctionrequest/"
PLANTED = "siti@contoh.co.id"


def asked(**fields) -> CorrectionRequest:
    return requests.ask(**{"debunk": published(), "text": "Tanggalnya keliru"} | fields)


def answered(accepted=True, **fields) -> CorrectionRequest:
    return requests.answer(request=asked(**fields), actor=None, accepted=accepted, text="Sudah kami betulkan")


def form_of(debunk) -> str:
    return f"{debunk.get_absolute_url()}koreksi/"


def test_the_article_leads_to_the_form_and_the_form_to_a_receipt(client):
    debunk = published()
    assert form_of(debunk) in client.get(debunk.get_absolute_url()).content.decode()
    shown = client.get(form_of(debunk))
    assert shown.headers["Cache-Control"].startswith("public") and not shown.cookies
    assert "maxlength" not in shown.content.decode()  # a browser would cut what is pasted without a word
    sent = {"text": "Tanggalnya keliru", "source_url": "https://kpu.go.id/a", "contact": PLANTED}
    answer = client.post(form_of(debunk), sent)
    request = CorrectionRequest.objects.get()
    assert (answer.status_code, answer.url) == (303, f"/koreksi/{request.receipt}/")
    assert (request.debunk, request.state, request.source_url) == (debunk, "open", "https://kpu.go.id/a")
    receipt = client.get(answer.url)
    assert "menunggu editor" in receipt.content.decode() and PLANTED not in receipt.content.decode()
    for response in (answer, receipt):
        assert response.headers["Cache-Control"] == "no-store"
        assert response.headers["Referrer-Policy"] == "no-referrer"


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"text": ""}, "hal perlu dibetulkan"),
        ({"text": "x" * 5_001}, "5000"),
        ({"text": "Keliru", "source_url": "bukan tautan"}, "URL"),
        ({"text": "Keliru", "contact": "bukan surel"}, "mail"),
    ],
)
def test_what_is_wrong_in_the_form_is_told_and_nothing_is_lost(client, sent, said):
    answer = client.post(form_of(published()), sent)
    page = answer.content.decode()
    assert answer.status_code == 422 and said in page and sent["text"][:20] in page
    assert not CorrectionRequest.objects.exists()


def test_other_sites_cannot_send_the_form(client):
    answer = client.post(
        form_of(published()), {"text": "Keliru"}, headers={"Origin": "https://jahat.example"}
    )
    assert answer.status_code == 403 and not CorrectionRequest.objects.exists()


def test_requests_count_like_reports(client, settings):
    settings.RATE_LIMITS = {"report": 1}
    debunk = published()
    codes = [client.post(form_of(debunk), {"text": "Keliru"}).status_code for _ in range(2)]
    assert codes == [303, 429] and CorrectionRequest.objects.count() == 1


def test_only_what_is_public_can_be_asked_about(client):
    assert client.get(f"/hoaks/{draft().slug}/koreksi/").status_code == 404
    assert client.get(form_of(retracted())).status_code == 200


def test_the_contact_is_sealed():
    request = asked(contact=PLANTED)
    assert PLANTED.encode() not in bytes(request.contact)
    assert unseal(request.contact, key=requests.KEY) == PLANTED
    assert PLANTED not in str(AuditEntry.objects.values_list("details", flat=True))


def test_the_desk_answers_with_a_reason(admin_client, client):
    request = asked()
    queue = admin_client.get(QUEUE).content.decode()
    assert "Tanggalnya keliru" in queue
    page = f"{QUEUE}{request.pk}/change/"
    assert admin_client.post(page, {"answer": "", "_decline": "1"}).status_code == 200
    admin_client.post(page, {"answer": "Tanggal itu benar menurut PKPU", "_decline": "1"})
    request.refresh_from_db()
    assert (request.state, request.answered_by.username) == ("declined", "admin")
    receipt = client.get(request.get_absolute_url()).content.decode()
    assert "tidak kami terima" in receipt and "menurut PKPU" in receipt and "admin" not in receipt
    assert "Tanggalnya keliru" not in admin_client.get(QUEUE).content.decode()
    assert "Tanggalnya keliru" in admin_client.get(f"{QUEUE}?keadaan=declined").content.decode()


def test_what_was_answered_stays_answered(admin_client):
    request = answered()
    with pytest.raises(ActionRefused):
        requests.answer(request=request, actor=None, accepted=False, text="Berubah pikiran")
    page = admin_client.get(f"{QUEUE}{request.pk}/change/").content.decode()
    assert 'name="_accept"' not in page


def test_who_may_not_answer_only_reads(client):
    user = make_user("penulis", is_staff=True)
    user.user_permissions.add(Permission.objects.get(codename="view_correctionrequest"))
    client.force_login(user)
    request = asked()
    page = f"{QUEUE}{request.pk}/change/"
    assert 'name="_accept"' not in client.get(page).content.decode()
    assert client.post(page, {"answer": "x", "_accept": "1"}).status_code == 403


def test_the_debunk_on_the_desk_counts_its_requests(admin_client):
    request = asked()
    page = admin_client.get(f"/admin/factcheck/debunk/{request.debunk_id}/change/").content.decode()
    link = f"{QUEUE}?keadaan=all&amp;debunk__id__exact={request.debunk_id}"
    assert f'<a href="{link}">1</a>' in page
    assert admin_client.get(link.replace("&amp;", "&")).status_code == 200


def test_the_asker_is_written_to_once():
    request = answered(contact=PLANTED)
    answered(), asked(contact="lain@contoh.id")
    assert (requests.tell_askers(), requests.tell_askers()) == (1, 0)
    letter = mail.outbox[0]
    assert letter.to == [PLANTED] and "Sudah kami betulkan" in letter.body
    assert request.get_absolute_url() in letter.body and request.debunk.get_absolute_url() in letter.body


def test_a_letter_is_in_the_language_of_the_form():
    answered(contact=PLANTED, language="en")
    requests.tell_askers()
    assert "/en/hoaks/" in mail.outbox[0].body


@pytest.mark.parametrize(
    ("error", "waiting"), [(SMTPServerDisconnected(), 1), (SMTPRecipientsRefused({}), 0)]
)
def test_a_letter_that_was_not_taken_is_tried_again_unless_it_never_can_be(monkeypatch, error, waiting):
    answered(contact=PLANTED)

    def refuse(letter):
        raise error

    monkeypatch.setattr(requests.EmailMessage, "send", refuse)
    assert requests.tell_askers() == 0
    assert CorrectionRequest.objects.to_tell().count() == waiting


def test_the_asker_may_withdraw(client):
    request = asked(contact=PLANTED)
    assert "sudah dihapus" in client.post(request.get_absolute_url()).content.decode()
    assert client.get(request.get_absolute_url()).status_code == 404
    assert not CorrectionRequest.objects.exists()
    assert AuditEntry.objects.latest("id").action == "withdraw_correction_request"


def test_words_and_contacts_are_deleted_on_time(client):
    now = timezone.now()
    cases = {
        "fresh": (answered(contact=PLANTED), {"answered_at": now - timedelta(days=29)}),
        "answered": (answered(contact=PLANTED), {"answered_at": now - timedelta(days=31)}),
        "old answer": (answered(contact=PLANTED), {"answered_at": now - timedelta(days=91)}),
        "forgotten": (asked(contact=PLANTED), {"created_at": now - timedelta(days=181)}),
    }
    for request, past in cases.values():
        CorrectionRequest.objects.filter(pk=request.pk).update(**past)
    assert requests.erase_what_is_due() == {"requests": 3, "contacts": 2}
    assert requests.erase_what_is_due() == {"requests": 0, "contacts": 0}
    left = {name: CorrectionRequest.objects.get(pk=request.pk) for name, (request, _) in cases.items()}
    assert [bool(row.text) for row in left.values()] == [True, False, False, False]
    assert [row.contact is not None for row in left.values()] == [True, True, False, False]
    assert "Isinya sudah dihapus" in client.get(left["forgotten"].get_absolute_url()).content.decode()
