"""Names of bystanders are covered in every word that is referred, and nowhere else."""

import io
import json
import re
import zipfile
import zlib

import pytest

from neutrality import capture, custody, desk, dossier, retention
from neutrality.covering import COVER, covered
from neutrality.models import Case, Evidence
from neutrality.tests.making import accepted, picture, proposed

TEXT = "Siti Rahma ikut melihat; SITI  RAHMA juga tertulis di halaman. Sitirahmawati orang lain."


@pytest.fixture
def witnessed(desk_day):
    return accepted(text=TEXT, uploads=[picture()]).report.case


@pytest.fixture
def captured(witnessed, monkeypatch):
    """The page that the report links to: its comments name a bystander."""
    body = b"<p>Komentar Siti Rahma pada unggahan kampanye itu cukup panjang untuk dibaca orang.</p>"
    page = capture.Page(url="https://contoh.example/", status=200, headers={"X": "siti rahma"}, body=body)
    monkeypatch.setattr(capture, "fetch", lambda url: page)
    capture.capture(evidence_id=Evidence.objects.get(kind="page").pk)
    return witnessed


def referred(case, first, second) -> dict[str, bytes]:
    referral = desk.approve(referral=proposed(case, first), actor=second)
    with zipfile.ZipFile(io.BytesIO(desk.download(referral=referral, actor=second))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def letter_of(files) -> str:
    streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", files["surat.pdf"], re.DOTALL)
    return "".join(zlib.decompress(one).decode("latin-1") for one in streams if one[:1] == b"x")


@pytest.mark.parametrize(
    ("text", "names", "left"),
    [
        (
            TEXT,
            ["Siti Rahma"],
            f"{COVER} ikut melihat; {COVER} juga tertulis di halaman. Sitirahmawati orang lain.",
        ),
        ("Budi dan Budi Santoso", ["Budi", "Budi Santoso"], f"{COVER} dan {COVER}"),
        ("a.b (c)", ["a.b (c)"], COVER),
        ("𝐁𝐮𝐝𝐢 dan ﬁtri", ["Budi", "Fitri"], f"{COVER} dan {COVER}"),
        ("tetap", [], "tetap"),
    ],
)
def test_a_name_is_covered_however_it_is_written(text, names, left):
    assert covered(text, names) == left


def test_no_word_of_the_bundle_names_a_bystander(captured, first, second):
    case = desk.cover(case=captured, lines="Siti Rahma\n\nSiti Rahma", actor=first)
    files = referred(case, first, second)
    letter = letter_of(files)
    assert COVER in letter and "Siti Rahma" not in letter and "SITI" not in letter
    rest = b"".join(data for name, data in files.items() if name.startswith("bukti/"))
    assert b"siti rahma" not in rest.lower() and COVER.encode() in rest
    assert not any("halaman" in name for name in files)  # the page as fetched stays sealed
    text = next(one for one in json.loads(files["manifest.json"])["files"] if one.get("role") == "text")
    assert text["names_covered"] and text["original_sha256"]


def test_a_bystander_is_covered_in_the_facts_and_the_reported_person_is_not(desk_day, first, second):
    case = accepted(name="Budi Santoso", place="Rumah Siti Rahma", url="").report.case
    desk.cover(case=case, lines="Siti Rahma\nBudi Santoso", actor=first)
    letter = letter_of(referred(case, first, second))
    assert f"Rumah {COVER}" in letter and "Siti" not in letter
    assert "Terlapor: Budi Santoso" in letter


def test_without_names_the_page_goes_along_as_it_was(captured, first, second):
    files = referred(captured, first, second)
    assert any("halaman" in name for name in files)
    assert "Siti Rahma" in letter_of(files)


@pytest.mark.parametrize("lines", ["Si", "x" * 101, "\n".join(f"nama {n}" for n in range(51))])
def test_what_would_cover_too_much_is_refused(witnessed, first, lines):
    with pytest.raises(desk.Refused):
        desk.cover(case=witnessed, lines=lines, actor=first)


def test_names_are_sealed_join_with_their_case_and_are_deleted_with_it(witnessed, first):
    other = accepted(text=TEXT).report.case
    desk.cover(case=witnessed, lines="Siti Rahma", actor=first)
    assert b"Siti" not in bytes(Case.objects.get(pk=witnessed.pk).covered)
    joined = desk.join(case=witnessed, into=other, actor=first)
    assert dossier.names_covered(joined) == ["Siti Rahma"]
    assert Case.objects.get(pk=witnessed.pk).covered is None
    retention.erase(case=joined, actor=first)
    assert Case.objects.get(pk=joined.pk).covered is None


def test_evidence_of_a_joined_case_brings_its_lines_of_custody(witnessed, first, second):
    other = accepted(text=TEXT, url="").report.case
    case = desk.join(case=witnessed, into=other, actor=first)
    files = referred(case, first, second)
    lines = json.loads(files["manifest.json"])["custody"]
    piece = Evidence.objects.get(kind="file")
    assert {"received", "derived"} <= {one["event"] for one in lines if one["evidence_number"] == piece.pk}
    assert custody.of_case(case.pk).filter(evidence_number=piece.pk, event="received").exists()
