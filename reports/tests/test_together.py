"""Several cases at once on the desk, queues apart for what is no hoax, and look-alikes side by side."""

import pytest
from django.contrib.auth.models import Permission

from core.models import AuditEntry
from factcheck.tests.making import draft, make_user, published
from reports.models import Case, HoaxReport
from reports.tests.making import HOAX, OTHER, processed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_match")]
CASES = "/admin/reports/case/"


@pytest.fixture
def both(client):
    """Two open cases, and an editor at the desk."""
    client.force_login(make_user("kepala", is_staff=True, is_superuser=True))
    return [processed(HOAX).case, processed(OTHER).case]


def act(client, cases, action, **fields):
    chosen = {"action": action, "_selected_action": [case.pk for case in cases]}
    return client.post(CASES, chosen | fields, follow=True).content.decode()


def states() -> list[str]:
    return sorted(HoaxReport.objects.values_list("state", flat=True))


def test_one_debunk_answers_several_cases(client, both):
    asked = act(client, both, "answer")
    assert "2 kasus dengan 2 laporan" in asked and "admin-autocomplete" in asked
    assert states() == ["queued", "queued"], "nothing happens before the debunk is chosen"
    debunk = published()
    assert "2 kasus selesai" in act(client, both, "answer", confirm="1", debunk=debunk.pk)
    assert states() == ["answered", "answered"]
    assert AuditEntry.objects.filter(action="answer", actor__username="kepala").count() == 2


@pytest.mark.parametrize("chosen", ["", "draft"])
def test_what_is_no_published_debunk_answers_nothing(client, both, chosen):
    text = act(client, both, "answer", confirm="1", debunk=draft().pk if chosen else "")
    assert "Belum ada kasus yang diubah" in text and states() == ["queued", "queued"]


def test_only_published_debunks_are_offered(client, both):
    published(title="Kontainer yang terbit")
    draft(title="Kontainer yang belum")
    asked = {"app_label": "reports", "model_name": "case", "field_name": "debunk", "term": "kontainer"}
    offered = [row["text"] for row in client.get("/admin/autocomplete/", asked).json()["results"]]
    assert len(offered) == 1 and "terbit" in offered[0]


def test_rejecting_several_needs_one_reason(client, both):
    assert "Belum ada kasus yang diubah" in act(client, both, "reject", confirm="1", reason=" ")
    act(client, both, "reject", confirm="1", reason="Ini pendapat.")
    assert states() == ["rejected", "rejected"]
    assert set(Case.objects.values_list("reason", flat=True)) == {"Ini pendapat."}


def test_sharing_the_work_out(client, both):
    rights = Permission.objects.filter(codename__in=["view_case", "change_case"])
    colleague, stranger = make_user("rekan", is_staff=True), make_user("orang-lain", is_staff=True)
    colleague.user_permissions.set(rights)
    asked = act(client, both, "assign")
    assert "rekan" in asked and "orang-lain" not in asked
    act(client, both, "assign", confirm="1", assignee=stranger.pk)
    assert set(Case.objects.values_list("assignee", flat=True)) == {None}
    act(client, both, "assign", confirm="1", assignee=colleague.pk)
    assert set(Case.objects.values_list("assignee", flat=True)) == {colleague.pk}


def test_a_case_closed_meanwhile_is_left_alone(client, both):
    act(client, both[:1], "reject", confirm="1", reason="Iklan")
    text = act(client, both[:1], "answer", confirm="1", debunk=published().pk)
    assert "Tidak ada kasus terbuka yang dipilih" in text
    assert states() == ["queued", "rejected"]


def test_a_debunk_is_started_from_one_case(client, both):
    assert "Pilih satu kasus" in act(client, both, "start")
    act(client, both[:1], "start")
    both[0].refresh_from_db()
    assert both[0].debunk.claim == HOAX


def test_what_is_no_hoax_waits_in_a_queue_of_its_own(client, both):
    attack = processed("Golongan itu harus diusir dari kelurahan kita sebelum pencoblosan", kind="sara").case
    assert attack.title not in client.get(CASES).content.decode()
    for kind in ("sara", "all"):
        assert attack.title in client.get(f"{CASES}?jenis={kind}").content.decode()
    assert HOAX not in client.get(f"{CASES}?jenis=sara").content.decode()


def test_the_list_draws_each_case_over_time(client, both):
    text = client.get(CASES).content.decode()
    assert text.count("<polyline") == 2
    assert "1 laporan dalam 14 hari; per hari: 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1" in text


def test_look_alikes_stand_side_by_side(client, both):
    near = processed(
        "Tujuh kontainer surat suara sudah tercoblos di pelabuhan, kata orang dalam, benarkah"
    ).case
    assert near != both[0]
    text = client.get(f"{CASES}{both[0].pk}/change/").content.decode()
    assert "kata-katanya sama" in text and "kata orang dalam" in text
    assert f'form="merge" name="_selected_action" value="{near.pk}"' in text
    chosen = {"action": "merge", "_selected_action": [both[0].pk, near.pk]}
    client.post(f"{CASES}?jenis=all&keadaan=all", chosen)
    assert Case.objects.count() == 2
