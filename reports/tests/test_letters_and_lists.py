import io
from email.message import EmailMessage

import pytest
from django.core.management import CommandError, call_command

from core.sealing import unseal
from reports.channels import csv, email
from reports.models import HoaxReport
from reports.tests.making import HOAX
from reports.tests.test_accept import picture

pytestmark = pytest.mark.django_db


def raw_letter(text=HOAX, pictures=0, **headers) -> bytes:
    letter = EmailMessage()
    letter["From"] = "Siti Rahma <siti@contoh.id>"
    letter["Message-ID"] = "<satu@contoh.id>"
    for name, value in headers.items():
        letter[name.replace("_", "-")] = value
    letter.set_content(text)
    for _ in range(pictures):
        letter.add_attachment(picture().read(), maintype="image", subtype="png")
    return letter.as_bytes()


def test_a_letter_is_a_report():
    [report] = email.take(raw_letter(pictures=2))
    assert (report.channel, report.text, report.images.count()) == ("email", HOAX, 2)
    assert unseal(report.contact, key="reports") == "siti@contoh.id"


def test_a_letter_that_comes_twice_is_one_report():
    assert email.take(raw_letter()) == email.take(raw_letter())
    assert HoaxReport.objects.count() == 1


@pytest.mark.parametrize(
    "raw",
    [
        raw_letter(Auto_Submitted="auto-replied"),
        raw_letter(Precedence="bulk"),
        raw_letter(text=" "),
        b"",
        b"\xff\xfe\x00",
        b"From: bukan alamat\r\n\r\nhalo",
        b"From: a@b.id\r\nContent-Type: text/plain; charset=entah\r\n\r\nhalo",
    ],
)
def test_letters_of_machines_and_broken_ones_are_passed_over(raw):
    assert email.take(raw) == []
    assert not HoaxReport.objects.exists()


def test_reading_the_mailbox(monkeypatch, settings):
    settings.IMAP_URL = "imaps://tim:rahasia%21@surat.contoh.id/Laporan"
    calls = []

    class Mailbox:
        def __init__(self, host, port, timeout):
            calls.append((host, port))

        def __enter__(self):
            return self

        def __exit__(self, *error):
            pass

        def login(self, user, password):
            calls.append((user, password))

        def select(self, folder):
            calls.append(folder)

        def search(self, charset, what):
            return "OK", [b"1 2"]

        def fetch(self, number, what):
            return "OK", [(b"", raw_letter(HOAX + number).replace(b"satu", number.encode()))]

        def store(self, number, sign, flag):
            calls.append((number, flag))

    monkeypatch.setattr("imaplib.IMAP4_SSL", Mailbox)
    assert email.ready() and email.poll() == 2
    assert calls[:3] == [("surat.contoh.id", 993), ("tim", "rahasia!"), "Laporan"]
    assert calls[3:] == [("1", "\\Seen"), ("2", "\\Seen")]


def test_a_list_of_a_patrol_team():
    lines = f"id,text,url,seen_where,seen_on,kind\n1,{HOAX},,facebook,2024-02-05,\n2,,https://contoh.id/a,,,sara\n"
    first, second = csv.take(io.StringIO(lines))
    assert (first.text, first.seen_where, str(first.seen_on)) == (HOAX, "facebook", "2024-02-05")
    assert (second.url, second.kind, second.channel) == ("https://contoh.id/a", "sara", "csv")
    assert [report.pk for report in csv.take(io.StringIO(lines))] == [first.pk, second.pk]


def test_bad_lines_are_named_and_the_others_taken():
    lines = f"text,seen_on\n{HOAX},\n,\nKabar lain,kemarin\n"
    with pytest.raises(csv.BadList) as caught:
        csv.take(io.StringIO(lines))
    assert [complaint[:2] for complaint in caught.value.complaints] == ["3:", "4:"]
    assert len(caught.value.taken) == HoaxReport.objects.count() == 1


def test_a_list_with_unknown_columns_is_refused():
    with pytest.raises(csv.BadList, match="pengirim"):
        csv.take(io.StringIO("text,pengirim\nhalo,Budi\n"))
    assert not HoaxReport.objects.exists()


def test_the_command_takes_a_file_and_names_bad_lines(tmp_path):
    file, out, complaints = tmp_path / "patroli.csv", io.StringIO(), io.StringIO()
    file.write_text(f"text\n{HOAX}\n", encoding="utf-8-sig")
    call_command("import_reports", file, stdout=out)
    assert out.getvalue() == "1 taken\n"
    file.write_text("text,kind\nKabar,gosip\n")
    with pytest.raises(CommandError, match="0 taken, 1 lines refused"):
        call_command("import_reports", file, stderr=complaints)
    assert complaints.getvalue().startswith("2: ")
    with pytest.raises(CommandError, match="tidak-ada"):
        call_command("import_reports", tmp_path / "tidak-ada.csv")
