"""What the desk leaves lying is deleted in time, and nothing that anybody still sees."""

from datetime import timedelta

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from factcheck import actions, editing, leftovers
from factcheck.models import Autosave
from factcheck.tests.making import draft, make_user, published

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def picture(digit: str) -> str:
    return default_storage.save(f"debunks/{digit * 64}.jpg", ContentFile(b"x"))


def later(days: int):
    return time_machine.travel(timezone.now() + timedelta(days=days), tick=False)


def test_what_was_typed_and_never_saved_is_forgotten_after_a_month():
    editor = make_user()
    editing.autosave(editor=editor, debunk=None, version=0, data={"title": "Lama"})
    with later(29):
        assert leftovers.forget_unsaved() == 0
        editing.autosave(editor=editor, debunk=draft(), version=1, data={"title": "Baru"})
    with later(31):
        assert leftovers.forget_unsaved() == 1
    assert Autosave.objects.get().data == {"title": "Baru"}


def test_pictures_that_nobody_shows_are_deleted_after_a_week():
    name = picture("a")
    with later(6):
        assert leftovers.sweep_pictures() == 0
    with later(8):
        assert leftovers.sweep_pictures() == 1
    assert not default_storage.exists(name)


def test_pictures_that_are_shown_were_shown_or_are_typed_stay():
    editor, debunk = make_user(), published(explanation=f"![x](/media/{picture('a')})")
    actions.correct(debunk=debunk, actor=editor, reason="x", fields={"explanation": "Tanpa gambar"})
    draft(conclusion=f"![x](/media/{picture('b')})")
    published().images.create(image=picture("c"), alt="x", credit="y")
    editing.autosave(editor=editor, debunk=None, version=0, data={"explanation": f"/media/{picture('d')}"})
    with later(8):
        assert leftovers.sweep_pictures() == 0


def test_nothing_else_is_touched():
    name = default_storage.save("debunks/catatan.txt", ContentFile(b"x"))
    with later(8):
        assert leftovers.sweep_pictures() == 0
    assert default_storage.exists(name)


def test_without_pictures_there_is_nothing_to_do():
    assert leftovers.clear() == {"autosaves": 0, "pictures": 0}
