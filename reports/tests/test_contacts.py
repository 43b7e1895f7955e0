"""What a reporter may leave to be told the answer at, and that it is kept only with consent."""

import pytest
from django.core.exceptions import ValidationError

from core.sealing import unseal
from factcheck.tests.making import published
from reports import answers, cases, contacts, notifying
from reports.models import HoaxReport, Message
from reports.tests.making import HOAX, accepted, processed

pytestmark = pytest.mark.django_db


@pytest.fixture
def whatsapp(settings):
    settings.WHATSAPP_TOKEN, settings.WHATSAPP_PHONE_ID = "token", "1"
    settings.WHATSAPP_TEMPLATE = "kabar_laporan"


def post(client, **fields):
    return client.post("/lapor/", {"text": HOAX} | fields)


@pytest.mark.parametrize(
    "typed", ["0812-3456-7890", "+62 812 3456 7890", "62 8123456 7890", " 081234567890 "]
)
def test_a_number_is_the_same_however_it_is_written(whatsapp, typed):
    assert contacts.tidied(typed) == "6281234567890"


def test_a_number_abroad(whatsapp):
    assert contacts.tidied("+65 8123 4567") == "6581234567"


@pytest.mark.parametrize("typed", ["0812", "12345", "siti", "siti@", "+999 1", "+"])
def test_what_is_no_contact_is_refused(whatsapp, typed):
    with pytest.raises(ValidationError):
        contacts.tidied(typed)


def test_a_number_is_taken_only_where_the_site_may_write_to_it(client):
    response = post(client, contact="081234567890", agreed="on")
    assert response.status_code == 422 and "Tulis alamat e-mail" in response.content.decode()
    assert "nomor WhatsApp" not in client.get("/lapor/").content.decode()
    assert not HoaxReport.objects.exists()


def test_the_number_is_sealed(client, whatsapp):
    assert "nomor WhatsApp" in client.get("/lapor/").content.decode()
    assert post(client, contact="0812-3456-7890", agreed="on").status_code == 303
    report = HoaxReport.objects.get()
    assert report.contact_kind == "whatsapp" and b"3456" not in bytes(report.contact)
    assert unseal(report.contact, key="reports") == "6281234567890"
    assert not Message.objects.exists(), "the receipt stands on the page"


def test_without_consent_no_contact_is_taken_and_nothing_is_lost(client):
    response = post(client, contact="siti@contoh.id")
    text = response.content.decode()
    assert response.status_code == 422 and "Centang bila Anda setuju" in text
    assert HOAX in text and "siti@contoh.id" in text
    assert not HoaxReport.objects.exists()
    assert post(client).status_code == 303, "without a contact nothing is to be agreed to"


def test_who_never_wrote_by_whatsapp_gets_the_template(whatsapp, no_match):
    report = processed(contact="081234567890")
    cases.answer(case=report.case, debunk=published(), actor=None)
    answers.write_all()
    assert notifying.letter(Message.objects.get(), report).late


def test_who_wrote_by_whatsapp_today_is_answered_in_words(whatsapp, no_match):
    report = accepted(channel="whatsapp", contact="6281234567890", contact_kind="whatsapp")
    assert not notifying.letter(Message.objects.get(), report).late
