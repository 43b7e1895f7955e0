"""Facts answer claims: the measured share of right answers, and of silence where nothing is stated."""

from datetime import date
from pathlib import Path

import pytest
import yaml
from django.conf import settings

from candidates import actions, regencies
from candidates.models import Candidacy, PartyResult, Stage
from candidates.records import MOST, records_for
from candidates.registers import REGISTERS, load
from candidates.tests import fact_claims, fact_claims_again, factories
from candidates.tests.fact_claims import RIGHT

pytestmark = pytest.mark.django_db
LISTS = pytest.mark.parametrize("claims", [fact_claims, fact_claims_again])
MEANT = [
    ("pencoblosan tanggal 26 November", "Pilkada Serentak 2024: 27 November 2024"),
    ("Pemilu 2019 digelar 18 April 2019", "Pemilu 2019: 17 April 2019"),
    ("Pemilu 2019 PSI nomor urut 15", "PSI bernomor urut 11 (Pemilu 2019)"),
    ("Pilpres 2014 Prabowo nomor urut 2", "nomor urut 1"),
    ("kursi DPR ada 575", "DPR: 580 kursi di 84 dapil (Pemilu 2024)"),
    ("Dapil Jawa Barat XI 9 kursi", "Dapil Jawa Barat XI: 10 kursi"),
    ("Masa tenang cuma 2 hari", "(3 hari)"),
    ("Pemilu 2024 ditunda sampai 2027", "Pemilu 2024: 14 Februari 2024"),
    ("PBB nomor dua belas", "PBB bernomor urut 13"),
    ("Partai Golkar dapat 128 kursi DPR", "Golkar: 102 kursi DPR (Pemilu 2024)"),
    ("PSI dapat 7 kursi DPR", "PSI: 0 kursi DPR"),
    ("Prabowo-Gibran dapat 60 persen suara", "96.214.691 suara sah, 58,59%"),
    ("Pilpres 2014 Prabowo-Hatta Rajasa dapat 71 juta suara", "62.576.444 suara sah, 46,85%"),
    ("TPS tutup jam 15?", "pukul 07.00–13.00 waktu setempat"),
    ("TPS tutup pada 14 Februari 2024 jam 15?", "Pemungutan suara, Pemilu 2024: pukul 07.00–13.00"),
    ("Halo, mau tanya. Kata tetangga TPS tutup jam 15. Betul?", "pukul 07.00–13.00"),
]
DEMO = Path(settings.BASE_DIR) / "portal" / "demo"


@pytest.fixture(scope="module")
def rows():
    return {name: yaml.safe_load((DEMO / f"{name}.yaml").read_text()) for name in [*REGISTERS, "regencies"]}


@pytest.fixture(autouse=True)
def official_record(rows):
    for register in REGISTERS:
        load(register, rows[register], demo=True)
        if register == "districts":
            regencies.load(rows["regencies"], demo=True)


def share(texts, is_right) -> float:
    wrong = [text for text in texts if not is_right(records_for(text))]
    print(*wrong, sep="\n")
    return 1 - len(wrong) / len(texts)


def says(agrees):
    return lambda records: bool(records) and all(record.agrees == agrees for record in records)


@LISTS
def test_at_least_95_of_100_answers_are_right(claims):
    assert len(claims.RIGHT) >= 30 and len(claims.WRONG) >= 30
    assert (share(claims.RIGHT, says(True)) + share(claims.WRONG, says(False))) / 2 >= 0.95


@LISTS
def test_silence_on_at_least_98_of_100_look_alikes(claims):
    assert len(claims.LOOK_ALIKES) >= 60
    assert share(claims.LOOK_ALIKES, lambda records: not records) >= 0.98


def test_a_right_number_confirms_nothing_else_in_the_sentence():
    for text in ("Paslon 1 Anies-Muhaimin terpilih jadi presiden", "Paslon 02 Prabowo-Gibran mundur"):
        assert [record.agrees for record in records_for(text)] == [False], text


def test_an_answer_shows_the_words_the_record_its_regulation_and_where_it_stands():
    (record,) = records_for("Halo semua! Katanya pencoblosan 15 Februari 2024, benarkah? Terima kasih.")
    assert record.as_json() == {
        "statement": "pencoblosan 15 Februari 2024",
        "agrees": False,
        "record": "Pemungutan suara, Pemilu 2024: 14 Februari 2024",
        "regulation": record.regulation,
        "url": f"{settings.SITE_URL}/jadwal/pemilu-2024/#pemungutan-suara",
    }
    assert "Nomor 3 Tahun 2022" in record.regulation


def test_the_record_meant_is_the_one_shown():
    for text, part in MEANT:
        (record,) = records_for(text)
        assert not record.agrees, text
        assert part in record.record, text


def test_nothing_is_said_of_what_the_record_does_not_hold():
    for text in (
        "Pemilu 2029 digelar 14 Februari 2029",
        "kursi DPR 2009 ada 560 kata Pemilu 2009",
        "Hasil Pemilu 2019. PDIP dapat 128 kursi DPR",  # we hold no results of parties before 2024
        "Pemilu 2014 TPS tutup jam 13",  # nor the hours of 2014
        "",
    ):
        assert records_for(text) == []


def test_what_may_be_right_after_all_is_not_contradicted():
    for text, answers in (
        ("PDIP dapat 25.387.279 suara", []),  # the first count, which the court corrected by a few thousand
        ("PDIP dapat 25.384.673 suara", [True]),
        ("TPS tutup jam 12.00 WIB", []),  # as it does where WITA holds
        ("TPS tutup jam 15.00 WIB", [False]),
    ):
        assert [record.agrees for record in records_for(text)] == answers, text


def test_each_sentence_of_a_message_is_answered_for_itself():
    text = "Halo, mau tanya. Golkar dapat 128 kursi DPR? Terus TPS tutup jam 15? Kemarin hujan di Jambi, lho."
    assert [record.statement for record in records_for(text)] == [
        "Golkar dapat 128 kursi DPR",
        "TPS tutup jam 15",
    ]


def test_seats_are_answered_by_the_results_as_they_are_now():
    PartyResult.objects.filter(party__slug="golkar").update(publication="suggested")
    assert records_for("Partai Golkar dapat 128 kursi DPR") == []


def test_the_answer_follows_a_change_of_the_record():
    text = "Pencoblosan pemilu 2024 tanggal 21 Februari 2024"
    assert not records_for(text)[0].agrees
    stage = Stage.objects.get(election__slug="pemilu-2024", slug="pemungutan-suara")
    day = stage.starts.replace(day=21)
    actions.revise_stage(actor=None, stage=stage, starts=day, ends=day, regulation="PKPU 9/2024")
    assert records_for(text)[0].agrees


def test_a_later_election_makes_no_true_date_of_an_earlier_one_false():
    later = factories.election(slug="pemilu-lain", name="Pemilu Lain", date=date(2034, 2, 14))
    factories.stage(
        election=later, kind="voting", name="Pemungutan suara", starts=later.date, ends=later.date
    )
    actions.save_fact(actor=None, fact=later)
    for text in ("Pencoblosan tanggal 14 Februari 2024", "Masa tenang 11-13 Februari 2024"):
        assert [record.agrees for record in records_for(text)] == [True], text


def test_a_pair_that_did_withdraw_is_said_to_have():
    text = "Paslon 1 mundur dari pilpres"
    assert not records_for(text)[0].agrees
    one = Candidacy.objects.get(election__slug="pemilu-2024", ballot_number=1)
    actions.change_state(actor=None, candidacy=one, state="withdrawn", on=one.state_date, ground="Surat 1")
    assert records_for(text)[0].agrees


def test_unconfirmed_facts_answer_nothing():
    Stage.objects.filter(kind="voting").update(publication="suggested")
    assert records_for("Pencoblosan tanggal 15 Februari 2024") == []


def test_a_long_message_gets_few_answers_and_no_question_per_sentence(django_assert_max_num_queries):
    text = (
        "\n".join(f"Partai nomor {number} itu Golkar" for number in (1, 2, 3)) + "\n" + "\n".join(RIGHT * 20)
    )
    with django_assert_max_num_queries(9):
        assert len(records_for(text[:20_000])) == MOST
    with django_assert_max_num_queries(1):
        records_for(text[:20_000])
