"""The tuned encoder: what it was made for, and the file it was made from."""

import numpy as np
import pytest

from matching import encoder

DEBUNK = "surat suara tercoblos sebelum pemilu di gudang"
ASKED = "bener gak sih kertas buat nyoblos udah dibolongin duluan?"
OTHER = "bener gak sih gudang beras pemerintah kebanjiran?"


def separation(model) -> float:
    debunk, asked, other = model.query([DEBUNK, ASKED, OTHER])
    return float(debunk @ asked - debunk @ other)


def test_what_a_debunk_answers_is_closer_than_what_shares_a_word_with_it():
    assert separation(encoder.load()) > separation(encoder.load(tuned=False))


def test_vectors_are_of_length_one_and_the_same_each_time():
    first, second = encoder.load().query(["pemilu", "pemilu"])
    assert np.allclose(np.linalg.norm(first), 1.0, atol=1e-3)
    assert np.array_equal(first, second)


def test_another_file_than_was_tuned_is_refused(monkeypatch, tmp_path):
    other = tmp_path / "e5-small-q4.bin"
    other.write_bytes(b"another model")
    monkeypatch.setattr(encoder, "BUNDLED", other)
    with pytest.raises(RuntimeError, match="13 bytes"):
        encoder.load()
