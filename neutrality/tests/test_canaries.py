"""Planted words stand on the desk of an officer and nowhere else."""

import gzip
import logging
import re
import subprocess
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import Group, User
from django.core.cache import caches
from django.core.cache.backends.locmem import LocMemCache
from django.core.management import CommandError, call_command
from django.db import connection
from django.urls import NoReverseMatch, reverse
from django.utils.log import AdminEmailHandler

from factcheck.tests.indexing import WordEmbedder, following
from factcheck.tests.making import published
from neutrality import desk, evidence
from neutrality.models import Case, EvidenceFile, Referral, ReplyRequest
from neutrality.tests.making import CANARIES, form, officer, picture, proposed
from portal.tests.exporting import made

WORD = "KENARI"
ASKED = WORD.lower()  # what a page repeats of the question is not what it found
PUBLIC = [
    *("/", "/hoaks/", "/lapor/", "/statistik/", f"/cari/?q={ASKED}", "/privasi/", "/netralitas-asn/"),
    *("/netralitas-asn/lapor/", "/netralitas-asn/laporan/", "/netralitas-asn/angka/"),
    *(
        "/netralitas-asn/hak-jawab/",
        "/netralitas-asn/rujukan/",
        f"/netralitas-asn/akun/?q={ASKED}",
        "/api/v1/",
        "/api/v1/schema/",
    ),
    *(f"/api/v1/debunks/?q={ASKED}", "/api/v1/campaign-accounts/", "/healthz", "/readyz"),
]


@pytest.fixture
def journey(client, desk_day, caplog, monkeypatch):
    """A report from the form to the closing, with every door used on the way."""
    monkeypatch.setattr("neutrality.receipts.COST", (1, 8192))
    caplog.set_level(logging.DEBUG)
    first, second = officer("netralitas1"), officer("netralitas2")
    answer = client.post("/netralitas-asn/lapor/", form(pictures=[picture()])).content.decode()
    code, passphrase = (part.split("<")[0] for part in answer.split('class="code">')[1:3])
    inside = client.post("/netralitas-asn/laporan/", {"code": code, "passphrase": passphrase})
    ticket = inside.content.decode().split('name="ticket" value="')[1].split('"')[0]
    case = Case.objects.get()
    report = case.reports.get()
    desk.ask(report=report, text=f"{WORD}TANYA", actor=first)
    sent = {"ticket": ticket, "answer": "1", "text": f"{WORD}JAWAB"}
    client.post("/netralitas-asn/laporan/kirim/", sent)
    client.post("/netralitas-asn/laporan/", {"code": code, "passphrase": "salah"})
    asked = {"text": f"{WORD}HAKJAWAB", "name": f"{WORD}NAMA", "contact": f"{WORD}SUREL"}
    assert client.post("/netralitas-asn/hak-jawab/", asked).status_code == 201
    evidence.mask(evidence=report.evidence.get(kind="file"), boxes=[(1, 1, 9, 9)], actor=first)
    desk.cover(case=case, lines=f"{WORD}SAKSI", actor=first)
    client.force_login(first)
    assert WORD in client.get(f"/admin/neutrality/case/{case.pk}/change/").content.decode()
    referral = proposed(case, first)
    for path in ("", "surat.pdf", "0/"):
        client.get(f"/admin/neutrality/case/{case.pk}/draf/{referral.pk}/{path}")
    desk.approve(referral=referral, actor=second)
    referral.refresh_from_db()
    client.get(f"/admin/neutrality/case/{case.pk}/berkas/{referral.pk}/")
    desk.note_news(referral=referral, state="sent", reference="R-1", note=f"{WORD}KABAR", actor=first)
    client.logout()
    return {
        "case": case,
        "held": {"code": code, "passphrase": passphrase},
        "secrets": [code, passphrase, code.replace("-", ""), passphrase.replace("-", "")],
    }


def lists() -> list[str]:
    found = []
    for model in admin.site._registry:
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist"
        try:
            found.append(reverse(name))
        except NoReverseMatch:
            continue
    return found


@pytest.mark.parametrize(
    "role", ["superuser", "Petugas netralitas", "Pemimpin redaksi", "Editor data", "Triase"]
)
def test_no_list_of_the_admin_shows_them(client, journey, role):
    user = User.objects.create_user("lain", is_staff=True, is_superuser=role == "superuser")
    if role != "superuser":
        user.groups.add(Group.objects.get_or_create(name=role)[0])
    client.force_login(user)
    for path in ["/admin/", *lists(), *(f"{path}?q={ASKED}" for path in lists())]:
        assert WORD not in client.get(path).content.decode(), path


@pytest.mark.parametrize("role", ["superuser", "Pemimpin redaksi"])
def test_no_page_of_the_case_opens_for_others(client, journey, role):
    user = User.objects.create_user("lain", is_staff=True, is_superuser=role == "superuser")
    client.force_login(user)
    case, referral = journey["case"], Referral.objects.get()
    for path in (f"{case.pk}/change/", f"{case.pk}/history/", f"{case.pk}/berkas/{referral.pk}/"):
        response = client.get(f"/admin/neutrality/case/{path}")
        assert response.status_code in (302, 403, 404) and WORD not in response.content.decode()


@pytest.mark.parametrize("path", PUBLIC)
def test_no_page_and_no_answer_of_the_api_shows_them(client, journey, path):
    assert WORD not in client.get(path).content.decode()


def test_no_answer_of_any_resource_of_the_api_shows_them(client, journey):
    root = client.get("/api/v1/").json()
    paths = [urlsplit(address).path for address in root.values() if isinstance(address, str)]
    assert len(paths) > 15
    for path in paths:
        for query in ("", f"?q={ASKED}", f"?search={ASKED}"):
            assert WORD not in client.get(path + query).content.decode(), path + query


def test_the_check_of_a_claim_finds_nothing_of_them(client, journey, tmp_path):
    published()
    with following(tmp_path / "index", WordEmbedder()):
        for field in ("text", "name", "institution"):
            asked = CANARIES[field].lower()
            page = client.post("/cek/", {"text": asked})
            assert page.status_code == 200 and WORD not in page.content.decode()
            sent = {"text": asked, "candidates": 10}
            answer = client.post("/api/v1/check/", sent, content_type="application/json")
            assert answer.status_code == 200 and WORD not in answer.content.decode()


def test_no_export_holds_them(journey, settings):
    export = made()
    files = [path for path in (settings.DATA_DIR / "exports").rglob("*") if path.is_file()]
    assert export.name and len(files) > 10
    for path in files:
        data = path.read_bytes()
        assert WORD.encode() not in (gzip.decompress(data) if path.suffix == ".gz" else data), path


def tables() -> dict[str, str]:
    """Every row of every table, those of histories and sessions too, as the database holds it."""
    found = {}
    with connection.cursor() as cursor:
        for name in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{name}"')
            rows = [[bytes(v) if isinstance(v, memoryview) else v for v in row] for row in cursor.fetchall()]
            found[name] = repr(rows)
    return found


def test_no_row_of_the_database_holds_them(journey):
    found = tables()
    assert {"factcheck_historicaldebunk", "core_auditentry", "django_admin_log"} <= set(found)
    for name, rows in found.items():
        assert not any(word in rows for word in [WORD, *journey["secrets"]]), name


def in_a_backup(settings) -> list[Path]:
    """The folders that `docs/running.md` says to save beside the database; never the keys."""
    table = (Path(settings.BASE_DIR) / "docs" / "running.md").read_text(encoding="utf-8")
    names = re.findall(r"^\| `([^`*]+)/` \|.*\| yes", table, re.MULTILINE)
    assert {"media", "confidential"} <= set(names) and "keys" not in names
    return [settings.DATA_DIR / name for name in names]


def content_of(path: Path) -> bytes:
    """Read by another process: to close a file of the database in ours lets go of the locks that SQLite
    holds on it, and whoever writes next may destroy it (https://sqlite.org/howtocorrupt.html, 2.2)."""
    return subprocess.run(["cat", path], capture_output=True, check=True).stdout


def test_no_file_on_the_disk_holds_them(journey, settings):
    """Everything a backup would take, and all else of DATA_DIR but the keys."""
    sealed_files = 0
    for path in settings.DATA_DIR.rglob("*"):
        if path.is_file() and settings.KEYS_DIR not in path.parents:
            assert WORD.encode() not in content_of(path), path
            sealed_files += in_a_backup(settings)[-1] in path.parents
    assert sealed_files >= 3


@pytest.fixture
def restored(journey, settings, tmp_path):
    """The site from its backup alone: the database and the folders that go with it, and no key."""
    settings.KEYS_DIR = tmp_path / "keys"
    return journey


def test_a_backup_without_its_keys_opens_nothing_and_says_what_is_missing(client, restored, capsys):
    held, case, referral = restored["held"], restored["case"], Referral.objects.get()
    refused = client.post("/netralitas-asn/laporan/", held)
    assert refused.status_code == 422 and "tanpa sebagian kuncinya" in refused.content.decode()
    unknown = client.post("/netralitas-asn/laporan/", {"code": "NTR-1", "passphrase": "x"})
    assert "tanpa sebagian kuncinya" in unknown.content.decode()
    assert "not those of this database" in client.get("/readyz").json()["parts"]["keys"]
    client.force_login(User.objects.get(username="netralitas1"))
    assert "seal-neutrality, custody" in client.get("/admin/neutrality/case/").content.decode()
    files = [f"bukti/{file.pk}/" for file in EvidenceFile.objects.all()]
    asked = ReplyRequest.objects.get()
    pages = ["change/", *files, f"berkas/{referral.pk}/"]
    paths = [f"/admin/neutrality/case/{case.pk}/{page}" for page in pages]
    for path in [*paths, f"/admin/neutrality/replyrequest/{asked.pk}/change/"]:
        response = client.get(path, follow=True)
        html = response.content.decode()
        assert response.status_code == 200 and WORD not in html, path
        assert "Kuncinya tidak ada di sini" in html, path
    with pytest.raises(CommandError):
        call_command("verify_custody")
    told = capsys.readouterr().err
    assert "the key `custody` in DATA_DIR/keys is not the one" in told and "was changed" not in told


def test_with_its_keys_nothing_is_said_to_be_missing(client, journey):
    assert client.get("/readyz").json()["parts"]["keys"] == "ok"
    wrong = client.post("/netralitas-asn/laporan/", {"code": "NTR-1", "passphrase": "x"})
    assert "kuncinya" not in wrong.content.decode()


BREAKS = {  # what breaks: the address and what is sent there
    "sealed.close": ("/netralitas-asn/lapor/", form()),
    "receipts.key_of": ("/netralitas-asn/laporan/", {"code": f"{WORD}KODE", "passphrase": f"{WORD}FRASA"}),
    "receipts.stay_of": ("/netralitas-asn/laporan/kirim/", {"ticket": f"{WORD}T", "text": f"{WORD}JAWAB"}),
    "replies.request_reply": (
        "/netralitas-asn/hak-jawab/",
        {"text": f"{WORD}HAKJAWAB", "name": f"{WORD}NAMA", "contact": f"{WORD}SUREL"},
    ),
    "dossier.registered_accounts": ("/admin/neutrality/case/{case}/change/", None),
    "bundle.draft": ("/admin/neutrality/case/{case}/draf/{referral}/surat.pdf", None),
}


@pytest.fixture
def letters(settings, caplog):
    """The strictest case: an operator wants a letter with everything about each error."""
    settings.ADMINS, settings.DEBUG = [("Admin", "admin@contoh.example")], False
    handler = AdminEmailHandler(include_html=True)
    logging.getLogger("django.request").addHandler(handler)
    yield
    logging.getLogger("django.request").removeHandler(handler)


@pytest.mark.parametrize("broken", BREAKS)
def test_a_page_that_breaks_tells_nobody(
    client, case, first, letters, caplog, mailoutbox, monkeypatch, broken
):
    def breaks(*args, **kwargs):
        raise RuntimeError("something broke")

    referral = proposed(case, first)
    client.force_login(first)
    client.raise_request_exception = False
    monkeypatch.setattr(f"neutrality.{broken}", breaks)
    address, sent = BREAKS[broken]
    address = address.format(case=case.pk, referral=referral.pk)
    answer = client.get(address) if sent is None else client.post(address, sent | {"pictures": [picture()]})
    assert answer.status_code == 500 and WORD not in answer.content.decode()
    assert "something broke" in caplog.text and WORD not in caplog.text
    (letter,) = mailoutbox
    told = letter.body + "".join(str(part) for part, _kind in letter.alternatives)
    assert "something broke" in told and WORD not in told and "REMOTE_ADDR = " not in letter.body


def test_no_log_holds_them(journey, caplog):
    told = [f"{record.getMessage()} {record.args!r}" for record in caplog.records]
    assert not any(word in line for line in told for word in [WORD, *journey["secrets"]])


def test_no_cache_holds_them(journey):
    cache = caches["default"]
    if isinstance(cache, LocMemCache):
        kept = repr(cache._cache)
    else:
        server = cache._cache.get_client()
        kept = repr([(key, server.get(key)) for key in server.scan_iter()])
    assert "neutrality:tries" in kept
    assert not any(word in kept for word in [WORD, *journey["secrets"]])


def test_the_log_of_audits_tells_verbs_and_numbers_only(journey):
    entries = apps.get_model("core", "AuditEntry").objects.filter(model__startswith="neutrality.")
    assert entries.exists() and WORD not in repr(list(entries.values()))
