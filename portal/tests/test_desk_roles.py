"""Who sees what on the desk of reports: raw text is for triage alone, and a contact for nobody."""

import pytest
from django.contrib.auth.models import Group

from factcheck.tests.making import make_user
from portal import roles
from reports.models import Message
from reports.tests.making import answer, processed
from reports.tests.test_accept import picture

pytestmark = pytest.mark.django_db
PLANTED = "Hubungi 0812-3456-7890 atau siti.rahma@contoh.co.id, NIK 3275014107900001, untuk kupon parkir"
SECRETS = ["0812-3456", "siti.rahma", "3275014107900001"]
CONTACT = "budi@contoh.id"


@pytest.fixture
def report(monkeypatch):
    monkeypatch.setattr("reports.pipeline.check", lambda **kwargs: answer())
    monkeypatch.setattr("core.outbox.Outbox.send", lambda self, *task: True)
    report = processed(PLANTED, images=[picture()], contact=CONTACT)
    Message.objects.create(report=report, channel="email", state="uncertain")
    return report


@pytest.fixture
def seen(client, report):
    """What a role reads of each page, by name; an empty text where it may not enter."""
    roles.grant()
    pages = {
        "desk": "/admin/reports/case/",
        "case": f"/admin/reports/case/{report.case_id}/change/",
        "reports": "/admin/reports/hoaxreport/",
        "report": f"/admin/reports/hoaxreport/{report.pk}/change/",
        "messages": "/admin/reports/message/?perlu=ya",
        "picture": f"/admin/reports/hoaxreport/image/{report.images.get().pk}/",
    }

    def look(role: str) -> dict:
        user = make_user(role.lower().replace(" ", "-"), is_staff=True)
        user.groups.add(Group.objects.get(name=role))
        client.force_login(user)
        return {name: read(client.get(page)) for name, page in pages.items()}

    return look


def read(response) -> str:
    if response.status_code != 200:
        return ""
    return "a picture" if response.streaming else response.content.decode()


@pytest.mark.parametrize("role", sorted(roles.ROLES))
def test_a_contact_and_a_receipt_are_shown_to_nobody(seen, role, report):
    everything = "".join(seen(role).values())
    assert CONTACT not in everything and report.receipt not in everything


def test_triage_reads_in_full_and_decides(seen):
    pages = seen("Triase")
    assert all(secret in pages["report"] and secret in pages["case"] for secret in SECRETS)
    assert pages["picture"] and "_answer" in pages["case"] and pages["messages"]


@pytest.mark.parametrize(("role", "decides"), [("Peninjau", False), ("Pemimpin redaksi", True)])
def test_others_at_the_desk_read_with_personal_data_covered(seen, role, decides, client):
    pages = seen(role)
    assert "kupon parkir" in pages["case"] and "kupon parkir" in pages["report"]
    assert not any(secret in text for secret in SECRETS for text in pages.values())
    assert not pages["picture"] and "hanya triase yang melihatnya" in pages["report"]
    assert ("_answer" in pages["case"]) is decides


@pytest.mark.parametrize("role", ["Penulis", "Petugas netralitas", "Editor data"])
def test_the_rest_does_not_come_in(seen, role):
    assert not any(seen(role).values())


@pytest.mark.parametrize("asked", ["q=0812", "text__contains=0812", "receipt__startswith=DMP"])
def test_nobody_else_finds_out_by_asking(seen, client, report, asked):
    seen("Peninjau")
    found = client.get(f"/admin/reports/hoaxreport/?{asked}", follow=True).content.decode()
    assert "kupon parkir" not in found


def test_who_may_only_look_changes_nothing(seen, client, report):
    seen("Peninjau")
    for action in ("take", "answer", "reject", "start", "assign", "merge"):
        chosen = {"action": action, "_selected_action": [report.case_id], "confirm": "1", "reason": "x"}
        client.post("/admin/reports/case/", chosen)
    client.post(f"/admin/reports/case/{report.case_id}/change/", {"_reject": "1", "reason": "x"})
    report.refresh_from_db()
    assert report.state == "queued" and report.case.assignee is None
