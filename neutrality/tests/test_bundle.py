"""The bundle of a referral: whole, signed, and checked from its files alone."""

import io
import json
import re
import shutil
import subprocess
import sys
import zipfile
import zlib

import pytest
from django.core.management import CommandError, call_command

from neutrality import desk, evidence, paper, signing
from neutrality.models import Competence
from neutrality.standalone import verify_bundle
from neutrality.tests.making import CANARIES, CONTACT, proposed


@pytest.fixture
def bundle(case, first, second, tmp_path):
    """A masked picture, a reply, and the zip as an officer downloads it."""
    piece = case.reports.get().evidence.get(kind="file")
    evidence.mask(evidence=piece, boxes=[(0, 0, 50, 50)], actor=first)
    desk.note_reply(report=case.reports.get(), text="Saya tidak menekan suka.", actor=first)
    referral = desk.approve(referral=proposed(case, first), actor=second)
    path = tmp_path / "rujukan.zip"
    path.write_bytes(desk.download(referral=referral, actor=first))
    return path


def files_of(path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def rewritten(path, files):
    path.write_bytes(verify_bundle.packed(files))


def test_it_holds_letter_evidence_manifest_and_signature(bundle):
    files = files_of(bundle)
    assert (
        set(files)
        == {
            *("surat.pdf", "bukti/01-tersamar.png", "BACA-SAYA.txt", "SHA256SUMS"),
            *("manifest.json", "manifest.sig"),
        }
        or "bukti/01-tersamar.jpg" in files
    )
    assert files["surat.pdf"].startswith(b"%PDF")
    manifest = json.loads(files["manifest.json"])
    piece = next(entry for entry in manifest["files"] if entry.get("role") == "masked")
    assert piece["original_sha256"] != piece["sha256"]
    assert {line["event"] for line in manifest["custody"]} >= {"received", "derived"}


def letter_of(path) -> str:
    return words_of(files_of(path)["surat.pdf"])


def words_of(pdf: bytes) -> str:
    """The words of a letter, as far as they stand on one line."""
    streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL)
    return "".join(
        zlib.decompressobj().decompress(one).decode("latin-1") for one in streams if one[:1] == b"x"
    )


def test_the_letter_names_body_person_rule_and_reply_and_not_the_reporter(bundle):
    letter = letter_of(bundle)
    for said in (
        "KASN",
        CANARIES["name"],
        "Menyukai",
        "Keputusan Bersama lima lembaga",
        "Saya tidak menekan suka.",
    ):
        assert said in letter, said
    assert CONTACT not in letter and "Identitas pelapor tidak disertakan" in letter
    rest = [data for name, data in files_of(bundle).items() if name != "surat.pdf"]
    assert not any(CONTACT.encode() in data or b"KENARINAMA" in data for data in rest)


def test_the_public_key_verifies_it(bundle):
    assert verify_bundle.problems(bundle, signing.public_key()) == []
    call_command("verify_bundle", bundle)


def test_another_key_does_not(bundle):
    assert "signed with this key" in verify_bundle.problems(bundle, bytes(32))[0]
    with pytest.raises(CommandError):
        call_command("verify_bundle", bundle, key="00" * 32)


def test_one_changed_byte_of_any_file_is_named(bundle):
    files = files_of(bundle)
    for name, data in files.items():
        changed = bytearray(data)
        changed[len(changed) // 2] ^= 1
        rewritten(bundle, files | {name: bytes(changed)})
        found = verify_bundle.problems(bundle, signing.public_key())
        assert any(("manifest.json" if name == "manifest.sig" else name) in line for line in found), name


def test_a_missing_or_added_file_is_named(bundle):
    files = files_of(bundle)
    rewritten(bundle, {name: data for name, data in files.items() if name != "surat.pdf"})
    assert "surat.pdf is missing" in verify_bundle.problems(bundle, signing.public_key())
    rewritten(bundle, files | {"bukti/99-lain.txt": b"x"})
    assert "bukti/99-lain.txt does not belong to the bundle" in verify_bundle.problems(
        bundle, signing.public_key()
    )


def test_any_changed_byte_of_the_zip_is_noticed(bundle):
    whole = bundle.read_bytes()
    edges = [*range(60), *range(len(whole) - 60, len(whole))]
    for place in [*edges, *range(60, len(whole), len(whole) // 150)]:
        changed = bytearray(whole)
        changed[place] ^= 1
        bundle.write_bytes(bytes(changed))
        assert verify_bundle.problems(bundle, signing.public_key()), place


def test_the_documented_command_works_without_the_portal(bundle, tmp_path):
    alone = tmp_path / "elsewhere"
    alone.mkdir()
    shutil.copy(verify_bundle.__file__, alone / "verify_bundle.py")
    (alone / "kunci.pem").write_text(signing.public_pem())
    for key in ("kunci.pem", signing.public_key().hex()):
        command = [sys.executable, "-I", "verify_bundle.py", str(bundle), key]
        done = subprocess.run(command, cwd=alone, env={}, capture_output=True, text=True, check=False)
        assert (done.returncode, done.stdout.strip()) == (
            0,
            "The bundle is whole and was signed by the portal.",
        )


@pytest.mark.skipif(not shutil.which("openssl"), reason="no openssl here")
def test_openssl_verifies_the_signature(bundle, tmp_path):
    files = files_of(bundle)
    for name in ("manifest.json", "manifest.sig"):
        (tmp_path / name).write_bytes(files[name])
    (tmp_path / "kunci.pem").write_text(signing.public_pem())
    words = "pkeyutl -verify -pubin -inkey kunci.pem -rawin -in manifest.json -sigfile manifest.sig"
    done = subprocess.run(["openssl", *words.split()], cwd=tmp_path, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr


def test_pictures_are_referred_without_what_hides_in_them(case, first, second):
    referral = desk.approve(referral=proposed(case, first), actor=second)
    files = files_of(io.BytesIO(desk.download(referral=referral, actor=second)))
    assert any(name.startswith("bukti/01-gambar.") for name in files)
    assert not any("asli" in name for name in files)


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("Suka 👍🏽 banget", "Suka [thumbs up sign][emoji modifier fitzpatrick type-4] banget"),
        ("𝐏𝐢𝐥𝐢𝐡 “dia” – ❤️…", 'Pilih "dia" - [heavy black heart]...'),
        ("Café", "Café"),
    ],
)
def test_a_sign_that_no_font_of_the_letter_has_is_told_by_its_name(written, printed):
    assert paper.printable(written) == printed


@pytest.mark.parametrize("wants", [True, False])
def test_a_body_that_wants_a_name_is_told_that_this_is_a_first_hint(case, first, second, wants):
    Competence.objects.update(named_reporter=wants)
    referral = desk.approve(referral=proposed(case, first), actor=second)
    data = io.BytesIO(desk.download(referral=referral, actor=second))
    assert ("informasi awal" in letter_of(data)) is wants
