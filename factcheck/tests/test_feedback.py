import re

import pytest

from factcheck import actions
from factcheck.models import Debunk, Feedback
from factcheck.receipts import keep
from factcheck.results import Match, Result
from factcheck.tests.making import make_user, published

pytestmark = pytest.mark.django_db


def told(*debunks, tier="match"):
    """The receipt of an answer that named `debunks`."""
    matches = tuple(Match(debunk, 0.9, tier, version=debunk.version) for debunk in debunks)
    return keep(Result(tier if debunks else "none", "uji", True, matches), fingerprint="f").receipt


def say(client, receipt, answer):
    return client.post(f"/cek/{receipt}/terjawab/", {"answer": answer})


def counted():
    return sorted(Feedback.objects.values_list("debunk_id", "answered"), key=str)


def test_the_answer_asks_and_thanks_without_a_cookie(client):
    debunk = published()
    receipt = told(debunk)
    page = client.get(f"/cek/{receipt}/").content.decode()
    assert "Apakah ini menjawabnya?" in page
    action = re.search(r'action="(/cek/[^"]+/terjawab/)"', page)[1]
    value = re.search(r'name="answer" value="(\d+)"', page)[1]
    response = client.post(action, {"answer": value}, follow=True)
    assert response.redirect_chain[0][1] == 303
    assert "Terima kasih" in response.content.decode() and not client.cookies
    assert response["Cache-Control"] == "no-store" and response["Referrer-Policy"] == "no-referrer"
    assert counted() == [(debunk.pk, True)]


def test_it_counts_once_for_a_receipt_and_the_last_word_counts(client):
    debunk = published()
    receipt = told(debunk)
    for answer in ("ya", "ya", "tidak"):
        assert say(client, receipt, answer).status_code == 303
    assert counted() == [(debunk.pk, False)]
    say(client, told(debunk), "ya")
    assert counted() == [(debunk.pk, False), (debunk.pk, True)]


def test_a_no_leads_to_a_report(client):
    response = client.post(f"/cek/{told(published())}/terjawab/", {"answer": "tidak"}, follow=True)
    page = response.content.decode()
    assert "Laporkan untuk diperiksa" in page and "/lapor/" in page


def test_one_of_several_related_ones_can_be_the_answer(client):
    one, other = published(), published()
    receipt = told(one, other, tier="related")
    page = client.get(f"/cek/{receipt}/").content.decode()
    assert page.count('name="answer"') == 3 and "Tidak satu pun" in page
    say(client, receipt, str(other.pk))
    assert counted() == [(other.pk, True)]
    say(client, told(one, other, tier="related"), "tidak")
    assert counted() == [(one.pk, False), (other.pk, False), (other.pk, True)]


def test_a_yes_is_thanked_with_what_to_forward(client):
    one, other = published(title="Yang satu"), published(title="Yang lain")
    receipt = told(one, other, tier="related")
    page = client.post(f"/cek/{receipt}/terjawab/", {"answer": str(other.pk)}, follow=True).content.decode()
    assert "Yang lain" in page and "wa.me" in page and "Yang satu" not in page
    page = client.post(f"/cek/{receipt}/terjawab/", {"answer": "tidak"}, follow=True).content.decode()
    assert "wa.me" not in page


def test_not_checked_yet_is_judged_without_a_debunk(client):
    receipt = told()
    assert "Apakah halaman ini membantu?" in client.get(f"/cek/{receipt}/").content.decode()
    say(client, receipt, "ya")
    say(client, receipt, "tidak")
    assert counted() == [(None, False)]


@pytest.mark.parametrize("answer", ["", "mungkin", "-1", "٣٣", "9" * 19])
def test_an_answer_that_is_none_is_refused(client, answer):
    status = say(client, told(published()), answer).status_code
    assert status in (400, 404) and counted() == []


def test_what_was_not_told_cannot_be_judged(client):
    stranger = published()
    assert say(client, told(published()), str(stranger.pk)).status_code == 404
    assert say(client, "tidak-ada", "ya").status_code == 404
    assert client.get("/cek/tidak-ada/terima-kasih/").status_code == 404
    assert client.get(f"/cek/{told()}/terjawab/").status_code == 405


def test_only_our_own_form_is_taken(client):
    response = client.post(
        f"/cek/{told(published())}/terjawab/", {"answer": "ya"}, headers={"Sec-Fetch-Site": "cross-site"}
    )
    assert response.status_code == 403 and counted() == []


def test_feedback_through_the_api(client):
    one, other = published(), published()
    address = f"/api/v1/check/{told(one, other)}/feedback/"

    def post(**data):
        return client.post(address, data, content_type="application/json")

    assert post(answered=True).json() == {"answered": True, "debunks": [str(one.pk)]}
    assert post(answered=False, debunk=other.pk).json()["debunks"] == [str(other.pk)]
    assert counted() == [(one.pk, True), (other.pk, False)]
    refused = post(answered=True, debunk=other.pk + 1)
    assert refused.status_code == 400 and refused.json()["errors"][0]["field"] == "debunk"
    assert post().status_code == 400
    assert client.post("/api/v1/check/tidak-ada/feedback/", {"answered": True}).status_code == 404


def test_editors_see_the_counts(client):
    debunk, silent = published(title="Yang dinilai"), published(title="Yang sepi")
    for answer in ("ya", "ya", "tidak"):
        say(client, told(debunk), answer)
    rows = {row.pk: row for row in Debunk.objects.with_feedback()}
    assert (rows[debunk.pk].answered_yes, rows[debunk.pk].answered_no) == (2, 1)
    assert (rows[silent.pk].answered_yes, rows[silent.pk].answered_no) == (0, 0)
    client.force_login(make_user(is_staff=True, is_superuser=True))
    assert "2 ya, 1 tidak" in client.get("/admin/factcheck/debunk/").content.decode()
    assert "2 ya, 1 tidak" in client.get(f"/admin/factcheck/debunk/{debunk.pk}/change/").content.decode()


def test_a_receipt_tells_versions_and_a_later_correction(client):
    debunk = published()
    receipt = told(debunk)
    page = client.get(f"/cek/{receipt}/").content.decode()
    assert "Mesin pencari versi uji" in page and "Diperiksa dengan versi lama" not in page
    actions.correct(debunk=debunk, actor=None, reason="Ralat", fields={"verdict": "benar"})
    page = client.get(f"/cek/{receipt}/").content.decode()
    assert "Diperiksa dengan versi lama" in page
    assert f"waktu itu versi {debunk.version}, sekarang versi {debunk.version + 1}" in page
    answer = client.get(f"/api/v1/check/{receipt}/").json()
    assert answer["matches"][0]["version"] == debunk.version and answer["matches"][0]["corrected_at"]
    assert answer["checked_at"] < answer["matches"][0]["corrected_at"]
