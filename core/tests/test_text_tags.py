import pytest
from django.template import Context, Template

from core.templatetags.texts import after, breakable, sentence, unbroken


@pytest.mark.parametrize("title", ["Benar?", "Sungguh!", "Katanya “sudah.”", "Selesai."])
def test_a_sentence_keeps_its_own_end(title):
    assert sentence(title) == title


def test_a_title_ends_as_a_sentence():
    assert sentence("Pemungutan suara tetap") == "Pemungutan suara tetap."


def test_day_and_month_stay_together():
    assert unbroken("Tetap 14 Februari, bukan 15 Maret") == "Tetap 14\u00a0Februari, bukan 15\u00a0Maret"
    assert unbroken("7 kontainer") == "7 kontainer"


def test_an_address_breaks_after_its_slashes_and_is_escaped():
    assert breakable("https://example.org/a/<b>") == "example.org/<wbr>a/<wbr>&lt;b&gt;"


def test_a_qr_code_has_a_name_and_no_style():
    html = Template('{% load qr %}{% qr "https://example.org/hoaks/a/" "Kode QR" %}').render(Context())
    assert 'role="img" aria-label="Kode QR"' in html
    assert "<path" in html
    assert "style=" not in html


def test_a_summary_does_not_say_the_title_again():
    assert after("Surat suara utuh. KPU memeriksa.", "Surat suara utuh") == "KPU memeriksa."
    assert after("KPU memeriksa. Surat utuh.", "Surat suara utuh") == "KPU memeriksa. Surat utuh."
