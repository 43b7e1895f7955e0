"""The desk asks no more of the database when it holds more. The whole load: `python -m bench.desk`."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from factcheck import evidence, requests
from factcheck.models import Link, Source, Topic
from factcheck.tests.making import published

pytestmark = pytest.mark.django_db
LISTS = ["debunk", "link", "correctionrequest", "review", "outlet"]


def busy(number: int) -> None:
    for _ in range(number):
        debunk = published()
        debunk.topics.add(Topic.objects.get_or_create(slug="tema", name="Tema")[0])
        for place in range(number):
            Source.objects.create(debunk=debunk, title="Sumber", url=f"https://s.id/{debunk.pk}/{place}")
        requests.ask(debunk=debunk, text="Keliru")
    evidence.find_links()


def asked(client, path: str) -> int:
    client.get(path)
    with CaptureQueriesContext(connection) as context:
        assert client.get(path).status_code == 200
    return len(context)


@pytest.mark.parametrize("name", LISTS)
def test_a_list_asks_the_same_of_many_rows(admin_client, name):
    path = f"/admin/factcheck/{name}/"
    busy(1)
    few = asked(admin_client, path)
    busy(4)
    assert asked(admin_client, path) == few <= 20


def test_a_debunk_asks_the_same_with_many_sources(admin_client):
    busy(1)
    first = Link.objects.get()
    debunk = Source.objects.get().debunk
    debunk.elections.create(slug="pemilu", name="Pemilu", kind="general", date="2024-02-14")
    path = f"/admin/factcheck/debunk/{debunk.pk}/change/"
    few = asked(admin_client, path)
    for place in range(5):
        Source.objects.create(debunk=Source.objects.first().debunk, title="Lagi", url=f"{first.url}/{place}")
    evidence.find_links()
    assert asked(admin_client, path) == few < 20
