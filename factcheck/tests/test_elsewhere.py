"""Checked elsewhere: other fact-checkers' reviews in the answer to a check, in a tier of their own."""

import pytest
from django.utils import timezone

from core.models import Change, ChangeCounter
from factcheck.check import check
from factcheck.models import Review
from factcheck.outlets import actions
from factcheck.outlets.found import ReviewFound
from factcheck.outlets.lookup import elsewhere
from factcheck.tests.outlets import outlet_at

pytestmark = pytest.mark.django_db
MESSAGE = "Awas! Tujuh kontainer surat suara sudah tercoblos ditemukan di Tanjung Priok tadi malam, sebarkan"
CLAIM = "Tujuh kontainer surat suara tercoblos ditemukan di Tanjung Priok"
HOME = "https://cek.example"


@pytest.fixture
def outlet():
    return outlet_at(HOME)


def store(outlet, path="/a", **fields):
    values = {"url": HOME + path, "claim": CLAIM, "rating": "Hoaks"} | fields
    actions.store_review(outlet=outlet, found=ReviewFound(**values))


def test_the_same_claim_is_found_and_others_are_not(outlet):
    store(outlet)
    store(outlet, "/b", claim="Presiden membagikan bantuan sosial lewat tautan pendaftaran")
    assert [row.url for row in elsewhere(MESSAGE)] == [f"{HOME}/a"]
    assert elsewhere("Harga beras naik menjelang hari raya di pasar induk") == []


@pytest.mark.parametrize("message", ["", "Tujuh kontainer", "?" * 50, "surat suara pemilu kita semua"])
def test_nothing_is_offered_on_a_loose_likeness(outlet, message):
    store(outlet)
    assert elsewhere(message) == []


def test_a_long_message_is_compared_with_the_whole_claim(outlet):
    store(outlet, claim="Kontainer surat suara…", text=MESSAGE)
    assert elsewhere(MESSAGE)[0].url == f"{HOME}/a"


def test_changes_and_withdrawals_are_followed(outlet):
    assert elsewhere(MESSAGE) == []
    store(outlet)
    assert elsewhere(MESSAGE)[0].rating == "Hoaks"
    store(outlet, rating="Benar")
    assert elsewhere(MESSAGE)[0].rating == "Benar"
    actions.withdraw_review(outlet=outlet, url=f"{HOME}/a", at=timezone.now())
    assert elsewhere(MESSAGE) == []
    store(outlet)
    assert len(elsewhere(MESSAGE)) == 1


def test_an_outlet_that_is_not_followed_any_more_is_not_shown(outlet):
    store(outlet)
    outlet.active = False
    outlet.save()
    assert elsewhere(MESSAGE) == []


def test_a_database_that_is_another_one_is_read_anew(outlet):
    store(outlet)
    assert elsewhere(MESSAGE)
    Review.objects.all().delete()
    ChangeCounter.objects.all().delete()
    Change.objects.all().delete()
    assert elsewhere(MESSAGE) == []


def test_the_answer_of_the_page_names_them_apart_from_ours(client, engine, outlet):
    store(outlet, title="[HOAKS] Kontainer")
    text = client.post("/cek/", {"text": MESSAGE}).content.decode()
    assert "Diperiksa di tempat lain" in text and "Cek Lain" in text and f"{HOME}/a" in text
    assert "belum kami periksa" in text


def test_the_api_lists_them_and_the_receipt_remembers(client, engine, outlet):
    store(outlet)
    answer = client.post("/api/v1/check/", {"text": MESSAGE}, content_type="application/json").json()
    assert answer["status"] == "none"
    (one,) = answer["elsewhere"]
    assert (one["outlet"], one["rating"], one["url"]) == ("Cek Lain", "Hoaks", f"{HOME}/a")
    again = client.get(f"/api/v1/check/{answer['receipt']}/").json()
    assert again["elsewhere"] == answer["elsewhere"]
    actions.withdraw_review(outlet=outlet, url=f"{HOME}/a", at=timezone.now())
    assert client.get(f"/api/v1/check/{answer['receipt']}/").json()["elsewhere"] == []


def test_a_check_that_finds_none_says_so(engine):
    assert check(text=MESSAGE).as_json()["elsewhere"] == []
