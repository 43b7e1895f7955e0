import pytest
from django.template import Context, Template

from core.templatetags.texts import after, breakable, brief, sentence, told, unbroken


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


def test_the_fuller_of_two_sentences_that_say_the_same_stands_for_both():
    title = "Tidak ada tujuh kontainer surat suara tercoblos di Tanjung Priok"
    text = "Tidak ada kontainer surat suara di Tanjung Priok. KPU memeriksa."
    assert told(title, text) == (f"{title}.", "KPU memeriksa.")
    assert told("Tidak ada kontainer", "Tidak ada kontainer di Priok, kata KPU.") == (
        "Tidak ada kontainer di Priok, kata KPU.",
        "",
    )
    assert after(text, title) == "KPU memeriksa."


def test_another_number_is_another_thing_to_say():
    text = "Pemilu digelar 15 Februari. KPU menetapkannya."
    assert told("Pemilu digelar 14 Februari", text) == ("Pemilu digelar 14 Februari.", text)


def test_a_list_takes_whole_sentences():
    first = "Undang-Undang No. 7 Tahun 2017 melarangnya, kata Dr. Budi."
    second = f"Begini {'sekali ' * 15}panjangnya."
    assert brief(f"{first} Dipidana. {second}") == f"{first} Dipidana."
    assert brief(second * 2) == second * 2 and brief("") == ""
