import smtplib
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from factcheck import actions as debunks
from factcheck.tests.making import published
from reports import answers, cases, news, notifying
from reports.channels import NotSent, Refused, channel, names
from reports.models import HoaxReport, Message
from reports.tests.making import HOAX, processed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_match")]


@pytest.fixture
def report():
    return processed(contact="siti@contoh.id")


@pytest.fixture
def message(report):
    cases.answer(case=report.case, debunk=published(title="Tidak ada kontainer"), actor=None)
    answers.write_all()
    return Message.objects.get()


def failing(error):
    def tell(address, letter):
        raise error

    return tell


def test_every_channel_has_the_three_functions():
    assert {"web", "api", "email", "csv", "telegram", "whatsapp"} <= set(names())
    for name in names():
        module = channel(name)
        assert callable(module.ready) and callable(module.take) and callable(module.tell)
    with pytest.raises(LookupError):
        channel("merpati")


def test_the_reporter_is_told(message, settings):
    assert notifying.send_due() == 1
    [letter] = mail.outbox
    assert letter.to == ["siti@contoh.id"]
    assert "[SALAH] Tidak ada kontainer" in letter.body
    assert f"{settings.SITE_URL}/laporan/{message.report.receipt}/" in letter.body
    message.refresh_from_db()
    assert (message.state, message.attempts) == ("sent", 1) and message.sent_at
    assert notifying.send_due() == 0


def test_a_letter_has_the_same_id_each_time(message):
    first, again = (notifying.letter(message, message.report).reference for _ in range(2))
    assert first == again
    notifying.send_due()
    assert mail.outbox[0].extra_headers["Message-ID"].startswith(f"<{first}@")


def test_a_correction_is_told_as_one(message):
    notifying.send_due()
    debunk = message.answer.debunk
    debunks.correct(debunk=debunk, actor=None, reason="Ada bukti", fields={"verdict": "menyesatkan"})
    news.follow()
    answers.write_all()
    notifying.send_due()
    assert len(mail.outbox) == 2
    assert "Koreksi: jawaban kami" in mail.outbox[1].body and "[MENYESATKAN]" in mail.outbox[1].body


def retract(debunk):
    debunks.retract(debunk=debunk, actor=None, reason="Fotonya ternyata asli")
    news.follow()
    news.follow()  # the log may be followed twice over
    answers.write_all()


def test_a_withdrawn_answer_is_told_once(message, settings):
    notifying.send_due()
    retract(message.answer.debunk)
    assert notifying.send_due() == 1 and notifying.send_due() == 0
    told = mail.outbox[1].body
    assert "kami tarik; jangan dipakai lagi" in told and "[DITARIK] Tidak ada kontainer" in told
    assert settings.SITE_URL + message.answer.debunk.get_absolute_url() in told


def test_an_answer_withdrawn_before_it_was_told_is_never_told(message):
    retract(message.answer.debunk)
    assert notifying.send_due() == 0 and mail.outbox == []


def test_a_new_answer_takes_the_place_of_an_untold_withdrawal(message):
    notifying.send_due()
    retract(message.answer.debunk)
    message.report.case.refresh_from_db()
    cases.answer(case=message.report.case, debunk=published(title="Fotonya asli"), actor=None)
    answers.write_all()
    notifying.send_due()
    assert [("kami tarik" in letter.body, "Fotonya asli" in letter.body) for letter in mail.outbox] == [
        (False, False),
        (False, True),
    ]


def test_an_answer_waits_while_its_case_is_open_again(message):
    case, debunk = message.report.case, message.answer.debunk
    case.refresh_from_db()
    cases.reopen(case=case, actor=None, why="a slip")
    assert notifying.send_due() == 0
    cases.answer(case=case, debunk=debunk, actor=None)
    answers.write_all()
    assert notifying.send_due() == 1 and len(mail.outbox) == 1


def test_a_rejection_tells_the_reason(report):
    cases.reject(case=report.case, reason="Ini <b>pendapat</b>.", actor=None)
    answers.write_all()
    notifying.send_due()
    assert "Ini <b>pendapat</b>." in mail.outbox[0].body


def test_the_letter_is_in_the_reporters_language(message):
    HoaxReport.objects.update(language="en")
    message.refresh_from_db()
    assert "/en/laporan/" in notifying.letter(message, message.report).text


def test_who_withdrew_the_contact_is_not_told(message):
    HoaxReport.objects.update(contact=None, contact_kind="")
    notifying.send_due()
    assert not mail.outbox and not Message.objects.exists()


def test_what_was_surely_not_sent_is_tried_again_and_given_up_at_last(message, monkeypatch):
    monkeypatch.setattr("reports.channels.email.tell", failing(NotSent("no connection")))
    for attempt in range(1, notifying.MAX_ATTEMPTS + 1):
        notifying.send_due()
        message.refresh_from_db()
        assert message.attempts == attempt
        Message.objects.update(retry_at=timezone.now() - timedelta(seconds=1))
    assert (message.state, message.failure) == ("failed", "no connection")


def test_what_was_refused_is_not_tried_again(message, monkeypatch):
    monkeypatch.setattr("reports.channels.email.tell", failing(Refused("no such mailbox")))
    notifying.send_due()
    message.refresh_from_db()
    assert message.state == "failed"


def test_what_may_have_been_sent_is_never_sent_again_by_itself(message, monkeypatch):
    monkeypatch.setattr("reports.channels.email.tell", failing(TimeoutError()))
    notifying.send_due()
    message.refresh_from_db()
    assert (message.state, message.failure) == ("uncertain", "TimeoutError")
    monkeypatch.undo()
    notifying.send_due()
    assert not mail.outbox
    assert list(Message.objects.to_look_at()) == [message]


def test_a_worker_that_died_while_sending_leaves_it_uncertain(message):
    Message.objects.update(state="sending", attempts=1, claimed_at=timezone.now() - timedelta(minutes=5))
    notifying.send_due()
    message.refresh_from_db()
    assert message.state == "uncertain" and not mail.outbox


def test_a_worker_that_is_still_sending_is_let_be(message):
    Message.objects.update(state="sending", attempts=1, claimed_at=timezone.now())
    notifying.send_due()
    message.refresh_from_db()
    assert message.state == "sending"


def test_two_workers_send_once(message):
    assert notifying.send(message)
    assert not notifying.send(message)
    assert len(mail.outbox) == 1


@pytest.mark.parametrize(
    ("error", "state"),
    [
        (smtplib.SMTPRecipientsRefused({}), "failed"),
        (smtplib.SMTPConnectError(421, b"busy"), "waiting"),
        (ConnectionRefusedError(), "waiting"),
        (smtplib.SMTPServerDisconnected("lost"), "uncertain"),
    ],
)
def test_how_mail_can_fail(message, monkeypatch, error, state):
    monkeypatch.setattr("django.core.mail.EmailMessage.send", failing_send(error))
    notifying.send_due()
    message.refresh_from_db()
    assert message.state == state


def failing_send(error):
    def send(self, fail_silently=False):
        raise error

    return send


def test_a_receipt_by_mail_unless_the_answer_is_faster(monkeypatch):
    letter = {"channel": "email", "contact": "budi@contoh.id"}
    slow = processed("Kabar tentang kotak suara yang dibuka petugas pada malam hari", **letter)
    fast = processed(HOAX, **letter)
    cases.answer(case=fast.case, debunk=published(), actor=None)
    answers.write_all()
    Message.objects.update(retry_at=timezone.now() - timedelta(seconds=1))
    notifying.send_due()
    bodies = sorted(each.body for each in mail.outbox)
    assert len(bodies) == 2
    assert f"Laporan {fast.receipt} sudah dijawab" in bodies[0] and slow.receipt in bodies[1]
