from datetime import date, datetime, time, timedelta

import pytest
import vobject
from django.urls import reverse
from icalendar import Calendar

from candidates import actions
from candidates.tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def general():
    return factories.election(slug="pemilu-uji", name="Pemilu Uji")


def events(client, address):
    response = client.get(address)
    assert response.status_code == 200
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    return Calendar.from_ical(response.content).walk("VEVENT")


def test_a_whole_day_stage_ends_before_the_day_after(client, general):
    factories.stage(election=general, name="Masa tenang", starts=date(2024, 2, 11), ends=date(2024, 2, 13))
    (event,) = events(client, reverse("schedule_ics"))
    assert event["SUMMARY"] == "Masa tenang · Pemilu Uji"
    assert event.decoded("DTSTART") == date(2024, 2, 11)
    assert event.decoded("DTEND") == date(2024, 2, 14)


def voting(general, zone):
    hours = {"start_time": time(7), "end_time": time(13), "zone": zone}
    day = date(2024, 2, 14)
    return factories.stage(election=general, slug="suara", starts=day, ends=day, **hours)


@pytest.mark.parametrize(("zone", "hours"), [("WIB", 7), ("WITA", 8), ("WIT", 9)])
def test_hours_belong_to_their_zone(client, general, zone, hours):
    voting(general, zone)
    (event,) = events(client, reverse("schedule_ics"))
    starts = event.decoded("DTSTART")
    assert starts.utcoffset() == timedelta(hours=hours)
    assert (starts.hour, starts.date()) == (7, date(2024, 2, 14))
    assert b"BEGIN:VTIMEZONE" in client.get(reverse("schedule_ics")).content


def test_local_hours_belong_to_no_zone(client, general):
    voting(general, "")
    (event,) = events(client, reverse("schedule_ics"))
    assert event.decoded("DTSTART") == datetime(2024, 2, 14, 7)


def test_one_feed_for_each_election_and_one_event_for_each_stage(client, general):
    stage = voting(general, "")
    factories.stage()
    assert len(events(client, reverse("schedule_ics"))) == 2
    (event,) = events(client, reverse("schedule_ics_of", args=["pemilu-uji"]))
    (alone,) = events(client, reverse("stage_ics", args=["pemilu-uji", stage.slug]))
    assert event["UID"] == alone["UID"]


def test_the_event_keeps_its_id_when_its_name_and_dates_change(client, general):
    stage = voting(general, "")
    (before,) = events(client, reverse("schedule_ics"))
    stage.slug, stage.name, stage.starts = "lain", "Lain", date(2024, 2, 13)
    stage.save()
    (after,) = events(client, reverse("schedule_ics"))
    assert before["UID"] == after["UID"]


@pytest.mark.parametrize("address", ["/jadwal/tidak-ada.ics", "/jadwal/pemilu-uji/tidak-ada.ics"])
def test_no_such_calendar(client, general, address):
    assert client.get(address).status_code == 404


def test_the_schedule_stands_on_its_day(client, general, time_machine):
    time_machine.move_to("2024-02-12T12:00:00+07:00")
    for name, starts, ends in [
        ("Kampanye", date(2023, 11, 28), date(2024, 2, 10)),
        ("Masa tenang", date(2024, 2, 11), date(2024, 2, 13)),
        ("Suara", date(2024, 2, 14), date(2024, 2, 14)),
    ]:
        factories.stage(election=general, name=name, starts=starts, ends=ends)
    page = client.get(reverse("schedule")).content.decode()
    order = [page.index(f">{name}<") for name in ("Kampanye", "Masa tenang")]
    order += [page.index('class="today"'), page.index(">Suara<")]
    assert order == sorted(order)
    assert "Sekarang: Masa tenang." in page and "2 hari lagi." in page


def test_new_dates_arrive_as_an_update_of_the_same_event(client, general):
    stage = voting(general, "")
    address = reverse("schedule_ics")
    (before,) = events(client, address)
    day = date(2024, 2, 21)
    actions.revise_stage(actor=None, stage=stage, starts=day, ends=day, regulation="PKPU 9/2024")
    (after,) = events(client, address)
    assert before["UID"] == after["UID"]
    assert after["SEQUENCE"] > before["SEQUENCE"]
    assert after.decoded("DTSTART") == day
    page = client.get(reverse("schedule")).content.decode()
    assert "<del>" in page and "2024-02-14" in page and "PKPU 9/2024" in page


def test_a_cancelled_stage_is_cancelled_in_calendars_and_crossed_out(client, general):
    stage = voting(general, "")
    stage.cancelled_by = "Putusan 1/2024"
    actions.save_fact(actor=None, fact=stage)
    (event,) = events(client, reverse("schedule_ics"))
    assert event["STATUS"] == "CANCELLED"
    page = client.get(reverse("schedule_of", args=["pemilu-uji"])).content.decode()
    assert "Dibatalkan." in page and "Putusan 1/2024" in page


def test_lines_are_folded_as_every_reader_wants_them(client, general):
    """RFC 5545, 3.1: lines end in CRLF and hold at most 75 bytes; Outlook takes nothing else."""
    factories.stage(election=general, name="Tahapan " + "panjang; dengan, tanda " * 5)
    body = client.get(reverse("schedule_ics")).content
    assert body.endswith(b"\r\n") and b"\n" not in body.replace(b"\r\n", b"")
    assert all(len(line) <= 75 for line in body.split(b"\r\n"))


@pytest.mark.parametrize("zone", ["", "WIB", "WITA", "WIT"])
def test_a_second_library_reads_the_same_events(client, general, zone):
    factories.stage(election=general, name="Tahapan " + "panjang; dengan, tanda " * 5)
    voting(general, zone)
    ours = events(client, reverse("schedule_ics"))
    theirs = second_reading(client, reverse("schedule_ics"))
    assert len(theirs) == len(ours) == 2
    for event, other in zip(ours, theirs, strict=True):
        assert other.validate(raiseException=True)
        for name in ("uid", "summary", "status", "description", "url"):
            assert getattr(other, name).value == event[name]
        assert int(other.sequence.value) == event["SEQUENCE"]
        assert same_time(other.dtstart.value, event.decoded("DTSTART"))
        assert same_time(other.dtend.value, event.decoded("DTEND"))


def test_a_second_library_sees_the_update_and_the_cancelling(client, general):
    stage = voting(general, "WITA")
    (before,) = second_reading(client, reverse("schedule_ics"))
    day = date(2024, 2, 21)
    actions.revise_stage(actor=None, stage=stage, starts=day, ends=day, regulation="PKPU 9/2024")
    stage.refresh_from_db()
    stage.cancelled_by = "Putusan 1/2024"
    actions.save_fact(actor=None, fact=stage)
    (after,) = second_reading(client, reverse("schedule_ics"))
    assert after.uid.value == before.uid.value
    assert int(after.sequence.value) > int(before.sequence.value)
    assert (before.status.value, after.status.value) == ("CONFIRMED", "CANCELLED")
    assert after.dtstart.value == day


def second_reading(client, address):
    """The events as vobject reads them, which shares no code with icalendar, the writer of the feed."""
    return vobject.readOne(client.get(address).content.decode(), validate=True).vevent_list


def same_time(one, other) -> bool:
    """Zones are other objects in each library: the hour on the wall and its distance to UTC count."""
    offsets = [moment.utcoffset() if isinstance(moment, datetime) else None for moment in (one, other)]
    return str(one)[:19] == str(other)[:19] and offsets[0] == offsets[1]
