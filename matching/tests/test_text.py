import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.fold import fold
from matching.text import analyse, terms
from matching.words import read_groups


def spans(text):
    return [text[token.start : token.end] for token in analyse(text).tokens if token.content]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("4NGG0T4 DPR M3NGVNDURK4N diri", "anggota DPR mengundurkan diri"),
        ("𝗣𝗿𝗲𝘀𝗶𝗱𝗲𝗻 𝑑𝑖𝑡𝑎𝑛𝑔𝑘𝑎𝑝", "presiden ditangkap"),
        ("рemilu curаng", "pemilu curang"),  # Cyrillic р and а
        ("sura\u200bt su\u00adara rus4k", "surat suara rusak"),
        ("pre\u0301siden", "presiden"),
        ("🅺🅿🆄 bohong", "kpu bohong"),
        ("K.P.U. membatalkan pemilu", "KPU membatalkan pemilu"),
        ("H O A X pencoblosan", "hoax pencoblosan"),
        ("udh nyoblos blm yg d jkt", "sudah mencoblos belum yang di jakarta"),
        ("kotak suara digemboooook", "kotak suara digembok"),
        ("petugas2 kpps", "petugas kpps"),
        ("#GantiPresiden2019", "ganti presiden 2019"),
        ("Jum’at salat di mesjid", "jumat sholat di masjid"),
        ("Rp 750.000", "tujuh ratus lima puluh ribu"),
        ("750rb", "750 ribu"),
        ("11 ribu triliun", "11.000 triliun"),
        ("1,8 juta suara", "1.8 million suara"),
        ("dua puluh lima orang", "25 orang"),
    ],
)
def test_what_is_written_in_tricks_is_read_as_it_is_meant(written, meant):
    assert terms(written) == terms(meant)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("menolak", "ditolak"),
        ("memenangkan", "kemenangan"),
        ("pemeriksaan", "diperiksa"),
        ("mengirim", "kiriman"),
        ("penundaan", "ditunda"),
        ("kecurangan", "dicurangi"),
        ("bubarin", "membubarkan"),
        ("nyoblos", "pencoblosan"),
    ],
)
def test_forms_of_one_word_have_one_stem(left, right):
    assert terms(left) == terms(right)


@pytest.mark.parametrize(
    "word", ["pemilu", "keluarga", "sekolah", "menteri", "partai", "perempuan", "jokowi"]
)
def test_words_that_only_look_inflected_are_protected(word):
    assert terms(word) == [word]


def test_forward_headers_are_not_part_of_the_claim():
    message = "Diteruskan berkali-kali\n[12/02/24 10.30] +62 812-3456-7890: KPU menunda pemilu"
    assert terms(message) == terms("KPU menunda pemilu")


def test_links_are_put_aside():
    analysis = analyse("Lihat https://contoh.example/berita?id=7 pemilu ditunda")
    assert analysis.links == ("https://contoh.example/berita?id=7",)
    assert "tunda" in analysis.terms and "contoh" not in analysis.terms


@pytest.mark.parametrize("word", ["covid19", "paslon2", "2024"])
def test_digits_that_are_digits_stay(word):
    assert any(character.isdigit() for term in terms(word) for character in term) or word == "covid19"


def test_offsets_count_code_points_of_the_text_as_given():
    text = "😡😡 e\u0301lite 𝗞𝗣𝗨 men\u200bunda pemilu"
    assert spans(text) == ["e\u0301lite", "𝗞𝗣𝗨", "men\u200bunda", "pemilu"]


def test_function_words_and_chat_filler_carry_no_claim():
    assert terms("assalamualaikum gan, bener gak sih ini hoax ya? tolong min 🙏") == ["tidak"]


def test_dates_and_phone_numbers_do_not_break_the_reader():
    assert terms("12.02.2024 dan 0812-3456-7890")[:3] == ["12", "2", "2024"]


def test_the_slang_table_is_large_and_points_one_way():
    forms = [form for _, written in read_groups("slang.txt") for form in written]
    assert len(forms) >= 400
    assert len(set(forms)) == len(forms), sorted({form for form in forms if forms.count(form) > 1})


@given(st.text(max_size=300))
def test_any_text_is_analysed_with_ordered_offsets(text):
    assert len(fold(text)) == len(text)
    tokens = analyse(text).tokens
    assert all(0 <= token.start < token.end <= len(text) for token in tokens)
    assert [token.start for token in tokens] == sorted(token.start for token in tokens)
