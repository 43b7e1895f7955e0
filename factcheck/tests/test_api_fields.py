"""Choosing what a row holds, in which order, and in which language."""

import pytest
from django.utils import timezone

from factcheck import actions
from factcheck.exchange.records import LISTS, record_of
from factcheck.models import Debunk, Outlet, Topic
from factcheck.tests.making import published
from factcheck.tests.outlets import outlet_at

pytestmark = pytest.mark.django_db
LIST = "/api/v1/debunks/"


def rows(client, query, path=LIST, **headers):
    response = client.get(f"{path}?{query}", headers=headers)
    assert response.status_code == 200, response.content
    return response.json()["results"]


def test_fields_leave_out_the_others(client):
    debunk = published()
    assert rows(client, "fields=id,title") == [{"id": str(debunk.pk), "title": debunk.title}]
    assert client.get(f"{LIST}{debunk.pk}/?fields=verdict").json() == {"verdict": "salah"}


def test_everything_in_one_request_is_the_record(client):
    debunk = published()
    debunk.sources.create(title="KPU")
    debunk.appearances.create(platform="whatsapp")
    actions.correct(debunk=debunk, actor=None, reason="Angka", fields={"summary": "Baru"})
    record = record_of(Debunk.objects.get(pk=debunk.pk))
    assert rows(client, "include=all") == rows(client, "include=text," + ",".join(LISTS)) == [record]


@pytest.mark.parametrize(
    ("query", "field", "named"),
    [
        ("fields=judul,id", "fields", "judul"),
        ("include=komentar", "include", "komentar"),
        ("ordering=ngawur", "ordering", "published_at"),
        ("ordering=--published_at", "ordering", "published_at"),
    ],
)
def test_an_unknown_name_is_refused_and_named(client, query, field, named):
    published()
    response = client.get(f"{LIST}?{query}")
    assert response.status_code == 400
    [error] = response.json()["errors"]
    assert error["field"] == field and named in error["detail"]


@pytest.mark.parametrize("ordering", ["published_at", "-published_at", "updated_at", "-updated_at"])
def test_pages_are_right_in_every_order(client, ordering):
    now = timezone.now()
    numbers = [published(at=now).pk for _ in range(7)]
    seen, url = [], f"{LIST}?ordering={ordering}&page_size=3"
    while url:
        page = client.get(url).json()
        seen += [int(row["id"]) for row in page["results"]]
        url = page["next"]
    assert seen == (numbers[::-1] if ordering.startswith("-") else numbers)


def test_labels_are_in_the_language_asked_for(client):
    published(verdict="salah", kind="palsu")
    english = rows(client, "include=labels", **{"Accept-Language": "en-GB,en;q=0.9"})[0]["labels"]
    assert english["verdict"] == "False"
    response = client.get(f"{LIST}?include=labels")
    assert response.json()["results"][0]["labels"]["verdict"] == "Salah"
    assert "Accept-Language" in response.headers["Vary"] and response.headers["Content-Language"] == "id"


def test_errors_are_in_the_language_asked_for(client):
    response = client.get(f"{LIST}?page_size=0", headers={"Accept-Language": "en"})
    assert "whole number" in response.json()["detail"]


def test_what_every_list_includes_costs_no_more_for_more_rows(client, django_assert_max_num_queries):
    for _ in range(12):
        published().sources.create(title="S")
    with django_assert_max_num_queries(11):
        assert len(rows(client, "include=" + ",".join(LISTS))) == 12


def test_one_correction_and_those_of_a_debunk(client):
    first, second = published(), published()
    for debunk in (first, second):
        actions.correct(debunk=debunk, actor=None, reason="Tepat", fields={"summary": "Baru"})
    [row] = rows(client, f"debunk={first.pk}", "/api/v1/corrections/")
    assert client.get(f"/api/v1/corrections/{row['id']}/").json() == row
    assert row["debunk"]["id"] == str(first.pk)


def test_topics_count_what_is_published(client):
    topic = Topic.objects.create(slug="logistik", name="Logistik")
    published().topics.add(topic)
    [row] = rows(client, "", "/api/v1/topics/")
    assert (row["id"], row["debunks"]) == ("logistik", 1) and row["url"].endswith("/hoaks/?topic=logistik")


def test_reviews_of_followed_outlets(client):
    outlet_at("https://cek.example", name="Cek Lain")
    outlet_at("https://lama.example", name="Lama", active=False)
    for one in Outlet.objects.all():
        one.reviews.create(key=one.name, url=f"{one.homepage}a", claim="Kontainer", rating="Hoaks")
    [row] = rows(client, "q=kontainer", "/api/v1/reviews/")
    assert (row["outlet"]["name"], row["rating"]) == ("Cek Lain", "Hoaks")
    assert [one["name"] for one in rows(client, "", "/api/v1/outlets/")] == ["Cek Lain"]
