"""The tuned encoder: what it was made for, and the file it was made from."""

import numpy as np
import pytest

from matching import encoder

DEBUNKS = (
    "surat suara tercoblos sebelum pemilu di gudang",
    "gubernur dirawat serangan jantung",
    "kpu menunda pemungutan suara bulan juli",
    "gempa merusak gudang logistik pemilu",
    "uang palsu beredar serangan fajar",
)
ASKED = (
    "bener gak sih kertas buat nyoblos udah dibolongin duluan?",
    "katanya pak gub masuk icu gara2 jantungnya kumat",
    "was voting day moved to the summer?",
    "tempat nyimpen kotak suara ambruk abis lindu ya?",
    "hati2 dikasih duit buat milih, ternyata boongan",
)


def separation(model) -> float:
    """By how much a question is closer to its debunk than to the others, in the mean."""
    cosines = model.query(list(ASKED)) @ model.query(list(DEBUNKS)).T
    return float(np.diag(cosines).mean() - cosines.mean())


def test_what_a_debunk_answers_is_closer_than_to_the_model_as_it_comes():
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
