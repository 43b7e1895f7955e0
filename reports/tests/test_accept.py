import io

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from core.models import AuditEntry
from core.sealing import unseal
from reports import actions
from reports.models import HoaxReport
from reports.receipts import tidy
from reports.tests.making import HOAX, accepted

pytestmark = pytest.mark.django_db


def picture(name="layar.png", **info):
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "white").save(out, "PNG", **info)
    return SimpleUploadedFile(name, out.getvalue())


def complaints(**content) -> dict:
    with pytest.raises(ValidationError) as caught:
        actions.accept(channel="web", **content)
    assert not HoaxReport.objects.exists()
    return caught.value.message_dict


def test_an_accepted_report_is_committed_audited_and_sent(django_capture_on_commit_callbacks, silent_broker):
    with django_capture_on_commit_callbacks(execute=True):
        report = accepted("  " + HOAX + "\r\nSebarkan!  ")
    report.refresh_from_db()
    assert report.text == HOAX + "\nSebarkan!"
    assert (report.state, report.attempts) == ("received", 0)
    assert AuditEntry.objects.get().action == "accept"
    assert silent_broker == [("reports.process", report.pk)]


def test_receipts_differ_and_can_be_typed_carelessly():
    receipt = accepted().receipt
    assert receipt != accepted().receipt
    assert tidy(receipt) == receipt
    assert tidy(receipt.lower().replace("-", " ")) == receipt
    assert tidy(" dmp" + receipt[4:].replace("0", "o").replace("1", "l")) == receipt
    assert tidy("DMP-7K4Q") is None
    assert tidy("") is None


def test_a_report_needs_something():
    assert "tangkapan layar" in complaints(text=" \n ")["text"][0]


def test_every_complaint_is_told_at_once():
    told = complaints(text="a" * 20_001, url="bukan alamat", contact="siti@")
    assert set(told) == {"text", "url", "contact"}
    assert "20.000" in told["text"][0] and "20001" in told["text"][0]


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "ftp://contoh.id/", "https://", "http://" + "a" * 3000]
)
def test_what_is_no_link_is_refused(url):
    assert complaints(url=url)["url"]


def test_a_link_may_lack_its_scheme():
    report = actions.accept(channel="web", url="contoh.id/berita?id=7")
    assert report.url == "https://contoh.id/berita?id=7"


def test_a_picture_loses_its_metadata():
    exif = Image.Exif()
    exif[0x010E] = "rumah Budi"
    report = actions.accept(channel="web", images=[picture(exif=exif)])
    stored = report.images.get().image.read()
    assert b"rumah Budi" not in stored and Image.open(io.BytesIO(stored)).size == (40, 30)


def test_what_is_no_picture_is_refused():
    svg = SimpleUploadedFile("a.png", b"<svg xmlns='http://www.w3.org/2000/svg'/>")
    assert "JPG" in complaints(images=[svg])["images"][0]


def test_a_picture_that_is_too_big_is_refused_with_the_limit():
    big = SimpleUploadedFile("a.png", b"\x89PNG" + b"0" * 10_000_001)
    assert "10 MB" in complaints(images=[big])["images"][0]


def test_a_contact_is_sealed():
    report = accepted(contact="siti@contoh.id")
    report.refresh_from_db()
    assert report.contact_kind == "email"
    assert b"siti" not in bytes(report.contact)
    assert unseal(report.contact, key="reports") == "siti@contoh.id"


def test_nul_characters_are_dropped():
    assert accepted("satu\x00dua").text == "satudua"
