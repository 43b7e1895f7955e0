"""The pages that keep a breach from happening."""

import re

import pytest

from neutrality.models import LegalBasis, QuizQuestion, Rule
from neutrality.tests.conftest import load_registers

PAGES = [f"/netralitas-asn/{page}" for page in ("", "boleh/", "lembar/", "kuis/", "akun/")]


@pytest.fixture
def quiz(rules):
    load_registers("quiz")
    return {question.slug: question.answer for question in QuizQuestion.objects.all()}


@pytest.mark.parametrize("path", PAGES)
def test_the_pages_are_public_and_set_no_cookie(client, rules, path):
    response = client.get(path)
    assert response.status_code == 200 and not response.cookies
    assert "public" in response["Cache-Control"]
    assert client.get("/en" + path).status_code == 200


@pytest.mark.parametrize("path", PAGES)
def test_the_pages_hold_without_any_rule(client, db, path):
    assert client.get(path).status_code == 200


def test_the_rules_are_told_with_example_and_article(client, rules):
    html = client.get("/netralitas-asn/").content.decode()
    assert "Satu tanda suka pada akun kampanye terdaftar sudah dihitung." in html
    assert "Contoh:" in html and "Lampiran II" in html


def test_the_rules_are_told_with_their_sanctions_and_the_days_of_each_article(client, rules):
    html = client.get("/netralitas-asn/").content.decode()
    assert "Sanksi moral sampai Hukuman disiplin berat" in html
    assert "berlaku 15 Januari 2014 sampai 30 Oktober 2023" in re.sub("<[^>]+>", "", html)
    assert "berlaku sejak 31 Oktober 2023" in re.sub("<[^>]+>", "", html)


def test_an_article_that_nobody_confirmed_is_not_shown(client, rules):
    LegalBasis.objects.filter(slug="uu-5-2014-9-2").update(publication="suggested")
    assert "UU Nomor 5 Tahun 2014" not in client.get("/netralitas-asn/").content.decode()


def test_an_unconfirmed_rule_is_not_shown(client, rules):
    Rule.objects.filter(slug="medsos-sesudah-penetapan").update(publication="suggested")
    assert "Satu tanda suka" not in client.get("/netralitas-asn/").content.decode()


def test_a_question_is_answered_for_its_day(client, rules):
    asked = {"act": "like", "on": "2024-01-15", "election": "pemilu-2024"}
    html = client.get("/netralitas-asn/boleh/", asked).content.decode()
    assert "Tidak boleh." in html and "Masa kampanye" in html and "Pasal 5 huruf n" in html
    asked["on"] = "2023-10-02"
    html = client.get("/netralitas-asn/boleh/", asked).content.decode()
    assert "Pasal 9 ayat (2)" in html and "Sanksi moral" in html


def test_the_election_nearest_to_the_day_is_meant_where_none_is_named(client, rules):
    html = client.get("/netralitas-asn/boleh/", {"act": "like", "on": "2024-10-10"}).content.decode()
    assert "Pilkada Serentak 2024" in html


def test_no_rule_never_reads_as_yes(client, rules):
    asked = {"act": "party", "audience": "staff", "on": "2024-03-01", "election": "pemilu-2024"}
    html = client.get("/netralitas-asn/boleh/", asked).content.decode()
    assert "Itu bukan berarti boleh" in html


@pytest.mark.parametrize("asked", [{"act": "dance"}, {"act": "like", "on": "kemarin"}, {"act": "like\0"}])
def test_a_question_that_cannot_be_is_refused(client, rules, asked):
    response = client.get("/netralitas-asn/boleh/", asked)
    assert response.status_code == 422 and "Galat:" in response.content.decode()


def test_the_briefing_fits_the_rules_of_today(client, rules):
    html = client.get("/netralitas-asn/lembar/").content.decode()
    assert "Foto bersama dan pose jari" in html and "Pasal 24 ayat (1)" in html
    assert "UU Nomor 5 Tahun 2014" not in html


def test_a_certificate_is_given_for_right_answers_and_nothing_is_kept(
    client, quiz, django_assert_num_queries
):
    with django_assert_num_queries(1):
        response = client.post("/netralitas-asn/kuis/", quiz)
    html = response.content.decode()
    assert "Sertifikat kuis" in html and f"{len(quiz)} dari {len(quiz)}" in html
    assert response["Cache-Control"] == "no-store" and not response.cookies


def test_wrong_answers_are_explained(client, quiz):
    wrong = {slug: 0 if answer else 1 for slug, answer in quiz.items()}
    html = client.post("/netralitas-asn/kuis/", wrong).content.decode()
    assert "Sertifikat" not in html and "Belum tepat:" in html


def test_an_unfinished_quiz_says_what_is_missing(client, quiz):
    response = client.post("/netralitas-asn/kuis/", {})
    assert response.status_code == 422 and f"{len(quiz)} hal perlu" in response.content.decode()
