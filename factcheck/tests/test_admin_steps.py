"""Approving, sending back, scheduling and retracting: each on a page that asks first."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group, Permission
from django.utils import timezone

from factcheck import actions, scheduling
from factcheck.models import Debunk
from factcheck.tests.making import draft, in_review, make_user, published

pytestmark = pytest.mark.django_db
TICKS = ["claim", "conclusion"]


def address(debunk, step="change"):
    return f"/admin/factcheck/debunk/{debunk.pk}/{step}/"


def send(client, debunk, step, **values):
    debunk.refresh_from_db()
    response = client.post(address(debunk, step), {"version_seen": debunk.version, **values}, follow=True)
    debunk.refresh_from_db()
    return response.content.decode()


@pytest.fixture
def waiting():
    return in_review(writer=make_user("penulis"))


def test_the_checklist_is_read_ticked_and_approved(admin_client, waiting):
    assert address(waiting, "approve") in admin_client.get(address(waiting)).content.decode()
    page = admin_client.get(address(waiting, "approve")).content.decode()
    assert page.count("<b>Sudah</b>") == 5 and page.count("<b>Belum</b>") == 2
    page = send(admin_client, waiting, "approve", ticks=["claim"])
    assert "Belum lengkap: Kalimat pertama" in page and waiting.state == "review"
    page = send(admin_client, waiting, "approve", ticks=TICKS)
    assert (waiting.state, waiting.reviewer.username) == ("published", "admin")
    assert "Lihat di situs" in page and waiting.get_absolute_url() in page


def test_approval_for_a_later_time(admin_client, waiting):
    at = (timezone.localtime() + timedelta(days=1)).replace(second=0, microsecond=0)
    page = send(admin_client, waiting, "approve", ticks=TICKS, publish_at=f"{at:%Y-%m-%dT%H:%M}")
    assert "Disetujui. Terbit dengan sendirinya pada" in page
    assert (waiting.state, waiting.publish_at) == ("scheduled", at)
    page = admin_client.get(address(waiting)).content.decode()
    assert address(waiting, "unschedule") in page and 'type="submit"' not in page.split("submit-row")[1]
    assert "Terbit dengan sendirinya pada" in page and "disetujui admin" in page
    assert admin_client.post(address(waiting), {"title": "Lain"}).status_code == 409
    assert "masa depan" in send(admin_client, waiting, "reschedule", publish_at="2024-02-14T07:00")
    at += timedelta(hours=1)
    send(admin_client, waiting, "reschedule", publish_at=f"{at:%Y-%m-%dT%H:%M}")
    assert (waiting.state, waiting.publish_at) == ("scheduled", at)
    send(admin_client, waiting, "unschedule")
    assert waiting.state == "review"


def test_a_writer_with_every_right_is_refused_whatever_is_sent(admin_client, admin_user):
    debunk, other = in_review(writer=admin_user), make_user("peninjau")
    other.user_permissions.add(Permission.objects.get(codename="publish_debunk"))
    page = admin_client.get(address(debunk, "approve")).content.decode()
    assert "Anda ikut menulis debunk ini" in page and "Yang boleh: peninjau." in page
    assert 'type="submit"' not in page.split('id="content"')[1]
    page = send(admin_client, debunk, "approve", ticks=TICKS, emergency="Sendirian")
    assert "Anda ikut menulis debunk ini" in page and debunk.state == "review"


def test_an_emergency_is_shown_to_the_public(admin_client, admin_user, client):
    admin_user.groups.add(group := Group.objects.create(name="Darurat"))
    group.permissions.add(Permission.objects.get(codename="override_four_eyes"))
    debunk = in_review(writer=admin_user)
    assert "Alasan darurat" in admin_client.get(address(debunk, "approve")).content.decode()
    send(admin_client, debunk, "approve", ticks=TICKS)
    assert debunk.state == "review"
    send(admin_client, debunk, "approve", ticks=TICKS, emergency="Malam pemungutan suara")
    assert debunk.state == "published"
    page = client.get(debunk.get_absolute_url()).content.decode()
    assert "tanpa pemeriksa kedua" in page and "Malam pemungutan suara" in page
    page = admin_client.get(address(debunk)).content.decode()
    assert "Malam pemungutan suara" in page


def test_it_goes_back_to_the_writer_with_a_note(admin_client, waiting):
    assert 'class="errorlist' in send(admin_client, waiting, "send-back", note="")
    send(admin_client, waiting, "send-back", note="Sumber kedua itu saduran yang pertama.")
    assert waiting.state == "draft"
    assert "saduran yang pertama" in admin_client.get(address(waiting)).content.decode()


def test_retraction_asks_for_the_reason_first(admin_client):
    debunk = published()
    assert address(debunk, "retract") in admin_client.get(address(debunk)).content.decode()
    page = admin_client.get(address(debunk, "retract")).content.decode()
    assert "Penarikan tidak bisa dibatalkan" in page
    send(admin_client, debunk, "retract", reason="")
    assert debunk.state == "published"
    shown = send(admin_client, debunk, "retract", reason="Sumber keliru")
    assert (debunk.state, debunk.retraction_reason) == ("retracted", "Sumber keliru")
    assert f'<a href="{debunk.get_absolute_url()}">Lihat di situs</a>' in shown


@pytest.mark.parametrize(("step", "state"), [("retract", "published"), ("approve", "review")])
def test_a_step_on_what_changed_meanwhile_is_refused(admin_client, waiting, step, state):
    debunk = published() if step == "retract" else waiting
    seen, typed = debunk.version, {"reason": "Alasan saya", "ticks": TICKS}
    Debunk.objects.update(version=seen + 1)
    response = admin_client.post(address(debunk, step), {"version_seen": seen, **typed})
    assert "baru saja diubah orang lain" in response.content.decode()
    debunk.refresh_from_db()
    assert debunk.state == state


def test_a_writer_takes_none_of_the_steps(client, waiting):
    user = make_user("lain", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=["change_debunk", "view_debunk"]))
    client.force_login(user)
    page = client.get(address(waiting)).content.decode()
    assert "Setujui" not in page and "Kembalikan…" not in page
    for step, typed in (("approve", {"ticks": TICKS}), ("send-back", {"note": "x"})):
        assert "tidak berlaku sekarang" in send(client, waiting, step, **typed)
        assert waiting.state == "review"
    user.user_permissions.clear()
    assert client.get(address(waiting, "approve")).status_code == 404


def test_no_step_out_of_turn(admin_client):
    for debunk in (draft(), published(), scheduled()):
        for step in ("approve", "send-back"):
            response = admin_client.get(address(debunk, step), follow=True)
            assert "tidak berlaku sekarang" in response.content.decode()


def scheduled():
    debunk = in_review(writer=make_user("siti"))
    at = timezone.now() + timedelta(hours=1)
    return scheduling.schedule(debunk=debunk, actor=make_user("budi"), at=at, ticks=TICKS)


def test_a_correction_needs_no_second_person_but_is_told(admin_client, admin_user):
    debunk = published(author=admin_user)
    actions.correct(debunk=debunk, actor=admin_user, reason="Ralat", fields={"verdict": "benar"})
    assert Debunk.objects.get().corrections.get().author == admin_user
