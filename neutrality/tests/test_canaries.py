"""Planted words stand on the desk of an officer and nowhere else."""

import logging

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import Group, User
from django.core.cache import caches
from django.core.cache.backends.locmem import LocMemCache
from django.urls import NoReverseMatch, reverse

from neutrality import desk, evidence
from neutrality.models import Case, Referral
from neutrality.tests.making import form, officer, picture, proposed

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
    evidence.mask(evidence=report.evidence.get(kind="file"), boxes=[(1, 1, 9, 9)], actor=first)
    client.force_login(first)
    assert WORD in client.get(f"/admin/neutrality/case/{case.pk}/change/").content.decode()
    referral = desk.approve(referral=proposed(case, first), actor=second)
    client.get(f"/admin/neutrality/case/{case.pk}/berkas/{referral.pk}/")
    desk.note_news(referral=referral, state="sent", reference="R-1", note=f"{WORD}KABAR", actor=first)
    client.logout()
    return {"case": case, "secrets": [code, passphrase, code.replace("-", ""), passphrase.replace("-", "")]}


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


def test_no_row_of_the_database_holds_them(journey):
    for model in apps.get_models():
        rows = repr([list(row) for row in model._base_manager.values_list()])
        assert WORD not in rows, model
        assert not any(secret in rows for secret in journey["secrets"]), model


def test_no_file_on_the_disk_holds_them(journey, settings):
    """Everything a backup would take: all of DATA_DIR but the keys."""
    for path in settings.DATA_DIR.rglob("*"):
        if path.is_file() and settings.KEYS_DIR not in path.parents:
            assert WORD.encode() not in path.read_bytes(), path


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
