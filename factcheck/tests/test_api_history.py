"""`include=history`: what readers were told of each version."""

import pytest

from factcheck import actions
from factcheck.models import Debunk
from factcheck.tests.making import draft, published, retracted

pytestmark = pytest.mark.django_db
LIST = "/api/v1/debunks/"


def history(client, debunk, query="include=history"):
    return client.get(f"{LIST}{debunk.pk}/?{query}").json()["history"]


def test_each_version_says_what_it_changed_and_why(client):
    debunk = published(verdict="salah")
    before = debunk.title
    fields = {"title": "Dua kontainer", "verdict": "menyesatkan"}
    actions.correct(debunk=debunk, actor=None, reason="Jumlahnya keliru", fields=fields)
    debunk = Debunk.objects.get()
    debunk.sources.create(title="KPU")
    actions.update(debunk=debunk, actor=None, related=["sources"])
    latest, corrected, first = history(client, debunk)
    assert [step["event"] for step in (first, corrected, latest)] == ["published", "corrected", "updated"]
    assert corrected["reason"] == "Jumlahnya keliru" and corrected["changes"] == [
        {"field": "title", "from": before, "to": "Dua kontainer"},
        {"field": "verdict", "from": "salah", "to": "menyesatkan"},
    ]
    [change] = latest["changes"]
    assert (change["field"], change["from"], change["to"][0]["title"]) == ("sources", [], "KPU")
    assert first["changes"] == [] and first["at"].endswith("+07:00")


def test_a_retraction_is_the_last_word(client):
    latest, first = history(client, retracted(reason="Sumbernya palsu"))
    assert (latest["event"], latest["reason"], first["event"]) == (
        "retracted",
        "Sumbernya palsu",
        "published",
    )


def test_nothing_from_before_publication_is_told(client):
    debunk = actions.save_draft(debunk=draft(claim="Kata rahasia"), actor=None)
    debunk.claim = "Kata yang terbit"
    debunk = actions.publish(debunk=actions.save_draft(debunk=debunk, actor=None), actor=None)
    assert len(history(client, debunk)) == 1
    assert "rahasia" not in client.get(f"{LIST}?include=all,history").content.decode()


def test_it_is_left_out_unless_asked_for(client):
    debunk = published()
    assert "history" not in client.get(f"{LIST}{debunk.pk}/").json()
    assert "history" not in client.get(f"{LIST}?include=all").json()["results"][0]
    [row] = client.get(f"{LIST}?fields=id&include=history").json()["results"]
    assert set(row) == {"id", "history"}


def test_it_costs_one_query_for_any_number_of_debunks(client, django_assert_num_queries):
    def ask(expected):
        with django_assert_num_queries(expected):
            return client.get(f"{LIST}?fields=id&include=history").json()["results"]

    made = [published() for _ in range(2)]
    client.get(LIST)
    ask(5)
    for debunk in made + [published() for _ in range(9)]:
        actions.correct(debunk=debunk, actor=None, reason="Tepat", fields={"summary": "Baru"})
    assert {len(row["history"]) for row in ask(5)} == {2}
