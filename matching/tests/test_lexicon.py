from matching.engine import Engine
from matching.lexicon import Alias, Lexicon
from matching.tests.making import build, documents
from matching.text import analyse, terms

PAIRS = Lexicon(
    (
        Alias("paslon 2", "Surya Wiratama", 2024),
        Alias("02", "Surya Wiratama", 2024),
        Alias("paslon 2", "Ratna Kusumadewi", 2019),
        Alias("pakde", "Bayu Prakosa"),
    )
)


def meant(text):
    return {word for found in PAIRS.meanings(analyse(text)).values() for word in found}


def test_a_nickname_means_its_person():
    assert meant("pakde sakit") == set(terms("Bayu Prakosa"))


def test_a_ballot_number_means_all_who_had_it_unless_the_year_is_said():
    assert meant("paslon 02 curang") == set(terms("Surya Wiratama Ratna Kusumadewi"))
    assert meant("pilpres 2019 paslon 02 curang") == set(terms("Ratna Kusumadewi"))


def test_a_bare_number_is_a_pair_only_as_it_is_written_on_the_ballot():
    assert meant("02 menang") == set(terms("Surya Wiratama"))
    assert meant("2 kapal tenggelam") == set()


def test_a_question_by_alias_finds_the_debunk_that_names_the_person(tmp_path):
    titles = ["Surya Wiratama dirawat karena serangan jantung", "Ketua kelas dirawat karena demam berdarah"]
    index = build(tmp_path, documents(titles))
    engine = Engine(tmp_path, None)
    before = engine.search("02 dirawat di rumah sakit").hits[0]
    index.apply(cursor=8, lexicon=PAIRS)
    index.close()
    engine.index.state_now()
    after = engine.search("02 dirawat di rumah sakit").hits[0]
    assert after.id == 1
    assert after.probability > before.probability
    assert [span.start for span in after.matched] == [0, 3]
