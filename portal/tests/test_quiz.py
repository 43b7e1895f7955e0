"""The quiz: played by its addresses alone, fair by its rule, and kept by nobody."""

import re
from datetime import date

import pytest
from django.urls import reverse

from candidates.tests import factories
from factcheck import actions
from factcheck.models import Debunk
from factcheck.tests import making
from portal import quiz
from portal.demo.files import read, read_folder

pytestmark = pytest.mark.django_db
DAY = date(2024, 2, 1)
BUTTON = re.compile(r'name="jawab" value="(\w+)"')
KEY = re.compile(r'name="soal" value="([^"]+)"')


@pytest.fixture
def debunks():
    hoaxes = [making.published(verdict=verdict) for verdict in ("salah", "penipuan") * 3]
    facts = [making.published(verdict="benar") for _ in range(4)]
    for verdict in ("menyesatkan", "sebagian-benar", "belum-terbukti"):
        making.published(verdict=verdict)
    return hoaxes + facts


def look(client, **values):
    response = client.get(reverse("quiz"), values)
    assert response.status_code == 200
    return response.content.decode()


def play(client, wrong=()):
    """Answer every question of the first round, those at the places `wrong` wrongly."""
    page, given = look(client), ""
    key = KEY.search(page)[1]
    for place, one in enumerate(quiz.asked(key, "")):
        other = quiz.HOAX if one.truth == quiz.FACT else quiz.FACT
        given += other if place in wrong else one.truth
        assert given in BUTTON.findall(page)
        page = look(client, soal=key, jawab=given)
    return page


def test_a_round_is_played_without_cookie_or_script_and_ends_with_a_score(client, debunks):
    page = play(client, wrong={1, 4})
    assert "4 dari 6 tepat" in page
    assert page.count("Jawaban Anda belum tepat") == 2
    assert "Saya menjawab tepat 4 dari 6" in page
    assert not client.cookies


def test_every_answer_is_explained_with_its_debunk(client, debunks):
    page = look(client)
    key = KEY.search(page)[1]
    first = quiz.asked(key, "")[0]
    assert first.debunk.get_absolute_url() not in page
    right = look(client, soal=key, jawab=first.truth)
    assert ">Tepat<" in right and first.debunk.get_absolute_url() in right
    wrong = look(client, soal=key, jawab="f" if first.truth == "h" else "h")
    assert ">Belum tepat<" in wrong and first.debunk.get_absolute_url() in wrong


def test_a_round_has_as_many_hoaxes_as_facts_and_only_clear_verdicts(debunks):
    for number in range(1, 20):
        ids = quiz.pick(DAY, number)
        verdicts = list(Debunk.objects.filter(pk__in=ids).values_list("verdict", flat=True))
        assert len(set(ids)) == 6 and verdicts.count("benar") == 3
        assert set(verdicts) <= {"salah", "penipuan", "benar"}
    assert quiz.pick(DAY, 1) == quiz.pick(DAY, 1) != quiz.pick(DAY, 2)


def test_no_round_names_a_candidate_or_a_party(debunks):
    named = making.published(verdict="benar")
    named.people.add(factories.person())
    other = making.published(verdict="salah")
    other.parties.add(factories.party())
    rounds = {pk for number in range(50) for pk in quiz.pick(DAY, number)}
    assert rounds == {one.pk for one in debunks}


def test_the_demonstration_content_has_enough_for_rounds_that_name_nobody():
    chosen = [
        one
        for one in read_folder("debunks")
        if one["verdict"] in ("salah", "penipuan", "benar") and not one["people"] and not one["parties"]
    ]
    facts = [one for one in chosen if one["verdict"] == "benar"]
    assert len(facts) >= quiz.EACH and len(chosen) - len(facts) >= quiz.EACH
    names = {name for person in read("people") for name in (person["name"], *person["aliases"])}
    names |= {party["full_name"] for party in read("parties")}
    for one in chosen:
        words = f"{one['title']} {one['claim']}"
        assert not [name for name in names if re.search(rf"\b{re.escape(name)}\b", words)], one["slug"]


def test_without_enough_debunks_the_page_says_so(client):
    making.published(verdict="salah")
    assert "Belum cukup pemeriksaan" in look(client)


@pytest.mark.parametrize("values", [{"soal": "1-2-3"}, {"jawab": "hhhhhhhhh"}, {"jawab": "x"}])
def test_an_address_made_up_by_somebody_starts_anew(client, debunks, values):
    response = client.get(reverse("quiz"), values)
    assert response.status_code == 302 and response["Location"] == reverse("quiz")


def test_a_withdrawn_debunk_ends_the_round(client, debunks):
    key = KEY.search(look(client))[1]
    asked = quiz.asked(key, "")[0].debunk
    actions.retract(actor=making.make_user("ketua"), debunk=asked, reason="Sumbernya keliru")
    assert client.get(reverse("quiz"), {"soal": key, "jawab": "h"}).status_code == 302


@pytest.mark.parametrize("number", ["0", "x", "²", "9999999", "-1", ""])
def test_any_number_of_a_round_is_a_page(client, debunks, number):
    assert BUTTON.search(look(client, babak=number))


def test_the_cost_is_the_same_for_any_number_of_debunks(client, debunks, django_assert_max_num_queries):
    with django_assert_max_num_queries(3):
        look(client)
