import datetime

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from candidates.models import Election, Party, Person
from factcheck import actions
from factcheck.exchange.importing import read_records
from factcheck.exchange.records import fetch_lists, record_of
from factcheck.exchange.saving import save_records
from factcheck.models import Correction, Debunk, Topic
from factcheck.tests.making import published

pytestmark = pytest.mark.django_db


@pytest.fixture
def full(settings, tmp_path):
    """A debunk that has everything."""
    settings.MEDIA_ROOT, settings.MEDIA_URL = tmp_path, "/media/"
    debunk = published(
        kind="palsu",
        summary="Tidak ada.",
        explanation="## Asal\n\nDari mana.",
        conclusion="Salah.",
        source_url="https://contoh.example/1",
        demo=True,
        at=timezone.now() - datetime.timedelta(days=900),
    )
    debunk.topics.add(Topic.objects.create(slug="logistik", name="Logistik"))
    debunk.elections.add(
        Election.objects.create(slug="pemilu-2019", name="Pemilu 2019", kind="general", date="2019-04-17")
    )
    debunk.people.add(Person.objects.create(slug="a", name="A"))
    debunk.parties.add(Party.objects.create(slug="b", name="B", full_name="Partai B"))
    debunk.appearances.create(platform="whatsapp", first_seen="2019-01-02", note="rekaman suara")
    debunk.sources.create(order=1, title="Dua", url="https://kpu.example/2")
    debunk.sources.create(order=0, title="Satu", publisher="KPU", date="2019-01-03")
    name = default_storage.save("debunks/gambar.png", ContentFile(b"x"))
    debunk.images.create(image=name, alt="Kontainer", credit="KPU")
    actions.correct(debunk=debunk, actor=None, reason="Bukti baru", fields={"verdict": "menyesatkan"})
    return fetched()


def fetched():
    debunk = Debunk.objects.get()
    fetch_lists([debunk])
    return debunk


def forget():
    Correction.objects.all().delete()
    Debunk.objects.all().delete()


def told(record):
    """What a record says, apart from where and when it stands here."""
    return {name: value for name, value in record.items() if name not in ("id", "updated_at")}


@pytest.mark.parametrize("state", ["published", "retracted"])
def test_a_round_trip_loses_nothing(full, state):
    if state == "retracted":
        actions.retract(debunk=full, actor=None, reason="Sumbernya keliru")
    before = record_of(fetched())
    assert [source["title"] for source in before["sources"]] == ["Satu", "Dua"]
    forget()
    reading = read_records([(1, before)])
    assert reading.refused == {} and reading.unknown == set()
    saved = save_records(list(reading.records.values()))
    assert len(saved.created) == 1
    assert told(record_of(fetched())) == told(before)


def test_importing_what_is_here_already_changes_nothing(full):
    reading = read_records([(1, record_of(full))])
    assert save_records(list(reading.records.values())).unchanged == 1


def test_the_number_of_queries_is_fixed(full, django_assert_num_queries):
    for _number in range(3):
        published()
    with django_assert_num_queries(9):
        debunks = list(Debunk.objects.all())
        fetch_lists(debunks)
        [record_of(debunk) for debunk in debunks]


def test_lists_are_the_same_fetched_before_or_not(full):
    debunk = Debunk.objects.get()
    assert record_of(debunk) == record_of(full)


def test_the_lists_fetched_are_those_of_each(full):
    debunks = [full, published()]
    before = record_of(full)
    fetch_lists(debunks)
    assert record_of(debunks[0]) == before
    assert record_of(debunks[1])["sources"] == []


def test_registers_are_found_from_the_debunks_on(full):
    """An outer join would have SQLite go through every link of every topic, for each page."""
    with CaptureQueriesContext(connection) as asked:
        fetch_lists([full])
    assert len(asked) == 8 and not any("OUTER JOIN" in query["sql"] for query in asked)
