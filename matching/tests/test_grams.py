"""Trigrams compared at once give what comparing sets of them gives."""

import numpy as np
import pytest

from matching.grams import likeness


def grams(text):
    padded = f"  {text} "
    return {padded[place : place + 3] for place in range(len(padded) - 2)}


def dice(left, right):
    return 2 * len(left & right) / (len(left) + len(right))


@pytest.mark.parametrize("question", ["surat suara coblos priok", "", "ab", "مرحبا surat"])
def test_the_same_as_with_sets(question):
    titles = ["tujuh kontainer surat suara", "", "surat suara coblos priok"]
    claims = ["viral surat suara coblos coblos coblos", "priok", "مرحبا"]
    expected = []
    for title, claim in zip(titles, claims, strict=True):
        asked, of_title, of_claim = grams(question), grams(title), grams(claim)
        best = max(dice(asked, of_title), dice(asked, of_claim))
        covered = len(asked & (of_title | of_claim)) / len(asked)
        expected.append([dice(asked, of_title), best, len(asked & of_title) / len(of_title), covered])
    assert likeness(question, titles, claims) == pytest.approx(np.array(expected))
