"""Words of a question and their counterparts in a candidate."""

import numpy as np
import pytest

from matching.alignment import NAMES, align
from matching.features import Question
from matching.meanings import meant, opposites, translated
from matching.ranker import Linear
from matching.stem import stem
from matching.text import analyse, terms


class Told:
    def __init__(self, title, claim=""):
        self.title, self.claim = terms(title), terms(claim or title)


def rarity(words):
    return dict.fromkeys(words, 5.0)


def measured(text, *candidates):
    asked = analyse(text).terms
    rows = align(asked, {}, [Told(each) for each in candidates], rarity)
    assert rows.shape == (len(candidates), len(NAMES))
    return [dict(zip(NAMES, row.tolist(), strict=True)) for row in rows]


def test_an_english_word_is_aligned_with_the_indonesian_one_that_it_means():
    police, fire = measured("police arrested the governor", "Polisi menangkap gubernur", "Gudang terbakar")
    assert police["aligned"] > 0.85 and police["aligned_missing"] < 0.1
    assert fire["aligned"] < 0.4


def test_a_misspelled_name_is_aligned_with_the_name():
    (row,) = measured("hendrra wibisanna dicopot", "Hendra Wibisana dicopot")
    assert row["aligned"] > 0.7


def test_a_word_without_a_counterpart_is_noticed():
    same, other = measured("bupati menjual pulau", "Bupati menjual pulau", "Bupati meresmikan bendungan")
    assert same["aligned_missing"] == 0.0 and same["words_missing"] == 0.0
    assert other["aligned_missing"] > 0.3 and other["aligned"] < same["aligned"]


def test_the_contrary_is_a_contradiction_and_the_same_word_is_none():
    same, contrary = measured("harga bbm naik", "Harga BBM naik", "Harga BBM turun")
    assert (same["contradicts"], contrary["contradicts"]) == (0.0, 1.0)


def test_the_order_of_words_tells_a_copy_from_the_same_words_elsewhere():
    copy, mixed = measured(
        "surat suara tercoblos di kontainer",
        "Surat suara tercoblos di kontainer",
        "kontainer tercoblos surat suara",
    )
    assert copy["in_order_claim"] == 1.0 and mixed["in_order_claim"] < 1.0


def test_texts_without_terms_are_no_error():
    assert measured("anies", "")[0]["aligned"] == 0.0
    assert align(["anies"], {}, [Told("")], rarity).shape == (1, len(NAMES))


def test_foreign_words_are_searched_by_what_they_mean_and_native_ones_as_they_stand():
    assert "polisi" in translated()["police"]
    assert "polisi" not in translated() and "polisi" not in meant()["polisi"]
    question = Question(analyse("police polisi").tokens, {})
    assert {"police", "polisi"} <= set(question.sought)
    assert "turun" in opposites()["naik"] and "naik" in opposites()["turun"]


def test_an_alias_counts_as_the_name_it_stands_for():
    rows = align(
        ["pakde"],
        {"pakde": frozenset({"bayu"})},
        [Told("Bayu"), Told("Ratna")],
        rarity,
    )
    assert rows[0, NAMES.index("aligned")] == 1.0 > rows[1, NAMES.index("aligned")]


@pytest.mark.parametrize(
    ("spoken", "meaning"),
    [
        ("majuin", "maju"),
        ("resmiin", "resmi"),
        ("jualin", "jual"),
        ("izin", "izin"),
        ("vitamin", "vitamin"),
        ("pemimpin", stem("pimpin")),
    ],
)
def test_the_spoken_ending_is_taken_off_words_that_are_known_without_it(spoken, meaning):
    assert stem(spoken) == meaning


def test_a_weight_whose_scale_was_rounded_to_nothing_spoils_no_score():
    model = Linear.load(["a"], {"bias": 0.5, "features": {"a": [0.0, 0.0, 2.0]}})
    assert np.isfinite(model(np.array([[0.0], [1.0]]))).all()
