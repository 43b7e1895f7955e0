import pytest
from django.urls import reverse

from reports.models import HoaxReport
from reports.tests.making import HOAX
from reports.tests.test_accept import picture

pytestmark = pytest.mark.django_db
URL = "/lapor/"


def test_the_form_can_be_read(client):
    response = client.get(URL)
    text = response.content.decode()
    assert response.status_code == 200 and reverse("report_form") == URL
    assert "20.000 karakter" in text and "10 MB" in text
    assert "csrf" not in text and not response.cookies
    assert "public" in response["Cache-Control"]


def test_sending_leads_to_the_receipt(client):
    response = client.post(
        URL,
        {
            "text": HOAX,
            "images": [picture(), picture()],
            "contact": "siti@contoh.id",
            "agreed": "on",
        },
    )
    report = HoaxReport.objects.get()
    assert (response.status_code, response["Location"]) == (303, f"/laporan/{report.receipt}/")
    assert response["Cache-Control"] == "no-store"
    assert (report.channel, report.text, report.contact_kind) == ("web", HOAX, "email")
    assert report.images.count() == report.image_count == 2


def test_a_refused_form_keeps_what_was_typed(client):
    response = client.post(URL, {"kind": "sara", "text": HOAX, "url": "bukan alamat", "contact": "siti@"})
    text = response.content.decode()
    assert response.status_code == 422
    assert "<title>Galat: Lapor hoaks" in text and 'role="alert"' in text
    assert HOAX in text and "bukan alamat" in text and "siti@" in text
    assert "Centang bila Anda setuju" in text and "Ini bukan alamat situs" in text  # told at once
    assert not HoaxReport.objects.exists()


def test_what_is_not_said_to_be_anything_else_is_a_hoax(client):
    assert client.post(URL, {"text": HOAX}).status_code == 303
    assert HoaxReport.objects.get().kind == "hoax"


def test_an_empty_form_says_what_is_missing(client):
    assert "Tempel isi pesan, tautan, atau unggah" in client.post(URL, {"kind": "hoax"}).content.decode()


def test_a_message_can_be_brought_along_without_being_sent(client):
    response = client.post(URL, {"text": HOAX, "draft": "1"})
    assert response.status_code == 200 and HOAX in response.content.decode()
    assert not HoaxReport.objects.exists()


def test_markup_in_a_message_stays_text(client):
    response = client.post(URL, {"text": "<script>alert(1)</script>", "url": "x y"})
    assert b"<script>alert" not in response.content


def test_other_sites_cannot_send_it(client):
    response = client.post(URL, {"text": HOAX}, headers={"Sec-Fetch-Site": "cross-site"})
    assert response.status_code == 403 and not HoaxReport.objects.exists()


def test_the_form_in_english(client):
    assert client.get("/en/lapor/").status_code == 200
