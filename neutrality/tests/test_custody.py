"""Evidence that holds: every step in the log, and every changed byte named."""

import pytest
from django.core.files.storage import storages
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from neutrality import custody, evidence, vault
from neutrality.models import CustodyEntry, CustodyHead, EvidenceFile
from neutrality.tests.making import accepted, officer, picture

pytestmark = pytest.mark.django_db


@pytest.fixture
def kept():
    """A report with one picture: an original and a copy to look at."""
    return accepted(uploads=[picture()], url="").report.evidence.get()


def run(sql, *values):
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def problems() -> str:
    return "\n".join(custody.verify())


def test_what_was_received_stands_in_the_log_with_its_hash(kept):
    original = kept.files.get(role="original")
    first = CustodyEntry.objects.get(number=1)
    assert (first.event, first.sha256) == ("received", original.sha256)
    assert original.sha256 == vault.sha256(vault.take(original.name))
    assert [line.event for line in CustodyEntry.objects.all()] == ["received", "derived"]
    assert problems() == ""


def test_files_on_the_disk_are_sealed(kept):
    for file in kept.files.all():
        raw = vault.sealed_bytes(file.name)
        assert not raw.startswith((b"\x89PNG", b"\xff\xd8")) and vault.sha256(raw) == file.sealed_sha256


def test_looking_is_noted_before_anything_is_shown(kept):
    actor, file = officer(), kept.files.get(role="view")
    assert evidence.read(file=file, actor=actor).startswith((b"\x89PNG", b"\xff\xd8"))
    last = CustodyEntry.objects.last()
    assert (last.event, last.file_name, last.actor_number) == ("viewed", file.name, actor.pk)


@pytest.mark.parametrize("role", ["original", "view"])
def test_one_changed_byte_of_a_file_is_named(kept, role):
    file = kept.files.get(role=role)
    store = storages["confidential"]
    raw = bytearray(vault.sealed_bytes(file.name))
    raw[len(raw) // 2] ^= 1
    with store.open(file.name, "wb") as handle:
        handle.write(bytes(raw))
    assert problems() == f"evidence {kept.pk}, {role}: the file {file.name} was changed"


def test_a_missing_file_is_named(kept):
    file = kept.files.get(role="original")
    storages["confidential"].delete(file.name)
    assert f"the file {file.name} is missing" in problems()


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("event", "viewed"),
        ("sha256", "0" * 64),
        ("sealed_sha256", "0" * 64),
        ("tool", "another"),
        ("actor_number", 7),
        ("case_number", 99),
        ("at", "2020-01-01 00:00:00+00:00"),
        ("digest", "0" * 64),
        ("previous", "0" * 64),
    ],
)
def test_a_changed_line_is_named(kept, column, value):
    run(f"UPDATE neutrality_custodyentry SET {column} = %s WHERE number = 1", value)
    assert "log: line 1 " in problems()


def test_a_deleted_line_is_named(kept):
    run("DELETE FROM neutrality_custodyentry WHERE number = 1")
    assert "log: lines 1 to 1 are missing" in problems()


def test_a_cut_tail_is_named(kept):
    run("DELETE FROM neutrality_custodyentry WHERE number = 2")
    assert "it ends at line 1, but ended at line 2" in problems()


def test_a_changed_row_of_a_file_is_named(kept):
    EvidenceFile.objects.filter(role="original").update(sha256="0" * 64)
    assert "its hashes are not those of line 1" in problems()


def test_a_deleted_row_of_a_file_is_named(kept):
    kept.files.filter(role="view").delete()
    assert "no row tells of it" in problems()


def test_the_command_fails_and_says_what_is_wrong(kept, capsys):
    call_command("verify_custody")
    assert "2 lines" in capsys.readouterr().out
    CustodyHead.objects.update(last=9)
    with pytest.raises(CommandError):
        call_command("verify_custody")
    assert "log: it ends at line 2" in capsys.readouterr().err


@pytest.mark.parametrize("change", ["save", "delete", "update"])
def test_lines_are_only_ever_added(kept, change):
    line = CustodyEntry.objects.first()
    with pytest.raises(TypeError), transaction.atomic():
        CustodyEntry.objects.update(tool="x") if change == "update" else getattr(line, change)()


def test_masking_overwrites_the_pixels_and_keeps_the_original(kept):
    actor = officer()
    before = kept.files.get(role="original").sha256
    evidence.mask(evidence=kept, boxes=[(0, 0, 50, 100)], actor=actor)
    masked = kept.files.get(role="masked")
    picture_of = evidence.Image.open(evidence.io.BytesIO(vault.take(masked.name))).convert("L")
    assert picture_of.getpixel((2, 15)) < 10 and picture_of.getpixel((38, 15)) > 245
    assert kept.files.get(role="original").sha256 == before and problems() == ""


def test_a_new_mask_replaces_the_old_one(kept, django_capture_on_commit_callbacks):
    actor = officer()
    old = evidence.mask(evidence=kept, boxes=[(0, 0, 10, 10)], actor=actor).name
    with django_capture_on_commit_callbacks(execute=True):
        evidence.mask(evidence=kept, boxes=[(0, 0, 20, 20)], actor=actor)
    assert not storages["confidential"].exists(old)
    assert kept.files.filter(role="masked").count() == 1 and problems() == ""


@pytest.mark.parametrize("boxes", [[], [(90, 0, 20, 10)], [(-1, 0, 5, 5)], [(0, 0, 0, 5)]])
def test_a_mask_that_covers_nothing_is_refused(kept, boxes):
    with pytest.raises(evidence.ValidationError):
        evidence.mask(evidence=kept, boxes=boxes, actor=officer())
    assert not kept.files.filter(role="masked").exists()
