"""Which of the ranker's models judges: that for questions, for copies, or for debunks known by title only."""

import json

import numpy as np
import pytest

from matching import ranker
from matching.documents import Document
from matching.engine import candidates_of, measured, question_of
from matching.index import IndexReader
from matching.tests.making import build
from matching.text import analyse, is_passed_on

CLAIM = "Segera kosongkan rekening bank kalian karena mulai Senin semua tabungan dipotong untuk dana kampanye"
TITLE = "Tabungan Dipotong untuk Kampanye"


@pytest.fixture(scope="module", params=["with its message", "its title only"])
def known(request, tmp_path_factory):
    """(whether the debunks have a message, an index of two debunks)"""
    told = request.param == "with its message"
    root = tmp_path_factory.mktemp("index")
    docs = [
        Document(1, TITLE, CLAIM if told else TITLE),
        Document(2, "Bank Tutup Senin", "Bank tutup" * told),
    ]
    build(root, docs).close()
    return told, IndexReader(root).state()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("apa benar tabungan di bank kena potong buat kampanye?", "question"),
        ("Diteruskan dari grup sebelah\ntabungan kena potong buat kampanye", "copy"),
        ("kosongkan rekening bank kalian mulai Senin tabungan dipotong", "copy"),
    ],
)
def test_the_expert_follows_the_message_and_what_is_known_of_the_debunks(known, text, expected):
    told, state = known
    question = question_of(state, analyse(text).tokens, None, passed_on=is_passed_on(text))
    candidates = candidates_of(state, question)
    rows = measured(state, question, candidates)
    assert ranker.expert(question, candidates, rows) == (expected if told else "titles")


@pytest.mark.parametrize("semantic", [True, False])
def test_every_expert_has_weights_that_tell_the_better_candidate(semantic):
    better, worse = np.zeros((2, len(ranker.NAMES)))
    for name in ("share", "aligned", "covered", "cosine", "bm25", "trigrams", "aligned_both_ways"):
        better[ranker.NAMES.index(name)] = 1.0
    for expert in ranker.EXPERTS:
        model = ranker.model(semantic, expert)
        _, (first, second) = model.probabilities(np.stack([better, worse]))
        assert first > second
        assert model.related < model.match < 1


def test_the_figures_of_the_fit_are_kept_with_the_weights():
    stored = json.loads(ranker.FILE.read_text())
    for each in stored.values():
        assert set(each["experts"]) == set(ranker.EXPERTS)
        assert {"natural", "invented", "headline", "noisy"} <= set(each["figures"])
        for kind, share in (("natural", 0.011), ("invented", 0.032)):  # two of three of those are to mislead
            assert each["at the threshold of a match"][kind]["let through"] <= share
