"""Leads of a patrol, from a table into the same intake."""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from neutrality import sealed
from neutrality.leads import import_leads
from neutrality.models import Case, ConfidentialReport
from neutrality.tests.making import officer

HEAD = "act,happened_on,text,url,institution\n"
ROW = "like,2024-01-15,Terlihat menyukai unggahan,https://contoh.example/a,Dinas Uji\n"
URL = "/admin/neutrality/case/temuan/"
pytestmark = pytest.mark.django_db


def imported(text):
    return import_leads(actor=officer(), data=text.encode())


def test_each_row_becomes_a_sealed_lead(elections):
    (report,) = imported(HEAD + ROW)
    assert (report.channel, report.code) == ("import", "")
    assert sealed.open_(report.content)["institution"] == "Dinas Uji"
    assert report.case.election.slug == "pemilu-2024"
    assert report.evidence.get().state == "waiting"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("like", "dance", "act: Pilihan ini tidak dikenal"),
        ("2024-01-15", "kemarin", "2024-02-10"),
        ("Terlihat menyukai unggahan", "", "kosong: text"),
        ("https://contoh.example/a", "tautan", "bukan alamat"),
        ("Dinas Uji", "Dinas,Uji", "tidak sama"),
    ],
)
def test_a_line_that_is_not_whole_is_named_and_nothing_stored(elections, old, new, said):
    with pytest.raises(ValidationError) as refused:
        imported(HEAD + ROW + ROW.replace(old, new))
    assert refused.value.messages[0].startswith("Baris 3:") and said in refused.value.messages[0]
    assert not Case.objects.exists()


def test_another_table_is_refused(elections):
    with pytest.raises(ValidationError, match="Kolomnya harus"):
        imported("a,b\n1,2\n")


def test_officers_import_on_the_desk(client, elections):
    client.force_login(officer())
    file = SimpleUploadedFile("temuan.csv", (HEAD + ROW).encode())
    assert client.post(URL, {"file": file}).status_code == 302
    assert ConfidentialReport.objects.count() == 1


def test_nobody_else_imports(client, elections, admin_user):
    client.force_login(admin_user)
    assert client.get(URL).status_code == 403
