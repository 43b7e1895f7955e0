"""Collecting, compiling and checking translations, on a small project of the test's own."""

import gettext
import io

import pytest

from portal import translations

PAGE = """{% load i18n %}<p title="{% translate "judul" %}">
    {% blocktranslate trimmed %}halo {{ name }}{% endblocktranslate %}
  </p>"""
CODE = 'from x import ngettext\nlabel = _("nama")\nmany = ngettext("%(n)d suara", "%(n)d suara", 2)\n'


@pytest.fixture(autouse=True)
def project(tmp_path, monkeypatch):
    monkeypatch.setattr(translations, "ROOT", tmp_path)
    monkeypatch.setattr(translations, "PO", tmp_path / "locale" / "en" / "LC_MESSAGES" / "django.po")
    monkeypatch.setattr(translations, "PACKAGES", ("app",))
    (tmp_path / "app").mkdir()
    (tmp_path / "app" / "models.py").write_text(CODE)
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "page.html").write_text(PAGE)
    return tmp_path


def translate(**english):
    po = translations.PO
    text = po.read_text()
    for indonesian, word in english.items():
        text = text.replace(f'msgid "{indonesian}"\nmsgstr ""', f'msgid "{indonesian}"\nmsgstr "{word}"')
    po.write_text(text)


def test_strings_of_code_and_templates_are_found():
    found = {message.id for message in translations.sources() if message.id}
    assert found == {"judul", "halo %(name)s", "nama", ("%(n)d suara", "%(n)d suara")}


def test_what_has_no_english_is_a_fault():
    translations.collect()
    assert "no English: 'judul'" in translations.faults()


def test_collecting_keeps_translations_and_compiles_them():
    translations.collect()
    translate(judul="title")
    translations.collect()
    compiled = gettext.GNUTranslations(io.BytesIO(translations.PO.with_suffix(".mo").read_bytes()))
    assert compiled.gettext("judul") == "title"


def test_a_translation_that_was_not_compiled_is_a_fault():
    translations.collect()
    translate(judul="title")
    assert any("not compiled" in fault for fault in translations.faults())


def test_a_string_that_is_gone_is_dropped(project):
    translations.collect()
    (project / "templates" / "page.html").write_text("")
    translations.collect()
    assert "judul" not in translations.PO.read_text()
