from itertools import pairwise

from matching.parts import parts, sentences, tokens_in
from matching.text import analyse

CLAIM = "KPU disebut mencetak tujuh juta surat suara ganda lalu menyimpannya dalam gudang pelabuhan utara."
FILLER = (
    "Kita semua harus waspada karena banyak pihak ingin negara ini pecah belah serta rakyat saling curiga."
)


def test_sentences_end_at_stops_and_lines():
    text = "Satu dua.  Tiga!\n\nEmpat"
    assert [text[span.start : span.end] for span in sentences(text)] == ["Satu dua.", "Tiga!", "Empat"]


def test_a_short_message_is_one_claim():
    assert parts(analyse(CLAIM)) == []


def test_a_long_message_is_cut_so_that_every_word_is_in_one_part():
    text = "\n".join([FILLER] * 6 + [CLAIM])
    analysis = analyse(text)
    found = parts(analysis)
    assert len(found) > 1
    assert all(before.end <= after.start for before, after in pairwise(found))
    assert text[found[-1].start : found[-1].end].endswith(CLAIM)
    assert sum(len(tokens_in(analysis, span)) for span in found) == len(analysis.tokens)


def test_a_very_long_message_has_a_bounded_number_of_parts():
    assert len(parts(analyse("\n".join([FILLER] * 190)))) <= 24
