import io
import ssl
from email.message import EmailMessage
from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

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
        raw_letter(Precedence="list"),
        raw_letter(Return_Path="<>"),
        raw_letter(List_Unsubscribe="<https://contoh.id/berhenti>"),
        raw_letter(X_Autoreply="yes"),
        raw_letter().replace(b"siti@contoh.id", b"MAILER-DAEMON@contoh.id"),
        raw_letter().replace(b"siti@contoh.id", b"damaipedia@localhost"),  # ourselves
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


def test_a_letter_in_html_is_read():
    letter = EmailMessage()
    letter["From"] = "siti@contoh.id"
    letter.set_content(f"<style>p {{}}</style><p>{HOAX}</p><p>Benarkah &amp; dari mana?</p>", subtype="html")
    [report] = email.take(letter.as_bytes())
    assert report.text == f"{HOAX}\nBenarkah & dari mana?"


def test_a_letter_attached_to_a_letter_is_read():
    letter, forwarded = EmailMessage(), EmailMessage()
    letter["From"] = "siti@contoh.id"
    letter.set_content("Mohon dicek.")
    forwarded.set_content(HOAX)
    letter.add_attachment(forwarded)
    [report] = email.take(letter.as_bytes())
    assert report.text == f"Mohon dicek.\n\n{HOAX}"


def test_the_subject_counts_where_little_else_is_said():
    [report] = email.take(raw_letter("Mohon dicek.", Subject=f"Fwd: {HOAX}"))
    assert report.text == f"{HOAX}\n\nMohon dicek."
    [report] = email.take(raw_letter(HOAX, Subject="Tanya").replace(b"satu@", b"dua@"))
    assert report.text == HOAX


def test_a_drawn_logo_and_a_broken_picture_cost_nobody_the_letter():
    letter = EmailMessage()
    letter["From"] = "siti@contoh.id"
    letter.set_content(HOAX)
    letter.add_attachment(b"<svg/>", maintype="image", subtype="svg+xml")
    letter.add_attachment(b"GIF89a", maintype="image", subtype="gif")
    letter.add_attachment(picture().read(), maintype="image", subtype="png")
    [report] = email.take(letter.as_bytes())
    assert (report.text, report.images.count()) == (HOAX, 1)


def test_a_letter_that_breaks_the_parser_holds_up_nobody(monkeypatch, caplog):
    monkeypatch.setattr(email, "message_from_bytes", lambda *args, **rest: [][HOAX])
    assert email.take(raw_letter()) == []
    assert "could not be read: TypeError" in caplog.text and HOAX not in caplog.text


@pytest.fixture
def mailbox(monkeypatch, settings):
    """What was done with a mailbox of letters: `letters` is a list of senders."""
    settings.IMAP_URL = "imaps://tim:rahasia%21@surat.contoh.id/Laporan"
    calls, senders = [], []

    class Mailbox:
        def __init__(self, host, port, timeout, ssl_context):
            assert ssl_context.check_hostname and ssl_context.verify_mode == ssl.CERT_REQUIRED
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
            seen = {call[0] for call in calls if call[1] == "\\Seen"}
            numbers = (str(number) for number in range(1, len(senders) + 1))
            return "OK", [" ".join(number for number in numbers if number not in seen).encode()]

        def fetch(self, number, what):
            sender = senders[int(number) - 1].encode()
            if "HEADER" in what:
                return "OK", [(b"", b"From: " + sender)]
            letter = raw_letter(f"{HOAX} {number}").replace(b"siti@contoh.id", sender)
            return "OK", [(b"", letter.replace(b"satu@", f"{number}@".encode()))]

        def store(self, number, sign, flag):
            calls.append((number, flag))

    monkeypatch.setattr("imaplib.IMAP4_SSL", Mailbox)
    return SimpleNamespace(calls=calls, senders=senders)


def test_reading_the_mailbox(mailbox):
    mailbox.senders += ["siti@contoh.id", "budi@contoh.id"]
    assert email.ready() and email.poll() == 2
    assert mailbox.calls[:3] == [("surat.contoh.id", 993), ("tim", "rahasia!"), "Laporan"]
    assert mailbox.calls[3:] == [("1", "\\Seen"), ("2", "\\Seen")]


def test_who_writes_very_much_waits_and_holds_up_nobody(mailbox):
    mailbox.senders += ["banyak@contoh.id"] * 30 + ["siti@contoh.id"]
    assert email.poll() == email.OF_ONE + 1
    assert HoaxReport.objects.filter(text=f"{HOAX} 31").exists()
    assert email.poll() == 30 - email.OF_ONE and email.poll() == 0
    assert HoaxReport.objects.count() == 31


def test_letters_left_for_later_take_no_other_sender_s_turn(mailbox):
    mailbox.senders += ["banyak@contoh.id"] * 60 + [f"warga{number}@contoh.id" for number in range(30)]
    assert email.poll() == email.AT_ONCE == email.OF_ONE + 30


def test_a_list_that_breaks_off_keeps_what_came_before():
    with pytest.raises(csv.BadList, match="bukan CSV yang utuh") as caught:
        csv.take(io.StringIO(f'text\n{HOAX}\n"Kabar yang tidak ditutup\nKabar lain\n'))
    assert [report.text for report in caught.value.taken] == [HOAX]


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


def test_a_list_as_excel_writes_it_in_indonesian():
    [report] = csv.take(io.StringIO(f"id;text;seen_on\n1;{HOAX};2024-02-05\n"))
    assert (report.text, str(report.seen_on)) == (HOAX, "2024-02-05")


def test_a_day_that_could_be_two_is_refused():
    with pytest.raises(csv.BadList, match="10/02/2024: tulis sebagai 2024-02-05"):
        csv.take(io.StringIO(f"text,seen_on\n{HOAX},10/02/2024\n"))


def test_the_same_file_is_taken_once_also_without_ids():
    lines = f"text,seen_on\n{HOAX},\n{HOAX},\nKabar lain,2024-02-05\n"  # the same was seen twice
    began = timezone.now()
    assert csv.new_since(began, csv.take(io.StringIO(lines))) == 3
    later = timezone.now()
    assert csv.new_since(later, csv.take(io.StringIO(lines))) == 0
    assert csv.new_since(later, csv.take(io.StringIO(lines + "Lagi,\n"))) == 4  # another file
    assert HoaxReport.objects.count() == 7


def test_a_file_that_was_cut_short_goes_on_where_it_stopped(monkeypatch):
    lines = "text\n" + "".join(f"Kabar nomor {number}\n" for number in range(20))

    def died(rows):
        yield from rows[:7]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        csv.take(io.StringIO(lines), progress=died)
    assert HoaxReport.objects.count() == 7
    csv.take(io.StringIO(lines))
    assert HoaxReport.objects.count() == 20


def test_a_long_list_is_written_to_its_end_and_shows_how_far_it_is(tmp_path, capfd):
    file = tmp_path / "patroli.csv"
    file.write_text("text\n" + "".join(f"Kabar nomor {number}\n" for number in range(300)))
    for told in ("300 taken, 0 taken before", "0 taken, 300 taken before"):
        call_command("import_reports", file)
        printed = capfd.readouterr()
        assert printed.out == f"{told}\n" and "300/300" in printed.err
    assert HoaxReport.objects.count() == 300


def test_a_list_with_unknown_columns_is_refused():
    with pytest.raises(csv.BadList, match="pengirim"):
        csv.take(io.StringIO("text,pengirim\nhalo,Budi\n"))
    assert not HoaxReport.objects.exists()


def test_the_command_takes_a_file_and_names_bad_lines(tmp_path):
    file, out, complaints = tmp_path / "patroli.csv", io.StringIO(), io.StringIO()
    file.write_text(f"text\n{HOAX}\n", encoding="utf-8-sig")
    call_command("import_reports", file, stdout=out)
    assert out.getvalue() == "1 taken, 0 taken before\n"
    file.write_text("text,kind\nKabar,gosip\n")
    with pytest.raises(CommandError, match="0 taken, 0 taken before, 1 lines refused"):
        call_command("import_reports", file, stderr=complaints)
    assert complaints.getvalue().startswith("2: ")
    with pytest.raises(CommandError, match="tidak-ada"):
        call_command("import_reports", tmp_path / "tidak-ada.csv")
