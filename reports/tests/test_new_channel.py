"""A channel is a module with three functions; adding one needs no change elsewhere."""

import pytest

from factcheck.tests.making import published
from reports import answers, cases, channels, notifying, pipeline
from reports.models import HoaxReport, Message
from reports.tests.making import HOAX

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_match")]
MODULE = '''
"""Carrier pigeons."""

from reports.actions import accept

flown = []


def ready():
    return True


def take(incoming):
    note, ring = incoming
    return [accept(channel="merpati", text=note, contact=ring, contact_kind="merpati")]


def tell(address, letter):
    flown.append((address, letter.text))
'''


@pytest.fixture
def pigeons(tmp_path, monkeypatch):
    """The package finds one module more, as if its file lay there."""
    (tmp_path / "merpati.py").write_text(MODULE)
    monkeypatch.setattr(channels, "__path__", [*channels.__path__, str(tmp_path)])
    channels.names.cache_clear()
    yield channels.channel("merpati")
    channels.names.cache_clear()


def test_a_new_channel_takes_answers_and_is_counted(pigeons, client, django_user_model):
    [report] = pigeons.take((HOAX, "ID-2024-0007"))
    assert b"0007" not in bytes(report.contact)
    notifying.send(Message.objects.get())
    assert pigeons.flown[0][0] == "ID-2024-0007" and report.receipt in pigeons.flown[0][1]
    answer(report)
    assert "[SALAH]" in pigeons.flown[1][1] and Message.objects.filter(state="sent").count() == 2
    client.force_login(django_user_model.objects.create_superuser("kepala"))
    assert "merpati 1" in client.get("/admin/reports/case/").content.decode()
    assert "merpati" in client.get("/admin/reports/hoaxreport/").content.decode()


def answer(report: HoaxReport) -> None:
    pipeline.process(report_id=report.pk)
    report.refresh_from_db()
    cases.answer(case=report.case, debunk=published(), actor=None)
    answers.write_all()
    notifying.send_due()
