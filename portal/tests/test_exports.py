"""What an export holds, and how it is made."""

import csv
import gzip
import hashlib
import json
import subprocess
from datetime import timedelta

import jsonschema
import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.utils import timezone

from core import signing
from core.models import AuditEntry
from factcheck import actions as debunks
from factcheck.models import Topic
from factcheck.tests.making import draft, make_user, published, retracted
from portal.exports import actions, making
from portal.exports.models import Export
from portal.exports.sheets import SHEETS
from portal.roles import grant
from portal.tests.exporting import lines, made, one_of_each

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings, tmp_path, sent):
    settings.EXPORTS_DIR = tmp_path / "exports"
    return settings.EXPORTS_DIR


@pytest.fixture
def roles():
    grant()
    return {group.name: group for group in Group.objects.all()}


@pytest.fixture
def sent(monkeypatch):
    tasks = []
    monkeypatch.setattr("core.outbox.Outbox.send", lambda self, *task: tasks.append(task) or True)
    return tasks


def test_every_resource_is_there_as_the_api_tells_it(client, folder):
    one_of_each()
    export = made()
    listed = {file["name"]: file["rows"] for file in export.manifest["files"]}
    for name in SHEETS:
        told, url = [], f"/api/v1/{name}/?page_size=100"
        if name == "debunks":
            url += "&include=all&updated_since=2000-01-01"
        while url:
            page = client.get(url, headers={"Host": "127.0.0.1:8000"}).json()
            told, url = told + page["results"], page["next"]
        found = lines(export.folder / f"{name}.jsonl")
        assert sorted(found, key=str) == sorted(told, key=str)
        assert listed[f"{name}.jsonl"] == listed[f"{name}.csv"] == len(told) > 0


def test_rows_are_as_the_schema_says(folder):
    one_of_each()
    made()
    debunks.correct(debunk=published(), actor=None, reason="Tepat", fields={"summary": "Baru"})
    export = made()
    schema = json.loads((export.folder / "schema.json").read_text())
    jsonschema.Draft202012Validator.check_schema(schema)
    assert set(schema["files"]) == {*(f"{name}.jsonl" for name in SHEETS), "changes.jsonl"}
    for file, reference in schema["files"].items():
        check = jsonschema.Draft202012Validator({"$defs": schema["$defs"], **reference})
        for line in lines(export.folder / file):
            check.validate(line)


def test_no_draft_is_in_it(folder):
    secret = draft(title="Rahasia redaksi")
    published()
    export = made()
    for path in export.folder.glob("*.*"):
        content = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        assert secret.title.encode() not in content


def test_the_manifest_names_every_file_and_is_signed(folder, settings, tmp_path):
    published()
    settings.DATA_LICENCE = "ODbL"
    export = made()
    data = (export.folder / "manifest.json").read_bytes()
    manifest = json.loads(data)
    assert manifest["licence"]["name"] == "ODbL" and manifest["cursor"] == export.cursor != "0"
    here = {path.name for path in export.folder.iterdir()}
    assert here == {file["name"] for file in manifest["files"]} | {"manifest.json", "manifest.json.sig"}
    for file in manifest["files"]:
        content = (export.folder / file["name"]).read_bytes()
        assert (file["bytes"], file["sha256"]) == (len(content), hashlib.sha256(content).hexdigest())
    (tmp_path / "key.pem").write_text(signing.public_pem("export-signing"))
    command = ["openssl", "pkeyutl", "-verify", "-pubin", "-inkey", tmp_path / "key.pem", "-rawin"]
    names = ["-in", export.folder / "manifest.json", "-sigfile", export.folder / "manifest.json.sig"]
    assert subprocess.run([*command, *names], capture_output=True).returncode == 0


def test_the_compressed_files_hold_the_same(folder):
    for _ in range(3):
        published()
    export = made()
    packed = sorted(export.folder.glob("*.gz"))
    assert len(packed) == 2 * len(SHEETS) + 1
    for path in packed:
        assert gzip.decompress(path.read_bytes()) == path.with_suffix("").read_bytes()


def test_the_feed_tells_what_stands_and_what_was_retracted(folder):
    kept, gone = published(), retracted()
    feed = json.loads((made().folder / "claim-reviews.json").read_text())
    first, second = feed["dataFeedElement"]
    assert feed["@type"] == "DataFeed" and feed["dateModified"]
    assert first["item"]["claimReviewed"] == kept.claim and gone.slug in second["item"]["url"]
    assert second["dateDeleted"]


def test_a_spreadsheet_runs_nothing(folder):
    debunk = published(claim="=1+1", title="-2 TPS")
    debunk.topics.add(Topic.objects.create(slug="a", name="A"), Topic.objects.create(slug="b", name="B"))
    with (made().folder / "debunks.csv").open(newline="") as file:
        [row] = csv.DictReader(file)
    assert (row["claim"], row["title"], row["topics"]) == ("'=1+1", "'-2 TPS", "a;b")
    assert (row["demo"], row["sources"], row["kind"]) == ("false", "[]", "")


def test_what_changed_since_the_last_one(folder):
    stays, changes = published(), published()
    first = made()
    assert not (first.folder / "changes.jsonl").exists()
    debunks.correct(debunk=changes, actor=None, reason="Tepat", fields={"summary": "Baru"})
    new = retracted()
    second = made()
    assert (second.since, second.name) == (first.cursor, f"{first.name}-2")
    told = lines(second.folder / "changes.jsonl")
    assert {line["resource"] for line in told} == {"debunks"}
    assert [line["record"]["id"] for line in told] == [str(changes.pk), str(new.pk)]
    assert str(stays.pk) not in {line["record"]["id"] for line in told}
    assert lines(made().folder / "changes.jsonl") == []


def test_a_worker_killed_at_any_step_leaves_no_trace(folder, monkeypatch):
    monkeypatch.setattr(making, "CHUNK", 2)
    for _ in range(5):
        published()
    whole = made()
    export, row_of = actions.begin(), making._line
    steps = 0
    while True:
        steps += 1
        calls = []

        def dies(record, calls=calls, at=steps):
            calls.append(record)
            if len(calls) == at % 4:
                raise KeyboardInterrupt
            return row_of(record)

        monkeypatch.setattr(making, "_line", dies)
        try:
            if not actions.write(pk=export.pk, seconds=0):
                break
        except KeyboardInterrupt:
            continue
    export.refresh_from_db()
    for name in ("debunks.jsonl", "debunks.csv", "debunks.jsonl.gz", "people.csv"):
        assert gunzipped(export.folder / name) == gunzipped(whole.folder / name)
    assert not export.workshop.exists()


def gunzipped(path):
    return gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()


def test_files_that_were_lost_are_written_anew(folder):
    published()
    export = actions.begin()
    while "debunks" not in Export.objects.get().progress.get("done", []):
        actions.write(pk=export.pk, seconds=0)
    (export.workshop / "debunks.jsonl").write_bytes(b"")
    while actions.write(pk=export.pk, seconds=0):
        pass
    assert len(lines(export.folder / "debunks.jsonl")) == 1


def test_the_number_of_queries_hangs_on_no_row(folder, django_assert_max_num_queries):
    for _ in range(30):
        debunk = published()
        debunk.sources.create(title="KPU")
    export = actions.begin()
    with django_assert_max_num_queries(75):
        actions.write(pk=export.pk, seconds=60)
    assert Export.objects.finished().count() == 1


def test_one_at_a_time(folder, sent):
    export = actions.begin()
    with pytest.raises(ValidationError, match="Ekspor lain masih dibuat"):
        actions.begin()
    actions.make_daily()
    assert Export.objects.get() == export


def test_a_site_without_exports_gets_its_first_from_the_sweeper(
    folder, sent, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        actions.sweep()
    export = Export.objects.get()
    assert sent == [("portal.write_export", export.pk)]
    Export.objects.update(touched_at=timezone.now() - timedelta(minutes=2))
    actions.sweep()
    assert sent == [("portal.write_export", export.pk)] * 2 and Export.objects.get() == export


def test_old_exports_go_and_the_newest_stays(folder, sent):
    old, older, fresh = made(), made(), made()
    long_ago = timezone.now() - timedelta(days=8)
    Export.objects.exclude(pk=fresh.pk).update(finished_at=long_ago)
    actions.make_daily()
    assert [export.name for export in Export.objects.finished()] == [fresh.name]
    assert not old.folder.exists() and not older.folder.exists() and fresh.folder.exists()
    Export.objects.filter(pk=fresh.pk).update(finished_at=long_ago)
    actions.make_daily()
    assert fresh in Export.objects.all()


def test_an_export_that_never_ends_is_given_up(folder):
    stuck = actions.begin()
    Export.objects.update(begun_at=timezone.now() - timedelta(hours=13))
    actions.make_daily()
    assert Export.objects.get() != stuck


def test_what_is_gone_from_the_disk_is_no_longer_listed(folder):
    export = made()
    export.folder.rename(folder / "elsewhere")
    actions.sweep()
    assert export not in Export.objects.all()


def test_the_command_makes_one_at_once(folder, capsys):
    published()
    call_command("make_export")
    assert "penanda 1-" in capsys.readouterr().out
    assert Export.objects.get().finished_at


def test_an_editor_of_data_asks_for_one(client, folder, roles):
    editor = make_user("data", is_staff=True)
    editor.groups.add(roles["Editor data"])
    client.force_login(editor)
    response = client.post("/admin/portal/export/add/", follow=True)
    export = Export.objects.get()
    assert export.name in response.content.decode()
    assert AuditEntry.objects.get(action="export").actor == editor
    assert "masih dibuat" in client.post("/admin/portal/export/add/").content.decode()


def test_who_only_reads_cannot_ask(client, folder, roles):
    writer = make_user("penulis", is_staff=True)
    writer.groups.add(roles["Penulis"])
    client.force_login(writer)
    assert client.post("/admin/portal/export/add/").status_code == 403
    assert client.get("/admin/portal/export/").status_code == 200
