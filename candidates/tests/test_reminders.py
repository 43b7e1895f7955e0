"""Reminders by e-mail: asked for, confirmed, sent once, told of changes, stopped and forgotten."""

import re
import smtplib
from datetime import date, timedelta

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.urls import reverse
from django.utils import timezone

from candidates import actions, tasks
from candidates.models import Reminder, ReminderLetter
from candidates.reminders import asking, sending
from candidates.tests import factories
from core.sealing import unseal

pytestmark = pytest.mark.django_db
ADDRESS = "ani@contoh.test"


@pytest.fixture
def election(time_machine):
    time_machine.move_to("2024-02-01T09:00:00+07:00")
    made = factories.election(slug="pemilu-uji", name="Pemilu Uji", date=date(2024, 2, 14))
    for name, day in (("Masa tenang", date(2024, 2, 11)), ("Pemungutan suara", date(2024, 2, 14))):
        factories.stage(election=made, name=name, slug=name.lower().replace(" ", "-"), starts=day, ends=day)
    return made


@pytest.fixture
def stage(election):
    return election.stages.get(slug="pemungutan-suara")


def ask(client, **values):
    return client.post(reverse("reminder_ask", args=["pemilu-uji"]), {"address": ADDRESS, "days": 3} | values)


def link(kind: str, letter) -> str:
    return re.search(rf"https?://[^/]+(/jadwal/pengingat/{kind}/\S+)", letter.body)[1]


def subscribed(client, **values) -> Reminder:
    ask(client, **values)
    tasks.remind()
    client.post(link("pasti", mail.outbox.pop()))
    return Reminder.objects.get()


def subjects() -> list[str]:
    tasks.remind()
    told = [letter.subject for letter in mail.outbox]
    mail.outbox.clear()
    return told


def test_an_address_is_sealed_and_gets_nothing_until_its_owner_answers(client, election, time_machine):
    page = ask(client)
    assert page.status_code == 200 and page["Cache-Control"] == "no-store"
    reminder = Reminder.objects.get()
    assert ADDRESS.encode() not in bytes(reminder.address) and ADDRESS not in reminder.fingerprint
    assert unseal(reminder.address, key="reminders") == ADDRESS
    assert subjects() == ["Konfirmasi pengingat Pemilu Uji"]
    time_machine.move_to("2024-02-12T09:00:00+07:00")
    assert subjects() == []


def test_the_letter_to_confirm_leaves_at_once(
    client, election, monkeypatch, django_capture_on_commit_callbacks
):
    sent = []
    monkeypatch.setattr(asking.outbox, "send", sent.append)
    with django_capture_on_commit_callbacks(execute=True):
        ask(client)
    assert sent == [tasks.remind.name]


def test_a_letter_that_could_not_be_written_is_tried_again(client, election, monkeypatch, time_machine):
    ask(client)
    with monkeypatch.context() as patch:
        patch.setattr(sending, "render_to_string", lambda *_args: 1 / 0)
        assert subjects() == []
    assert ReminderLetter.objects.get().state == "waiting"
    time_machine.shift(timedelta(minutes=1))
    assert subjects() == ["Konfirmasi pengingat Pemilu Uji"]


def test_looking_at_the_link_confirms_nothing(client, election):
    ask(client)
    tasks.remind()
    page = client.get(link("pasti", mail.outbox[0]))
    assert page["Referrer-Policy"] == "no-referrer" and "no-store" in page["Cache-Control"]
    assert not Reminder.objects.confirmed().exists()
    assert "Pengingat aktif" in client.post(link("pasti", mail.outbox[0])).content.decode()
    assert Reminder.objects.confirmed().exists()


def test_each_stage_is_told_once_so_many_days_before(client, election, time_machine):
    subscribed(client)
    assert subjects() == []
    time_machine.move_to("2024-02-08T09:00:00+07:00")
    assert subjects() == ["Pengingat: Masa tenang"]
    assert subjects() == []
    time_machine.move_to("2024-02-12T09:00:00+07:00")
    assert subjects() == ["Pengingat: Pemungutan suara"]


def test_only_the_stages_that_were_chosen(client, election, stage, time_machine):
    subscribed(client, stages=[stage.pk], days=7)
    time_machine.move_to("2024-02-10T09:00:00+07:00")
    assert subjects() == ["Pengingat: Pemungutan suara"]


def test_new_dates_are_told_and_reminded_of_again(client, election, stage, time_machine):
    subscribed(client, stages=[stage.pk])
    time_machine.move_to("2024-02-12T09:00:00+07:00")
    assert subjects() == ["Pengingat: Pemungutan suara"]
    day = date(2024, 2, 21)
    actions.revise_stage(actor=None, stage=stage, starts=day, ends=day, regulation="PKPU 9/2024")
    tasks.remind()
    (letter,) = mail.outbox
    assert letter.subject == "Jadwal berubah: Pemungutan suara"
    assert "21 Februari 2024" in letter.body and "14 Februari 2024" in letter.body
    assert "PKPU 9/2024" in letter.body
    mail.outbox.clear()
    time_machine.move_to("2024-02-19T09:00:00+07:00")
    assert subjects() == ["Pengingat: Pemungutan suara"]


def test_a_cancelled_stage_is_told_and_not_reminded_of(client, election, stage, time_machine):
    subscribed(client, stages=[stage.pk])
    time_machine.move_to("2024-02-02T09:00:00+07:00")
    stage.cancelled_by = "Putusan 1/2024"
    actions.save_fact(actor=None, fact=stage)
    assert subjects() == ["Tahapan dibatalkan: Pemungutan suara"]
    time_machine.move_to("2024-02-12T09:00:00+07:00")
    assert subjects() == []


def test_one_click_of_the_mail_program_stops_and_deletes(client, election):
    ask(client)
    tasks.remind()
    letter = mail.outbox[0]
    assert letter.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = link("berhenti", letter)
    assert letter.extra_headers["List-Unsubscribe"].endswith(f"{address}>")
    assert client.get(address).status_code == 200 and Reminder.objects.exists()
    assert client.post(address, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert not Reminder.objects.exists() and not ReminderLetter.objects.exists()
    assert client.post(address).status_code == 200


def test_nobody_can_fill_a_strangers_mailbox(client, election):
    for _ in range(3):
        assert ask(client).content == ask(client, address=ADDRESS.upper()).content
    tasks.remind()
    assert len(mail.outbox) == 1


def test_who_is_subscribed_is_not_changed_by_a_stranger(client, election):
    reminder = subscribed(client, days=7)
    ask(client, days=1)
    assert Reminder.objects.get().days == reminder.days
    assert subjects() == []


def test_unanswered_and_finished_wishes_are_forgotten(client, election, time_machine):
    ask(client)
    time_machine.move_to("2024-02-02T09:00:00+07:00")
    asking.forget()
    assert Reminder.objects.exists()
    time_machine.move_to("2024-02-04T09:00:00+07:00")
    tasks.forget_reminders()
    assert not Reminder.objects.exists()
    subscribed(client)
    time_machine.move_to("2024-02-14T09:00:00+07:00")
    assert asking.forget() == 0
    time_machine.move_to("2024-02-15T09:00:00+07:00")
    assert asking.forget() == 1


def test_an_old_or_forged_link_confirms_nothing(client, election, time_machine):
    ask(client)
    reminder = Reminder.objects.get()
    token = asking.confirming(reminder)
    assert asking.to_confirm(token) == reminder
    assert asking.to_confirm(token[:-1]) is None and asking.to_stop(token) is None
    assert client.get(reverse("reminder_confirm", args=["1.x.y"])).status_code == 404
    time_machine.move_to("2024-02-04T09:00:00+07:00")
    assert asking.to_confirm(token) is None


def test_a_link_of_a_deleted_wish_does_not_reach_the_next_one(client, election):
    ask(client)
    reminder = Reminder.objects.get()
    token = asking.stopping(reminder)
    Reminder.objects.filter(pk=reminder.pk).update(fingerprint="f" * 64)
    assert asking.to_stop(token) is None


@pytest.mark.parametrize(
    ("error", "state"),
    [
        (smtplib.SMTPConnectError(421, b"busy"), "waiting"),
        (smtplib.SMTPRecipientsRefused({}), "failed"),
        (TimeoutError(), "uncertain"),
    ],
)
def test_a_letter_that_fails_is_tried_again_only_when_it_surely_was_not_sent(
    client, election, monkeypatch, error, state
):
    def fail(*_):
        raise error

    ask(client)
    monkeypatch.setattr(EmailBackend, "send_messages", fail)
    assert sending.send_due() == 1
    letter = ReminderLetter.objects.get()
    assert letter.state == state
    assert ADDRESS not in letter.failure


def test_a_letter_is_claimed_before_it_is_sent(client, election):
    ask(client)
    letter = ReminderLetter.objects.get()
    ReminderLetter.objects.update(state="sending", claimed_at=timezone.now())
    assert not sending.send(letter)
    ReminderLetter.objects.update(claimed_at=timezone.now() - timedelta(minutes=5))
    assert subjects() == []
    assert ReminderLetter.objects.get().state == "uncertain"


def test_the_schedule_offers_it_while_something_is_left(client, election, time_machine):
    address = reverse("reminder_ask", args=["pemilu-uji"])
    assert address in client.get(reverse("schedule")).content.decode()
    assert "Masa tenang" in client.get(address).content.decode()
    time_machine.move_to("2024-02-15T09:00:00+07:00")
    assert address not in client.get(reverse("schedule")).content.decode()
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("values", [{"address": "bukan-alamat"}, {"days": 400}, {"stages": [0]}])
def test_bad_input_is_said_to_be_bad_and_kept(client, election, values):
    page = ask(client, **values)
    assert page.status_code == 422
    assert "Galat" in page.content.decode()
    assert not Reminder.objects.exists()


def test_the_letter_is_in_the_language_of_the_form(client, election):
    client.post("/en" + reverse("reminder_ask", args=["pemilu-uji"]), {"address": ADDRESS, "days": 1})
    tasks.remind()
    assert "/en/jadwal/pengingat/pasti/" in mail.outbox[0].body
