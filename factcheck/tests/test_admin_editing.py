"""Two editors at one debunk, and what is typed but not saved: nothing is lost, nobody is overwritten."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.utils import timezone

from core.models import AuditEntry
from factcheck import actions
from factcheck.models import Autosave, Debunk, EditLock
from factcheck.tests.making import draft, make_user, published
from factcheck.tests.test_admin import LIST, NEW, address, form

pytestmark = pytest.mark.django_db


@pytest.fixture
def budi():
    """Another editor's window."""
    user = make_user("budi", is_staff=True)
    names = [f"{verb}_debunk" for verb in ("add", "change", "view")]
    user.user_permissions.set(Permission.objects.filter(codename__in=names))
    client = Client()
    client.force_login(user)
    return client


def seen(client, path):
    return client.get(path).content.decode()


def test_the_second_editor_sees_who_is_at_it_and_may_take_over(admin_client, budi):
    debunk = draft()
    seen(budi, address(debunk))
    assert "budi menyunting debunk ini sejak" in seen(admin_client, address(debunk))
    assert "menyunting debunk ini" not in seen(budi, address(debunk))
    admin_client.post(address(debunk, "lock"), {"over": "1"})
    assert "menyunting debunk ini" not in seen(admin_client, address(debunk))
    assert "admin menyunting debunk ini" in budi.post(address(debunk, "lock")).content.decode()
    entry = AuditEntry.objects.get(action="take_over")
    assert (entry.actor.username, entry.details) == ("admin", {"from_editor": "budi"})


def test_a_lock_without_a_sign_of_life_expires(admin_client, budi):
    debunk = draft()
    seen(budi, address(debunk))
    EditLock.objects.update(seen_at=timezone.now() - timedelta(minutes=6))
    assert "menyunting debunk ini" not in seen(admin_client, address(debunk))
    assert EditLock.objects.get().editor.username == "admin"


def test_saving_gives_the_lock_back(admin_client, budi):
    debunk = draft()
    seen(budi, address(debunk))
    budi.post(address(debunk), form(debunk, title="Judul Budi"))
    assert not EditLock.objects.exists()


def test_whoever_may_only_read_takes_no_lock(admin_client, budi):
    debunk = published()
    seen(budi, address(debunk))
    assert not EditLock.objects.exists()
    assert budi.post(address(debunk, "lock")).status_code == 403
    assert budi.post(address(debunk, "autosave"), form(debunk)).status_code == 403
    assert admin_client.get(address(debunk, "autosave")).status_code == 403


def test_nothing_typed_is_lost_and_the_others_change_is_shown(admin_client, budi):
    debunk = actions.save_draft(debunk=Debunk(**NEW, summary="Ringkasan lama"), actor=None)
    sent = form(debunk, title="Judul saya")
    budi.post(address(debunk), form(debunk, summary="Ringkasan Budi", claim="Klaim\r\nBudi"))
    page = admin_client.post(address(debunk), sent).content.decode()
    assert "Orang lain mengubah debunk ini" in page and 'value="Judul saya"' in page
    assert "budi" in page and "Budi</ins>" in page
    assert "Klaim\nBudi</textarea>" in page  # not touched by the second editor: the first one's words stand
    assert f'name="version_seen" value="{debunk.version + 1}"' in page
    debunk.refresh_from_db()
    assert debunk.title == NEW["title"]
    admin_client.post(address(debunk), form(debunk, title="Judul saya"))
    debunk.refresh_from_db()
    assert (debunk.title, debunk.summary) == ("Judul saya", "Ringkasan Budi")


def test_a_refused_action_brings_the_form_back_as_it_was_typed(admin_client, monkeypatch):
    def refuse(**_values):
        raise actions.ActionRefused("Tidak sekarang.")

    monkeypatch.setattr(actions, "save_draft", refuse)
    page = admin_client.post(f"{LIST}add/", form(**NEW)).content.decode()
    assert "Tidak sekarang." in page and NEW["title"] in page
    assert not Debunk.objects.exists()


def test_who_types_while_it_is_published_gets_the_words_back(budi):
    debunk = draft()
    sent = form(debunk, title="Judul Budi", **{"sources-0-title": "Keterangan KPU", "sources-0-order": "1"})
    Debunk.objects.update(state="published", published_at=timezone.now())
    answer = budi.post(address(debunk), sent)
    page = answer.content.decode()
    assert answer.status_code == 409 and "tidak masuk" in page
    assert "Judul Budi</textarea>" in page and "Keterangan KPU</textarea>" in page
    debunk.refresh_from_db()
    assert debunk.title != "Judul Budi"


def test_what_was_typed_is_kept_offered_and_restored(admin_client, budi):
    debunk = draft()
    typed = form(debunk, title="Judul setengah jadi", explanation="Baris satu\r\nBaris dua")
    answer = admin_client.post(address(debunk, "autosave"), typed).content.decode()
    assert "Tersimpan otomatis" in answer
    debunk.refresh_from_db()
    assert debunk.title != "Judul setengah jadi"
    assert "belum disimpan" in seen(admin_client, address(debunk))
    assert "belum disimpan" not in seen(budi, address(debunk))  # each editor's own
    page = seen(admin_client, address(debunk) + "?restore=1")
    assert 'value="Judul setengah jadi"' in page and "Baris satu\nBaris dua" in page
    admin_client.post(address(debunk), typed)
    assert not Autosave.objects.exists()


def test_rows_of_the_lists_are_kept_too(admin_client):
    debunk = draft()
    kpu = debunk.sources.create(title="Keterangan KPU", url="https://kpu.example/1", order=1)
    rows = {
        **{"sources-TOTAL_FORMS": "2", "sources-INITIAL_FORMS": "1", "sources-0-id": kpu.pk},
        **{"sources-0-debunk": debunk.pk, "sources-0-title": "Keterangan KPU RI", "sources-0-order": "1"},
        **{"sources-1-debunk": debunk.pk, "sources-1-title": "Bea cukai", "sources-1-order": "2"},
        **{"appearances-TOTAL_FORMS": "1", "appearances-INITIAL_FORMS": "0"},
        **{"appearances-0-platform": "facebook", "appearances-0-note": "Grup RT"},
    }
    typed = form(debunk, title="Judul setengah jadi") | rows
    admin_client.post(address(debunk, "autosave"), typed)
    assert 'value="Bea cukai"' not in seen(admin_client, address(debunk))
    page = seen(admin_client, address(debunk) + "?restore=1")
    for value in ("Keterangan KPU RI", "Bea cukai"):
        assert f'value="{value}"' in page
    assert "Grup RT" in page and 'name="sources-TOTAL_FORMS" value="2"' in page
    kpu.delete()  # by somebody else meanwhile
    assert 'value="Bea cukai"' in seen(admin_client, address(debunk) + "?restore=1")


def test_of_a_picture_its_words_are_kept_and_the_file_is_asked_for_again(admin_client):
    debunk = draft()
    row = {"images-TOTAL_FORMS": "1", "images-INITIAL_FORMS": "0", "images-0-alt": "Kontainer merah"}
    admin_client.post(address(debunk, "autosave"), form(debunk) | row)
    page = seen(admin_client, address(debunk) + "?restore=1")
    assert "Kontainer merah" in page and "Pilih berkas gambarnya." in page


def test_rows_of_a_new_debunk_are_kept_too(admin_client):
    row = {"sources-TOTAL_FORMS": "1", "sources-INITIAL_FORMS": "0", "sources-0-title": "Keterangan KPU"}
    admin_client.post(f"{LIST}add/autosave/", form(**NEW) | row)
    assert 'value="Keterangan KPU"' in seen(admin_client, f"{LIST}add/?restore=1")


def test_an_autosave_of_an_older_version_does_not_overwrite(admin_client):
    debunk = actions.save_draft(debunk=Debunk(**NEW), actor=None)
    typed = form(debunk, title="Judul setengah jadi")
    admin_client.post(address(debunk, "autosave"), typed)
    Debunk.objects.update(version=7)
    page = seen(admin_client, address(debunk) + "?restore=1")
    assert f'name="version_seen" value="{typed["version_seen"]}"' in page


def test_a_new_debunk_is_kept_too_and_can_be_thrown_away(admin_client):
    for title in ("Satu", "Dua"):
        admin_client.post(f"{LIST}add/autosave/", form(**NEW | {"title": title}))
    assert Autosave.objects.get().data["title"] == "Dua"
    assert 'value="Dua"' in seen(admin_client, f"{LIST}add/?restore=1")
    admin_client.post(f"{LIST}add/autosave/", {"_discard": "1"})
    assert not Autosave.objects.exists()
    admin_client.post(f"{LIST}add/autosave/", form(**NEW))
    admin_client.post(f"{LIST}add/", form(**NEW))
    assert not Autosave.objects.exists() and Debunk.objects.get().state == "draft"
