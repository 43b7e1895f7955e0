"""What an export holds can be read by another portal, and is what a mirror holds."""

import gzip
import json
import random

import pytest
from django.core.management import CommandError, call_command

from candidates.models import Election, Party, PartyNumber, Person
from candidates.tests import factories
from factcheck import actions as debunks
from factcheck.models import Correction, Debunk, Topic
from factcheck.tests.making import published
from factcheck.tests.test_api_mirror import Mirror, change_something
from neutrality.models import CampaignAccount
from portal.tests.exporting import full_debunk, lines, made

pytestmark = pytest.mark.django_db
# What a debunk has of the portal that it stands on.
OF_THE_PORTAL = ("id", "url", "updated_at")


@pytest.fixture(autouse=True)
def folder(settings, tmp_path, monkeypatch):
    settings.EXPORTS_DIR = tmp_path / "exports"
    monkeypatch.setattr("core.outbox.Outbox.send", lambda self, *task: True)


def told(export, *without) -> list[bytes]:
    """Each debunk as bytes, but for what belongs to its portal."""
    rows = [
        {name: value for name, value in row.items() if name not in (*OF_THE_PORTAL, *without)}
        for row in lines(export.folder / "debunks.jsonl")
    ]
    return sorted(json.dumps(row).encode() for row in rows)


def forget_all():
    Correction.objects.all().delete()
    Debunk.objects.all().delete()
    Topic.objects.all().delete()


@pytest.mark.parametrize("name", ["debunks.jsonl", "debunks.jsonl.gz", "debunks.csv", "debunks.csv.gz"])
def test_export_import_export_loses_nothing(name):
    full_debunk()
    gone = full_debunk(external_id="asal-2", claim="'=1", title="-1 “x”; y", demo=True)
    debunks.retract(debunk=gone, actor=None, reason="Sumbernya\nkeliru")
    before = made()
    forget_all()
    call_command("import_debunks", str(before.folder / name))
    assert told(made()) == told(before) and Debunk.objects.count() == 2


def test_another_portal_reads_it_once(settings):
    settings.SITE_URL = "https://asal.example"
    published()
    before = made()
    forget_all()
    settings.SITE_URL = "https://lain.example"
    for _ in range(2):
        call_command("import_debunks", str(before.folder / "debunks.jsonl.gz"))
    assert told(made()) == told(before) and Debunk.objects.get().external_id.startswith("tag:asal.example,")


def empty_the_portal():
    forget_all()
    for model in (PartyNumber, Party, Person, Election):
        model.objects.all().delete()


def facts_here() -> list[tuple]:
    columns = ("slug", "source_title", "demo")
    return [row for model in (Election, Party) for row in model.objects.values_list(*columns)]


@pytest.mark.parametrize("name", ["debunks.jsonl", "debunks.csv.gz"])
def test_an_empty_portal_takes_the_facts_that_are_named_from_beside(name, capsys):
    debunk = full_debunk()
    debunk.people.add(factories.person(demo=True, aliases=["Dia"], profile="Pernah menjabat."))
    unnamed = factories.person()
    before = made()
    facts = facts_here()
    people = {row["id"]: row for row in lines(before.folder / "people.jsonl")}
    empty_the_portal()
    for _ in range(2):
        call_command("import_debunks", str(before.folder / name))
    after = made()
    assert told(after) == told(before)
    assert facts_here() == facts
    del people[unnamed.slug]
    now = {row["id"]: row for row in lines(after.folder / "people.jsonl")}
    assert [{**row, "updated_at": ""} for row in now.values()] == [
        {**people[slug], "updated_at": ""} for slug in now
    ]
    assert capsys.readouterr().out.startswith("4 pemilu, orang, atau partai dibuat.")


def test_what_is_lacking_is_named_with_where_to_get_it(capsys):
    debunk = full_debunk()
    before = made()
    person = debunk.people.get().slug
    empty_the_portal()
    for packed in ("", ".gz"):
        (before.folder / f"people.jsonl{packed}").unlink()
    with pytest.raises(CommandError):
        call_command("import_debunks", str(before.folder / "debunks.jsonl"))
    said = capsys.readouterr().err
    assert f"people: {person}" in said and "elections: " not in said and "people.jsonl" in said
    assert not Election.objects.exists()


def test_a_fact_that_is_not_whole_stops_the_import():
    full_debunk()
    before = made()
    empty_the_portal()
    path = before.folder / "elections.jsonl"
    path.write_text(path.read_text().replace('"kind":"general"', '"kind":"raya"'))
    with pytest.raises(CommandError, match=r"elections\.jsonl: 1: .*raya"):
        call_command("import_debunks", str(before.folder / "debunks.jsonl"))
    assert not Debunk.objects.exists() and not Election.objects.exists()


def test_what_this_portal_says_of_a_fact_stays(tmp_path):
    full_debunk()
    before = made()
    forget_all()
    Election.objects.update(name="Nama kami")
    call_command("import_debunks", str(before.folder / "debunks.jsonl"))
    assert Election.objects.get().name == "Nama kami"


def test_a_broken_file_is_one_clear_line(tmp_path):
    for content in (b"bukan gzip", gzip.compress(b"{}" * 99)[:-9]):
        (tmp_path / "a.jsonl.gz").write_bytes(content)
        with pytest.raises(CommandError, match=r"a\.jsonl\.gz tidak bisa dibaca"):
            call_command("import_debunks", str(tmp_path / "a.jsonl.gz"))


def test_a_mirror_ends_byte_equal_with_the_export(client):
    chance = random.Random(8)
    people = [factories.person(name=f"O {number}") for number in range(3)]
    mirror = Mirror(client)
    for number in range(40):
        change_something(chance, people)
        if chance.random() < 0.3:
            mirror.step()
        if number == 20:
            first = made()
    mirror.catch_up()
    export = made()
    exported = lines(export.folder / "debunks.jsonl")
    assert as_bytes(exported) == as_bytes(mirror.rows.values()) and exported
    assert mirror.cursor.split("-")[0] <= export.cursor.split("-")[0]
    rows = {row["id"]: row for row in lines(first.folder / "debunks.jsonl")}
    for line in lines(export.folder / "changes.jsonl"):
        if line["resource"] == "debunks":
            rows[line["record"]["id"]] = line["record"]
    assert as_bytes(rows.values()) == as_bytes(exported)
    assert Person.objects.count() == 3


def as_bytes(rows) -> bytes:
    return json.dumps(sorted(rows, key=lambda row: int(row["id"]))).encode()


def test_the_table_of_campaign_accounts_is_read_again_and_loses_nothing():
    candidacy = factories.candidacy()
    own = {"election": candidacy.election, "valid_from": "2024-01-01", "valid_to": "2024-02-01"}
    own |= {"owner": "=Tim; “satu”", "url": "https://fb.example/kampanye", **factories.SOURCED}
    CampaignAccount.objects.create(
        platform="facebook", handle="kampanye", candidacy=candidacy, demo=True, **own
    )
    CampaignAccount.objects.create(platform="x", handle="-partai", party=factories.party(), **own)
    before = made()
    CampaignAccount.objects.all().delete()
    for _ in range(2):  # the second time nothing is new
        call_command("import_campaign_accounts", before.folder / "campaign-accounts.csv")
    after = made()
    assert rows_of(after) == rows_of(before) and len(rows_of(after)) == 2


def rows_of(export) -> list[dict]:
    rows = lines(export.folder / "campaign-accounts.jsonl")
    return [{name: value for name, value in row.items() if name not in OF_THE_PORTAL} for row in rows]
