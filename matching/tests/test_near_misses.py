"""A claim that differs from a debunk in its subject, number, place or negation is never answered with it."""

import pytest

from matching import encoder
from matching.documents import Document, PartVector
from matching.embeddings import BUNDLED_MODEL
from matching.engine import Engine
from matching.lexicon import Lexicon
from matching.parts import claim_text, title_text
from matching.writer import IndexWriter

DEBUNKS = (
    (
        "Tujuh Kontainer Surat Suara Tercoblos di Pelabuhan Tirta",
        "Ada 7 kontainer surat suara tercoblos di Tirta",
    ),
    (
        "Bayu Prakosa Ditangkap KPK karena Suap Tambang",
        "KPK menangkap Bayu Prakosa, suap tambang emas Rp3 miliar",
    ),
    ("KPU Menunda Pemungutan Suara sampai Bulan Juli", "KPU resmi menunda pencoblosan ke bulan Juli"),
    ("Gempa Merusak Gudang KPU di Lembayung", "Gudang logistik KPU Lembayung hancur karena gempa"),
    ("Warga di Atas 70 Tahun Dilarang Mencoblos", "Lansia berumur di atas 70 tahun tidak boleh mencoblos"),
    ("Uang Palsu Beredar untuk Serangan Fajar", "Serangan fajar di Jatiroto memakai uang palsu Rp50 ribu"),
    (
        "Tidak Ada Sembilan Peti Uang di Dermaga Wulan",
        "Sebarkan! Ada sembilan peti uang di dermaga Wulan. Saya hampir tidak percaya, petugas diam saja",
    ),
    ("Bank Randu Tidak Membuka Lowongan Kerja", "Bank Randu tidak membuka lowongan kerja bagi lulusan SMA"),
)
NEAR_MISSES = {
    "another subject": "Ratna Kusumadewi ditangkap KPK karena suap tambang",
    "another number": "dua belas kontainer surat suara tercoblos di pelabuhan Tirta",
    "another place": "gempa merusak gudang KPU di Segara Wetan",
    "the contrary": "KPU tidak menunda pemungutan suara sampai bulan Juli",
    "what the claim denies": "Bank Randu membuka lowongan kerja bagi lulusan SMA",
    "another deed": "Bayu Prakosa juara lomba catur antar kampus",
}


class Bundled:
    """The bundled model without a server."""

    model = BUNDLED_MODEL

    def __init__(self):
        self._model = encoder.load()

    def question(self, text, timeout):
        return self._model.query(text)

    def is_up(self):
        return True


@pytest.fixture(scope="module")
def engines(tmp_path_factory):
    """The engine with the bundled model, and by words only."""
    root, model = tmp_path_factory.mktemp("index"), Bundled()
    documents = [Document(number, title, claim) for number, (title, claim) in enumerate(DEBUNKS, 1)]
    vectors = [
        PartVector(each.id, part, model.question(text, 1))
        for each in documents
        for part, text in enumerate((title_text(each.title), claim_text(each.claim)))
    ]
    writer = IndexWriter(root, "near", model.model, 384)
    writer.rebuild(documents, vectors, 0, Lexicon())
    writer.close()
    return Engine(root, model), Engine(root, None)


@pytest.mark.parametrize("text", NEAR_MISSES.values(), ids=NEAR_MISSES.keys())
def test_a_near_miss_is_no_match(engines, text):
    for engine in engines:
        assert {hit.tier for hit in engine.search(text).hits} <= {"related", "none"}


IN_OTHER_WORDS = {
    "kpk menangkap bayu prakosa, suap tambang": 2,
    "serangan fajar pake uang palsu di jatiroto": 6,
    "duit palsu buat serangan fajar di jatiroto, bener?": 6,
    "gudang kpu di lembayung rusak kena gempa ya?": 4,
}


@pytest.mark.parametrize(("text", "answer"), IN_OTHER_WORDS.items())
def test_the_same_claim_in_other_words_is_a_match(engines, text, answer):
    hit = engines[0].search(text).hits[0]
    assert (hit.id, hit.tier) == (answer, "match")


@pytest.mark.parametrize(
    ("text", "answer"),
    [*IN_OTHER_WORDS.items(), ("yg umurnya di atas 70 thn dilarang nyoblos, bener ga sih", 5)],
)
def test_what_is_not_certain_is_offered_first_also_by_words_alone(engines, text, answer):
    for engine in engines:
        hit = engine.search(text).hits[0]
        assert hit.id == answer and hit.tier in ("match", "related")


def test_an_english_question_finds_the_indonesian_debunk(engines):
    for engine in engines:
        assert engine.search("did an earthquake destroy the KPU warehouse in Lembayung?").hits[0].id == 4


def test_a_title_that_denies_the_claim_answers_it(engines):
    """Nor does a denial elsewhere in the message change that."""
    for engine in engines:
        assert engine.search("Benarkah ada sembilan peti uang di dermaga Wulan?").hits[0].tier == "match"
