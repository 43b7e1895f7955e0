"""Personal data planted in reports is found nowhere but where it belongs: not in logs, cache, broker, other
columns of the database, or pages of those who may not see it."""

import logging
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.contrib.auth.models import Group

from factcheck.tests.making import make_user, published
from portal.roles import ROLES, grant
from portal.tests.servers import Broker, wait_for_redis
from reports import answers, cases, notifying, pipeline
from reports.models import HoaxReport
from reports.tests.making import answer

pytestmark = pytest.mark.django_db

ADDRESS = "203.0.113.77"
CONTACT = "pelapor.rahasia@contoh.id"
NAME = "Rahmawati Kusumaningtyas"
IN_TEXT = [
    "0812-3456-7890",
    "+62 813 9876 5432",
    "3171012345678901",
    "31.71.01.234567.8902",
    "panitia@palsu.id",
]
TEXT = (
    f"Kata Ibu {NAME}, kotak suara di kelurahan kami sudah dibuka semalam dan yang mau uang transpor boleh "
    "hubungi {} atau {} dengan NIK {} atau {}, bisa juga lewat surat ke {} sebelum hari Jumat"
).format(*IN_TEXT)
PUBLIC = ["/", "/lapor/", "/hoaks/", "/statistik/", "/cari/?q=kotak+suara", "/koreksi/", "/api/v1/debunks/"]
DESK = ["/admin/", "/admin/reports/case/", "/admin/reports/hoaxreport/", "/admin/reports/message/"]
DESK += ["/admin/reports/case/?keadaan=all", "/admin/core/auditentry/"]


@pytest.fixture
def servers(broker, settings):
    """A real broker and a real cache that write down every command they are given."""
    cache = Broker()
    for server in (broker, cache):
        server.start()
        wait_for_redis(server.redis_url)
    backend = "django.core.cache.backends.redis.RedisCache"
    settings.CACHES = {"default": {"BACKEND": backend, "LOCATION": cache.redis_url}}
    settings.RATE_LIMITS = {"read": 1_000, "check": 1_000, "report": 1_000}
    yield {"broker": broker, "cache": cache}
    cache.close()


@pytest.fixture
def report(client, servers, monkeypatch, caplog, mailoutbox, django_capture_on_commit_callbacks):
    """One of two reports that were sent over the web, failed once, and were answered and told."""
    caplog.set_level(logging.INFO)
    source = {"REMOTE_ADDR": ADDRESS}
    with django_capture_on_commit_callbacks(execute=True):
        filled = {"kind": "hoax", "text": TEXT, "contact": CONTACT, "agreed": "on"}
        form = client.post("/lapor/", filled, **source)
        told = {"text": f"Benarkah? {TEXT}", "contact": CONTACT}
        key = {"HTTP_IDEMPOTENCY_KEY": CONTACT}
        api = client.post("/api/v1/reports/", told, "application/json", **key, **source)
    assert (form.status_code, api.status_code) == (303, 201), form.content.decode()
    for fake in (_explode, lambda **asked: answer()):
        monkeypatch.setattr("reports.pipeline.check", fake)
        for one in HoaxReport.objects.all():
            pipeline.process(report_id=one.pk)
    with django_capture_on_commit_callbacks(execute=True):
        cases.answer(case=HoaxReport.objects.first().case, debunk=published(), actor=None)
    answers.write_all()
    notifying.send_due()
    assert [letter.to for letter in mailoutbox] == [[CONTACT]] * 2
    return HoaxReport.objects.first()


def _explode(text, **rest):
    raise ValueError(f"cannot check {text}")


def found(heap: str, *planted: str) -> list[str]:
    """Which of the planted strings stand in `heap`, however they are punctuated."""
    bare = _bare(heap)
    return [each for each in planted if each in heap or _bare(each) in bare]


def _bare(text: str) -> str:
    return re.sub(r"(?<=\d)[ .()+-]+(?=\d)", "", text).replace("+", "")


def test_logs_cache_and_broker(report, servers, caplog):
    logged = "\n".join(map(caplog.handler.format, caplog.get_records("setup")))
    heaps = {name: _written(server) for name, server in servers.items()} | {"log": logged}
    assert "reports.process" in heaps["broker"], "the broker was not asked"
    assert "rate:report:" in heaps["cache"], "the cache was not asked"
    assert "ValueError in" in heaps["log"], "nothing was logged"
    for name, heap in heaps.items():
        assert not found(heap, *IN_TEXT, NAME, CONTACT, ADDRESS), name


def _written(server: Broker) -> str:
    files = Path(server.folder.name).glob("appendonlydir/*")
    return "".join(file.read_bytes().decode(errors="replace") for file in files)


def test_columns(report):
    places = {CONTACT: set(), NAME: set(), ADDRESS: set(), "numbers": set()}
    for model in apps.get_models():
        for row in model._base_manager.values():
            for column, value in row.items():
                heap = bytes(value).decode(errors="replace") if isinstance(value, memoryview) else str(value)
                place = f"{model._meta.label_lower}.{column}"
                for planted in (CONTACT, NAME, ADDRESS):
                    if found(heap, planted):
                        places[planted].add(place)
                if found(heap, *IN_TEXT):
                    places["numbers"].add(place)
    assert places == {
        CONTACT: set(),
        ADDRESS: set(),
        NAME: {"reports.hoaxreport.text", "reports.case.title"},  # a name is part of the claim
        "numbers": {"reports.hoaxreport.text"},
    }


def test_public_pages(client, report):
    for path in [*PUBLIC, report.get_absolute_url(), f"/api/v1/reports/{report.receipt}/"]:
        response = client.get(path)
        assert response.status_code == 200, path
        assert not found(response.content.decode(), *IN_TEXT, NAME, CONTACT, ADDRESS), path


@pytest.mark.parametrize("role", ROLES)
def test_pages_of_a_role(client, report, role):
    grant()
    user = make_user("orang", is_staff=True)
    user.groups.add(Group.objects.get(name=role))
    client.force_login(user)
    raw = {f"/admin/reports/hoaxreport/{report.pk}/change/", f"/admin/reports/case/{report.case_id}/change/"}
    seen = {path: client.get(path) for path in [*DESK, *raw]}
    opened = {path: page.content.decode() for path, page in seen.items() if page.status_code == 200}
    shown = {path for path, page in opened.items() if found(page, *IN_TEXT)}
    assert shown == (raw if role == "Triase" else set())
    assert not any(found(page, CONTACT, ADDRESS) for page in opened.values())
    assert any(found(page, NAME) for page in opened.values()) == user.has_perm("reports.view_hoaxreport")
