from datetime import timedelta

import pytest
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import override

from factcheck.models import Debunk, Verdict
from factcheck.templatetags.verdicts import forward_text, marked, old_since, verdict_label
from factcheck.tests import making


def test_every_verdict_has_its_word_and_a_shape_of_its_own():
    shapes = set()
    for verdict in Verdict:
        html = render_to_string("_components/verdict.html", {"verdict": verdict.value})
        assert verdict_label(verdict.value) in html
        assert f"v-{verdict.value}" in html
        shapes.add(html[html.index("<svg") : html.index("</svg>")])
    assert len(shapes) == len(Verdict)
    assert all("<path" in shape or "<circle" in shape for shape in shapes)


def test_marks_escape_what_they_hold():
    html = marked("<b>7 kontainer</b> ada", [{"start": 3, "end": 14}])
    assert html == '&lt;b&gt;<mark class="same">7 kontainer</mark>&lt;/b&gt; ada'


@pytest.mark.parametrize(
    "spans",
    [
        [{"start": 6, "end": 25}, {"start": 0, "end": 15}],
        [{"start": 0, "end": 5}, {"start": 6, "end": 15}, {"start": 16, "end": 25}],
        [{"start": 0, "end": 25}, {"start": 6, "end": 15}],
    ],
)
def test_marks_that_overlap_or_touch_become_one(spans):
    text = "tujuh kontainer tercoblos"
    assert marked(text, spans) == f'<mark class="same">{text}</mark>'


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("kontainer dari China", 1),
        ("kontainer, ternyata China", 1),
        ("kontainer bukan China", 2),
        ("kontainer. China", 2),
        ("kontainer merah China", 2),
    ],
)
def test_small_words_between_two_marks_are_marked_too(text, marks):
    spans = [{"start": 0, "end": 9}, {"start": text.index("China"), "end": len(text)}]
    assert marked(text, spans).count("<mark") == marks


def test_marks_of_two_kinds_stay_apart():
    html = marked("tujuh kontainer", [{"start": 0, "end": 8}, {"start": 6, "end": 15, "kind": "rec"}])
    assert html == '<mark class="same">tujuh ko</mark><mark class="rec">ntainer</mark>'


def test_a_mark_beyond_the_text_is_cut_off():
    assert marked("abc", [{"start": 1, "end": 99}]) == 'a<mark class="same">bc</mark>'


def test_what_the_record_was_asked_about_is_marked_otherwise():
    assert '<mark class="rec">15 Februari</mark>' in marked(
        "diundur 15 Februari", [{"start": 8, "end": 19, "kind": "rec"}]
    )


@pytest.mark.django_db
def test_an_old_claim_says_since_when():
    debunk = making.published()
    assert old_since(debunk) is None
    seen = timezone.localdate() - timedelta(days=800)
    debunk.appearances.create(platform="whatsapp", first_seen=seen)
    assert old_since(debunk) == seen


@pytest.mark.django_db
def test_what_is_forwarded_names_the_verdict_and_leads_here(settings):
    settings.SITE_URL = "https://example.org"
    debunk = making.published(title="Tidak ada kontainer", summary="Sudah diperiksa.")
    assert forward_text(debunk) == (
        "*[SALAH]* Tidak ada kontainer. Sudah diperiksa.\n\n"
        f"Baca pemeriksaannya: https://example.org{debunk.get_absolute_url()}"
    )


@pytest.mark.django_db
def test_the_address_forwarded_keeps_the_reader_s_language(settings):
    with override("en"):
        assert "/en/hoaks/" in forward_text(making.published())


def unsaved(**fields):
    return Debunk(**{"slug": "a", "verdict": "salah", "title": "Tidak ada kontainer"} | fields)


def test_what_is_forwarded_does_not_say_the_title_twice():
    alike = unsaved(summary="Tidak ada kontainer di Priok, kata KPU.")
    assert forward_text(alike).count("Tidak ada kontainer") == 1
    other = unsaved(summary="KPU sudah memeriksa.")
    assert "Tidak ada kontainer. KPU sudah memeriksa." in forward_text(other)


@pytest.mark.parametrize("summary", ["", "Ringkasan lain. " * 17, "K" * 280])
def test_what_is_forwarded_has_at_most_700_characters(summary):
    text = forward_text(
        unsaved(slug="s" * 120, verdict="belum-terbukti", title="Judul " * 50, summary=summary)
    )
    assert len(text) <= 700 and text.endswith(f"/hoaks/{'s' * 120}/")
    assert text.startswith("*[BELUM TERBUKTI]* Judul")
