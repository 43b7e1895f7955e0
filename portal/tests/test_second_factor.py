"""Who needs a second factor, how it is set up, and that nothing of the desk opens without it."""

import pytest
from django.contrib.auth.models import Group, User
from django.core import mail
from django.urls import reverse
from django_otp.oath import totp
from django_otp.plugins.otp_totp.models import TOTPDevice

from core.models import AuditEntry
from portal.roles import grant
from portal.signin.second_factor import DEMO

pytestmark = pytest.mark.django_db
GUARD = "portal.signin.second_factor.SecondFactorMiddleware"


@pytest.fixture(autouse=True)
def guarded(settings):
    otp = settings.MIDDLEWARE.index("django_otp.middleware.OTPMiddleware")
    settings.MIDDLEWARE = [*settings.MIDDLEWARE[: otp + 1], GUARD, *settings.MIDDLEWARE[otp + 1 :]]
    grant()


def member(client, *roles, **kwargs):
    user = User.objects.create_user("sari", is_staff=True, **kwargs)
    user.groups.set(Group.objects.get_or_create(name=role)[0] for role in roles)
    client.force_login(user)
    return user


def come_again(client, user):
    client.logout()
    client.force_login(user)


def code_of(device, later=0) -> str:
    return f"{totp(device.bin_key, t0=-later):06}"


def with_phone(client, user):
    """A phone set up through the pages; the spare codes that were shown."""
    client.get(reverse("set_up_second_factor"))
    device = TOTPDevice.objects.get(user=user)
    shown = client.post(reverse("set_up_second_factor"), {"code": code_of(device)})
    return shown.context["codes"]


@pytest.mark.parametrize(
    "role", ["Peninjau", "Pemimpin redaksi", "Triase", "Petugas netralitas", "Editor data"]
)
def test_who_publishes_or_reads_confidences_sets_it_up_first(client, role):
    member(client, role)
    for page in ("/admin/", reverse("admin:factcheck_debunk_changelist"), "/pratinjau/2024-02-14/"):
        assert client.get(page).url == f"{reverse('set_up_second_factor')}?next={page}"


def test_a_writer_may_do_without(client):
    member(client, "Penulis")
    assert client.get("/admin/").status_code == 200
    assert "Belum terpasang" in client.get(reverse("second_factor")).content.decode()


def test_a_superuser_does_not_escape_and_a_demo_account_is_spared(client):
    user = member(client, is_superuser=True)
    assert client.get("/admin/").status_code == 302
    user.groups.add(Group.objects.create(name=DEMO))
    assert client.get("/admin/").status_code == 200


def test_posting_does_not_get_around_it(client):
    member(client, "Peninjau")
    answer = client.post(reverse("admin:factcheck_topic_add"), {"slug": "a", "name": "a"})
    assert answer.url == reverse("set_up_second_factor")


def test_the_first_code_of_the_phone_opens_the_desk(client):
    user = member(client, "Peninjau")
    page = client.get(reverse("set_up_second_factor"))
    assert 'role="img"' in page.content.decode() and page.headers["Cache-Control"].count("no-store")
    assert len(with_phone(client, user)) == 8
    assert client.get("/admin/").status_code == 200
    assert AuditEntry.objects.filter(action="set_up_second_factor", object_id=user.pk).exists()


def test_a_new_session_is_asked_for_the_code(client):
    user = member(client, "Peninjau")
    with_phone(client, user)
    come_again(client, user)
    page = reverse("admin:factcheck_debunk_changelist")
    assert client.get(page).url == f"{reverse('second_factor')}?next={page}"
    device = TOTPDevice.objects.get(user=user)
    entered = client.post(f"{reverse('second_factor')}?next={page}", {"code": code_of(device, later=30)})
    assert entered.url == page
    assert client.get(page).status_code == 200


def test_a_code_works_once(client):
    user = member(client, "Peninjau")
    with_phone(client, user)
    come_again(client, user)
    device = TOTPDevice.objects.get(user=user)
    again = client.post(reverse("second_factor"), {"code": code_of(device)})
    assert "Kode tidak cocok" in again.content.decode()
    assert client.get("/admin/").status_code == 302


def test_a_spare_code_works_once(client):
    user = member(client, "Peninjau")
    codes = with_phone(client, user)
    for expected in (302, 200):
        come_again(client, user)
        assert client.post(reverse("second_factor"), {"code": codes[0].upper()}).status_code == expected


def test_wrong_codes_are_slowed_and_the_wait_is_told(client):
    user = member(client, "Peninjau")
    with_phone(client, user)
    come_again(client, user)
    said = client.post(reverse("second_factor"), {"code": "000000"}).content.decode()
    assert "dalam 1 detik" in said
    device = TOTPDevice.objects.get(user=user)
    at_once = client.post(reverse("second_factor"), {"code": code_of(device, later=30)})
    assert at_once.status_code == 200, "even a right code has to wait"
    assert "belum dicoba" in at_once.content.decode(), "and is not called wrong"


def test_a_second_phone_cannot_be_bound_without_the_first(client):
    user = member(client, "Peninjau")
    with_phone(client, user)
    come_again(client, user)
    assert client.get(reverse("set_up_second_factor")).url == reverse("second_factor")
    assert client.post(reverse("spare_codes")).url == reverse("second_factor")


def test_nobody_joins_the_spared_accounts(client):
    member(client, "Penulis", is_superuser=True).groups.add(Group.objects.get_or_create(name=DEMO)[0])
    for roles, expected in ((["Peninjau"], False), ([DEMO], True)):
        user = User.objects.create_user(roles[0])
        user.groups.set(Group.objects.filter(name__in=roles))
        form = client.get(reverse("admin:auth_user_change", args=[user.pk])).context["adminform"].form
        assert form.fields["groups"].queryset.filter(name=DEMO).exists() == expected


def test_a_lost_phone_is_removed_by_an_administrator(client, django_capture_on_commit_callbacks):
    user = member(client, "Peninjau", email="sari@example.org")
    with_phone(client, user)
    boss = User.objects.create_superuser("boss")
    boss.groups.add(Group.objects.create(name=DEMO))
    client.force_login(boss)
    chosen = {"action": "remove_second_factor", "_selected_action": [user.pk]}
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("admin:auth_user_changelist"), chosen)
    (letter,) = mail.outbox
    assert letter.to == ["sari@example.org"] and "boss melepas" in letter.body
    come_again(client, user)
    assert client.get("/admin/").url.startswith(reverse("set_up_second_factor"))


def test_it_leads_to_no_other_site(client):
    user = member(client, "Peninjau")
    codes = with_phone(client, user)
    come_again(client, user)
    answer = client.post(f"{reverse('second_factor')}?next=//evil.example/", {"code": codes[0]})
    assert answer.url == "/admin/"
