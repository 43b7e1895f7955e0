"""Invitations, new passwords, and what slows guessing."""

import logging
import re

import pytest
from django.contrib.auth.models import Group, User
from django.core import mail
from django.core.cache import cache
from django.urls import reverse
from redis.exceptions import ConnectionError as NoCache

from core.models import AuditEntry
from portal.roles import grant

pytestmark = pytest.mark.django_db
LOGIN = "/admin/login/"


@pytest.fixture
def counted(settings):
    settings.AXES_ENABLED = True
    cache.clear()


def try_password(client, password, name="sari", address="192.0.2.7"):
    return client.post(LOGIN, {"username": name, "password": password}, REMOTE_ADDR=address)


@pytest.fixture
def sari():
    return User.objects.create_user("sari", "sari@example.org", "rahasia-betul", is_staff=True)


def test_five_wrong_passwords_lock_the_name_for_that_source(client, counted, sari, caplog):
    caplog.set_level(logging.DEBUG)
    for _number in range(5):
        answer = try_password(client, "salah")
    assert answer.status_code == 429 and answer.headers["Retry-After"] == "900"
    assert "salah 5 kali" in answer.content.decode() and "15 menit" in answer.content.decode()
    assert try_password(client, "rahasia-betul").status_code == 429
    assert try_password(client, "rahasia-betul", address="198.51.100.9").status_code == 302
    assert "192.0.2" not in caplog.text


def test_another_name_is_not_locked(client, counted, sari):
    User.objects.create_user("budi", password="rahasia-lain", is_staff=True)
    for _number in range(6):
        try_password(client, "salah")
    assert try_password(client, "rahasia-lain", name="budi").status_code == 302


def test_a_right_password_begins_the_count_anew(client, counted, sari):
    for _round in range(2):
        for _number in range(4):
            try_password(client, "salah")
        assert try_password(client, "rahasia-betul").status_code == 302


def test_without_the_cache_one_still_comes_in(client, counted, sari, monkeypatch):
    def down(*args, **kwargs):
        raise NoCache

    for name in ("get", "add", "incr", "delete", "touch"):
        monkeypatch.setattr(cache, name, down)
    assert try_password(client, "salah").status_code == 200
    assert try_password(client, "rahasia-betul").status_code == 302


def test_an_invited_person_chooses_a_password(client, admin_client, django_capture_on_commit_callbacks):
    grant()
    role = Group.objects.get(name="Penulis")
    given = {"username": "budi", "email": "budi@example.org", "groups": [role.pk]}
    with django_capture_on_commit_callbacks(execute=True):
        assert admin_client.post(reverse("admin:auth_user_add"), given).status_code == 302
    user = User.objects.get(username="budi")
    assert user.is_staff and not user.has_usable_password() and list(user.groups.all()) == [role]
    assert AuditEntry.objects.filter(action="invite", object_id=user.pk).exists()
    (letter,) = mail.outbox
    assert letter.to == ["budi@example.org"] and "Penulis" in letter.body
    link = re.search(r"http://[^/]+(/admin/reset/\S+)", letter.body)[1]
    form = client.get(link, follow=True)
    new = {"new_password1": "kata-sandi-baru-7", "new_password2": "kata-sandi-baru-7"}
    assert "12" in form.content.decode(), "the rules are told before one types"
    done = client.post(form.redirect_chain[-1][0], new, follow=True)
    assert f'href="{LOGIN}"' in done.content.decode()
    assert AuditEntry.objects.filter(action="choose_password", object_id=user.pk).exists()
    assert try_password(client, "kata-sandi-baru-7", name="budi").status_code == 302
    assert client.get(link).context["validlink"] is False  # it works once


def test_an_address_has_one_account(admin_client, sari):
    grant()
    given = {"username": "b", "email": "SARI@example.org", "groups": [Group.objects.first().pk]}
    page = admin_client.post(reverse("admin:auth_user_add"), given).content.decode()
    assert "Sudah ada akun" in page and not User.objects.filter(username="b").exists()


def test_a_forgotten_password(client, sari):
    assert reverse("admin_password_reset") in client.get(LOGIN).content.decode()
    cache.clear()
    for _number in range(2):
        client.post(reverse("admin_password_reset"), {"email": "sari@example.org"}, HTTP_HOST="evil.example")
    (letter,) = mail.outbox  # the second one has to wait
    assert "evil.example" not in letter.body and "/admin/reset/" in letter.body


def test_a_new_password_ends_the_wait(client, counted, sari):
    for _number in range(5):
        answer = try_password(client, "salah")
    assert answer.status_code == 429
    client.post(reverse("admin_password_reset"), {"email": "sari@example.org"})
    link = re.search(r"http://[^/]+(/admin/reset/\S+)", mail.outbox[0].body)[1]
    form = client.get(link, follow=True, REMOTE_ADDR="192.0.2.7").redirect_chain[-1][0]
    new = {"new_password1": "kata-sandi-baru-7", "new_password2": "kata-sandi-baru-7"}
    assert client.post(form, new, REMOTE_ADDR="192.0.2.7").status_code == 302
    assert try_password(client, "kata-sandi-baru-7").status_code == 302


def test_who_missed_the_invitation_asks_for_another_link(client):
    user = User.objects.create_user("budi", "budi@example.org", is_staff=True)
    assert not user.has_usable_password()
    client.post(reverse("admin_password_reset"), {"email": "budi@example.org"})
    assert [letter.to for letter in mail.outbox] == [["budi@example.org"]]
    assert "Minta tautan baru" in client.get("/admin/reset/MQ/lewat/").content.decode()


def test_an_unknown_address_is_answered_alike(client, sari):
    told = client.post(reverse("admin_password_reset"), {"email": "nobody@example.org"})
    known = client.post(reverse("admin_password_reset"), {"email": "sari@example.org"})
    assert (told.status_code, told.url) == (known.status_code, known.url)


def test_nobody_is_deleted(admin_client, sari):
    assert admin_client.get(reverse("admin:auth_user_delete", args=[sari.pk])).status_code == 403
