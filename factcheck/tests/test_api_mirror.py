"""`since`: a copy of the list of debunks, made of nothing else, stays equal to it."""

import json
import random

import pytest

from candidates.actions import save_fact
from candidates.models import Person
from factcheck import actions
from factcheck.models import Debunk, Topic
from factcheck.registers import save_topic
from factcheck.tests.making import draft, published, retracted

pytestmark = pytest.mark.django_db
LIST = "/api/v1/debunks/"
ALL = "include=all"


class Mirror:
    """Keeps the rows by id, as docs/api.md says."""

    def __init__(self, client, address=f"{LIST}?{ALL}&page_size=7"):
        self.client, self.address, self.cursor, self.rows = client, address, "0", {}

    def step(self) -> bool:
        page = self.client.get(f"{self.address}&since={self.cursor}").json()
        for row in page["results"]:
            self.rows[row["id"]] = row
        for gone in page["gone"]:
            self.rows.pop(gone["id"], None)
        self.cursor = page["cursor"]
        return page["next"] is not None

    def catch_up(self):
        while self.step():
            pass


def listed(client, query=ALL):
    rows, url = [], f"{LIST}?{query}&page_size=100"
    while url:
        page = client.get(url).json()
        rows += page["results"]
        url = page["next"]
    return rows


def in_bytes(rows):
    return json.dumps(sorted(rows, key=lambda row: int(row["id"])))


def change_something(chance, people):
    """One random publication, correction, change of lists, retraction or renaming."""
    debunk = Debunk.objects.published().order_by("?").first()
    act = chance.choice(["publish", "publish", "correct", "update", "retract", "rename"])
    if act == "publish" or debunk is None:
        published(summary=str(chance.random())).people.add(chance.choice(people))
    elif act == "correct":
        fields = {"summary": str(chance.random()), "verdict": chance.choice(["salah", "benar", "penipuan"])}
        actions.correct(debunk=debunk, actor=None, reason="Lebih tepat", fields=fields)
    elif act == "update":
        debunk.sources.create(title=str(chance.random()))
        actions.update(debunk=debunk, actor=None, related=["sources"])
    elif act == "retract":
        actions.retract(debunk=debunk, actor=None, reason="Keliru")
    else:
        person = chance.choice(people)
        person.name = str(chance.random())
        save_fact(actor=None, fact=person)


def test_a_mirror_follows_what_happens_meanwhile_and_ends_equal(client):
    chance = random.Random(8)
    people = [
        Person.objects.create(slug=f"o-{n}", name=f"O {n}", publication="published", source_title="S")
        for n in range(3)
    ]
    mirror = Mirror(client)
    for _ in range(120):
        change_something(chance, people)
        if chance.random() < 0.3:
            mirror.step()
    mirror.catch_up()
    standing = [row for row in mirror.rows.values() if row["state"] == "published"]
    assert in_bytes(standing) == in_bytes(listed(client)) and standing
    retracted_ones = {row["id"] for row in mirror.rows.values() if row["state"] == "retracted"}
    assert retracted_ones == {
        str(pk) for pk in Debunk.objects.filter(state="retracted").values_list("pk", flat=True)
    }


def test_a_mirror_of_a_selection_hears_what_left_it(client):
    mirror = Mirror(client, f"{LIST}?verdict=salah")
    stays, leaves = published(verdict="salah"), published(verdict="salah")
    mirror.catch_up()
    actions.correct(debunk=leaves, actor=None, reason="Benar", fields={"verdict": "benar"})
    mirror.catch_up()
    assert set(mirror.rows) == {str(stays.pk)}


def test_a_renamed_topic_changes_the_debunks_about_it(client):
    topic = Topic.objects.create(slug="logistik", name="Logistik")
    published().topics.add(topic)
    mirror = Mirror(client)
    mirror.catch_up()
    topic.name = "Surat suara"
    save_topic(topic=topic, actor=None)
    mirror.catch_up()
    assert [row["topics"][0]["name"] for row in mirror.rows.values()] == ["Surat suara"]


def test_drafts_are_never_told(client):
    draft()
    page = client.get(f"{LIST}?since=0").json()
    assert (page["results"], page["gone"], page["cursor"], page["next"]) == ([], [], "0", None)


def test_nothing_new_keeps_the_cursor(client):
    published()
    cursor = client.get(f"{LIST}?since=0").json()["cursor"]
    page = client.get(f"{LIST}?since={cursor}").json()
    assert (page["results"], page["cursor"]) == ([], cursor)


@pytest.mark.parametrize(
    ("cursor", "status"), [("kemarin", 400), ("-1", 400), ("5", 400), ("7-00000g", 400), ("999-abcdef", 410)]
)
def test_a_foreign_cursor_is_refused(client, cursor, status):
    response = client.get(f"{LIST}?since={cursor}")
    assert response.status_code == status
    assert response.headers["Content-Type"] == "application/problem+json"


def test_a_cursor_of_another_log_is_refused(client):
    """The database was restored from a backup and has given the same number to another change."""
    published()
    cursor = client.get(f"{LIST}?since=0").json()["cursor"]
    other = cursor[:-1] + ("0" if cursor[-1] != "0" else "1")
    assert client.get(f"{LIST}?since={other}").status_code == 410


def test_the_cost_of_a_page_of_changes_does_not_grow(client, django_assert_max_num_queries):
    for _ in range(12):
        published()
    retracted()
    with django_assert_max_num_queries(11):
        assert len(client.get(f"{LIST}?{ALL}&since=0").json()["results"]) == 13
