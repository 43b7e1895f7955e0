"""The checks of our own."""

from django.contrib import admin

from factcheck.models import Debunk
from portal import checks


def test_every_template_compiles():
    assert checks.templates_compile(None) == []


def test_a_template_with_a_mistake_is_named(tmp_path, settings):
    settings.BASE_DIR = tmp_path
    settings.TEMPLATES = [
        {"BACKEND": "django.template.backends.django.DjangoTemplates", "DIRS": [tmp_path / "templates"]}
    ]
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "page.html").write_text("{% if %}")
    (tmp_path / "templates" / "fine.html").write_text("{{ fine }}")
    [error] = checks.templates_compile(None)
    assert error.msg.startswith("page.html")


def test_a_mistake_in_the_admin_is_named(monkeypatch):
    assert checks.admin_is_sound(None) == []
    monkeypatch.setattr(type(admin.site._registry[Debunk]), "list_display", ["no_such_field"])
    [error] = checks.admin_is_sound(None)
    assert error.id == "admin.E108"
