import os
from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.utils import timezone

from core.models import AuditEntry
from factcheck.models import Check
from factcheck.tests.making import make_user, published
from reports import answers, cases, withdrawal
from reports.intake import keyed
from reports.masking import mask, number_hashes
from reports.models import Case, CaseNumber, HoaxReport
from reports.models.report import private_storage
from reports.tests.making import HOAX, accepted, processed
from reports.tests.test_accept import picture

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_match")]
PLANTED = "Hubungi 0812-3456-7890 atau siti.rahma@contoh.co.id, NIK 3275014107900001"
SECRETS = ["0812", "7890", "siti", "3275014107900001"]


def past(report, **age):
    HoaxReport.objects.filter(pk=report.pk).update(created_at=timezone.now() - timedelta(**age))


def closed(report, *, days):
    """The case was closed so many days ago, a day after the report came."""
    Case.objects.filter(pk=report.case_id).update(closed_at=timezone.now() - timedelta(days=days))
    past(report, days=days + 1)


@pytest.mark.parametrize(
    "number",
    [
        "081234567890",
        "0812 3456 7890",
        "+62 812-3456-7890",
        "62812.3456.7890",
        "(021) 390-5876",
        "wa.me/6281234567890",
    ],
)
def test_phone_numbers_are_masked(number):
    shown = mask(f"Hubungi {number} sekarang")
    assert "nomor telepon" in shown and not any(part in shown for part in ("3456", "5876"))
    assert shown.startswith("Hubungi ") and shown.endswith(" sekarang")


@pytest.mark.parametrize("nik", ["3275014107900001", "3275 0141 0790 0001", "32.75.01.410790.0001"])
def test_identity_numbers_are_masked(nik):
    assert mask(f"NIK {nik}.") == "NIK [NIK]."


@pytest.mark.parametrize("text", ["96.214.691 suara", "14 Februari 2024", "PKPU 3/2022", "Rp600.000"])
def test_other_numbers_stay(text):
    assert mask(text) == text


def test_a_scammers_number_is_known_again_however_it_is_written():
    assert number_hashes("WA 0812-3456-7890") == number_hashes("hub. +62 812 3456 7890!")
    assert number_hashes("WA 0812-3456-7890") != number_hashes("WA 0812-3456-7891")
    processed(PLANTED)
    kept = CaseNumber.objects.get().digest
    assert kept == keyed("phone", "+6281234567890") and "8123456" not in kept


def test_only_triage_reads_in_full(client):
    report = processed(PLANTED, images=[picture()])
    pages = [
        f"/admin/reports/case/{report.case_id}/change/",
        f"/admin/reports/hoaxreport/{report.pk}/change/",
    ]
    pages += ["/admin/reports/case/", "/admin/reports/hoaxreport/"]
    editor, triage = (make_user(name, is_staff=True) for name in ("editor", "triase"))
    viewing = Permission.objects.filter(content_type__app_label="reports", codename__startswith="view_")
    editor.user_permissions.set(viewing)
    triage.user_permissions.set([*viewing, Permission.objects.get(codename="see_raw")])

    for user in (editor, make_user("kepala", is_staff=True, is_superuser=True)):
        client.force_login(user)
        for page in pages:
            text = client.get(page).content.decode()
            assert not any(secret in text for secret in SECRETS), page
        assert client.get(f"/admin/reports/hoaxreport/image/{report.images.get().pk}/").status_code == 403

    client.force_login(triage)
    assert all(secret in client.get(pages[1]).content.decode() for secret in SECRETS)


def test_a_draft_begins_without_personal_data():
    started = cases.start_debunk(case=processed(PLANTED).case, actor=make_user())
    assert not any(secret in started.claim + started.title for secret in SECRETS)


def test_nothing_personal_in_logs_and_audit(caplog, monkeypatch):
    def explode(**kwargs):
        raise ValueError(kwargs["text"])

    caplog.set_level(0)
    monkeypatch.setattr("reports.pipeline.check", explode)
    report = processed(PLANTED, contact="siti@contoh.id")
    withdrawal.withdraw(report=report)
    told = caplog.text + str(list(AuditEntry.objects.values()))
    assert not any(secret in told for secret in SECRETS)


def test_withdrawing_the_contact(client):
    report = accepted(contact="siti@contoh.id")
    assert "Hapus kontak saya" in client.get(report.get_absolute_url()).content.decode()
    response = client.post(report.get_absolute_url(), {"withdraw": "contact"}, follow=True)
    report.refresh_from_db()
    assert (report.contact, report.contact_kind, report.text) == (None, "", HOAX)
    assert "Hapus kontak saya" not in response.content.decode()


def test_withdrawing_the_report(client):
    report = processed(images=[picture()])
    name = report.images.get().image.name
    response = client.post(report.get_absolute_url(), {"withdraw": "report"})
    assert "sudah dihapus" in response.content.decode() and "no-store" in response["Cache-Control"]
    assert not HoaxReport.objects.exists() and not Case.objects.exists()
    assert not private_storage().exists(name)
    assert client.get(report.get_absolute_url()).status_code == 404


def test_an_answered_report_can_be_withdrawn(client):
    report = processed(contact="siti@contoh.id")
    cases.answer(case=report.case, debunk=published(), actor=None)
    answers.write_all()
    client.post(report.get_absolute_url(), {"withdraw": "report"})
    assert not HoaxReport.objects.exists()


def test_a_strange_order_changes_nothing(client):
    report = accepted()
    client.post(report.get_absolute_url(), {"withdraw": "semua"})
    assert HoaxReport.objects.get() == report


def test_content_goes_thirty_days_after_the_case_is_closed(client):
    old, young = processed(HOAX, images=[picture()]), processed("Kabar lain tentang kotak suara yang hilang")
    name = old.images.get().image.name
    for report in (old, young):
        cases.answer(case=report.case, debunk=published(), actor=None)
    closed(old, days=31)
    closed(young, days=29)
    assert withdrawal.erase_what_is_due()["reports"] == 1
    old.refresh_from_db()
    young.refresh_from_db()
    assert (old.text, old.fingerprint, old.image_count, old.images.count()) == ("", "", 0, 0)
    assert not private_storage().exists(name) and young.text
    assert "sudah dijawab" in client.get(old.get_absolute_url()).content.decode()
    assert withdrawal.erase_what_is_due()["reports"] == 0


def test_a_contact_goes_ninety_days_after_the_case_is_closed():
    report = processed(contact="siti@contoh.id")
    cases.reject(case=report.case, reason="Pendapat", actor=None)
    closed(report, days=89)
    assert withdrawal.erase_what_is_due()["contacts"] == 0
    closed(report, days=91)
    assert withdrawal.erase_what_is_due()["contacts"] == 1
    report.refresh_from_db()
    assert report.contact is None


def test_what_comes_to_a_closed_case_counts_from_its_own_coming():
    """Or who is answered at once from an old case would not be told of a correction the day after."""
    report = processed(HOAX, contact="siti@contoh.id")
    cases.answer(case=report.case, debunk=published(), actor=None)
    closed(report, days=100)
    past(report, days=29)
    assert withdrawal.erase_what_is_due()["reports"] == 0
    past(report, days=31)
    assert withdrawal.erase_what_is_due() == {"reports": 1, "contacts": 0, "files": 0, "checks": 0}
    past(report, days=91)
    assert withdrawal.erase_what_is_due()["contacts"] == 1


def test_a_picture_whose_writer_died_before_its_row_goes():
    report = processed(HOAX, images=[picture()])
    kept = report.images.get().image.name
    old, new = (private_storage().save(f"reports/{name}.jpg", picture()) for name in ("lama", "baru"))
    for name in (old, kept):
        two_days_ago = (timezone.now() - timedelta(days=2)).timestamp()
        os.utime(private_storage().path(name), (two_days_ago, two_days_ago))
    assert withdrawal.erase_what_is_due()["files"] == 1
    assert [private_storage().exists(name) for name in (kept, old, new)] == [True, False, True]
    for name in (kept, new):  # the folder is that of all tests
        private_storage().delete(name)


def test_an_open_case_keeps_nothing_beyond_half_a_year():
    report = processed(contact="siti@contoh.id")
    past(report, days=179)
    assert withdrawal.erase_what_is_due() == {"reports": 0, "contacts": 0, "files": 0, "checks": 0}
    past(report, days=181)
    assert withdrawal.erase_what_is_due() == {"reports": 1, "contacts": 1, "files": 0, "checks": 0}


def test_receipts_of_checks_go_after_ninety_days():
    check = Check.objects.create(receipt="a", fingerprint="b", status="none", result={})
    Check.objects.filter(pk=check.pk).update(created_at=timezone.now() - timedelta(days=91))
    Check.objects.create(receipt="c", fingerprint="d", status="none", result={})
    assert withdrawal.erase_what_is_due()["checks"] == 1
    assert Check.objects.get().receipt == "c"
