"""The checks of our own."""

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
