import html
import re

import pytest

from factcheck import actions, check
from factcheck.models import Check
from factcheck.templatetags.verdicts import forward_text
from factcheck.tests.making import published
from matching.documents import Hit, Span
from matching.engine import Answer
from matching.index import IndexUnavailable

pytestmark = pytest.mark.django_db
MESSAGE = "Info A1!! 7 kontainer <b>surat suara</b> 🙂 dari China"


class Engine:
    """Answers every question with the same hits."""

    def __init__(self, *hits, semantic=True):
        self.answer = Answer("uji", semantic, hits)

    def search(self, text, **options):
        return self.answer


@pytest.fixture
def answer_with(monkeypatch):
    def use(*hits, semantic=True):
        monkeypatch.setattr(check, "engine", lambda: Engine(*hits, semantic=semantic))

    return use


def hit(debunk, tier="match", probability=0.973, words=()):
    spans = tuple(Span(MESSAGE.index(word), MESSAGE.index(word) + len(word)) for word in words)
    return Hit(debunk.pk, probability, tier, Span(0, len(MESSAGE)), spans, {})


def ask(client, text=MESSAGE, **more):
    return client.post("/cek/", {"text": text, **more})


def test_the_form_is_a_public_page(client):
    response = client.get("/cek/")
    assert response.status_code == 200 and 'name="text"' in response.content.decode()
    assert not response.cookies and "public" in response["Cache-Control"]


def test_a_match_says_so_first_and_marks_the_words(client, answer_with):
    debunk = published(title="Tidak ada tujuh kontainer", summary="KPU sudah memeriksa.")
    answer_with(hit(debunk, words=["surat", "kontainer", "China"]))
    response = ask(client)
    page = response.content.decode()
    assert 'Pesan ini sudah kami periksa: <span class="vword">Salah.</span>' in page
    assert '<mark class="same">kontainer &lt;b&gt;surat</mark> suara&lt;/b&gt;' in page
    assert 'suara&lt;/b&gt; 🙂 dari <mark class="same">China</mark>' in page
    assert "97 dari 100" in page and debunk.get_absolute_url() in page
    assert "Teruskan ini saja" in page and "wa.me" in page
    assert response["Cache-Control"] == "no-store" and response["Referrer-Policy"] == "no-referrer"
    assert not response.cookies


def test_the_sender_is_answered_with_one_tap(client, answer_with):
    debunk = published(title="Tidak ada tujuh kontainer", summary="KPU sudah memeriksa.")
    answer_with(hit(debunk))
    band = ask(client).content.decode().split("</section>")[0]
    (reply,) = re.findall(r'href="https://wa\.me/\?text=[^"]+"[^>]*data-share="([^"]+)"', band)
    assert html.unescape(reply) == forward_text(debunk)
    assert f'data-copy="{reply}"' in band


def test_related_ones_are_offered_as_perhaps(client, answer_with):
    debunk = published(title="Tidak ada kontainer", claim="Ada tujuh kontainer di pelabuhan")
    answer_with(hit(debunk, tier="related", probability=0.4))
    page = ask(client).content.decode()
    assert "Yang mirip sudah kami periksa. Samakah?" in page and "pesan ini belum kami periksa" in page
    assert page.index("Mungkin maksud Anda") < page.index("Tidak ada kontainer") < page.index("Ada tujuh")
    assert "dari 100" not in page and "wa.me" not in page
    assert page.index("Tidak satu pun") < page.index("Laporkan untuk diperiksa")


def test_every_claim_of_a_chain_message_that_is_answered_says_so(client, answer_with):
    first, other = published(title="Yang pertama"), published(title="Yang kedua")
    answer_with(hit(first), hit(other, probability=0.95))
    page = ask(client).content.decode()
    assert "juga sudah kami periksa" in page and "Mungkin maksud Anda" not in page
    assert page.index("Yang pertama") < page.index("juga sudah kami periksa") < page.index("Yang kedua")


def test_none_never_reads_as_true(client, answer_with):
    answer_with()
    page = ask(client).content.decode()
    assert "Pesan ini belum kami periksa." in page
    assert "Itu tidak berarti benar, dan tidak berarti salah." in page
    assert "Laporkan untuk diperiksa" in page and 'id="sendiri"' in page
    assert "&lt;b&gt;surat suara&lt;/b&gt;" in page
    assert "v-benar" not in page and 'class="mark"' not in page


def test_the_way_to_a_report_takes_the_message_along(client, answer_with):
    answer_with()
    page = ask(client).content.decode()
    sent = re.search(
        r'action="(/lapor/)" method="post"><input type="hidden" name="text" value="([^"]*)"', page
    )
    form = client.post(sent[1], {"text": html.unescape(sent[2]), "draft": "1"})
    assert html.escape(MESSAGE) in form.content.decode()


def test_a_search_without_meaning_says_so(client, answer_with):
    answer_with(semantic=False)
    assert "Pencarian makna sedang terganggu" in ask(client).content.decode()
    answer_with(hit(published()), semantic=False)
    assert "Pencarian makna sedang terganggu" in ask(client).content.decode()


@pytest.mark.parametrize("text", ["😱😱", "benar?", "081234567890"])
def test_a_message_of_hardly_a_word_is_asked_for_in_full(client, answer_with, text):
    answer_with(semantic=False)
    page = ask(client, text).content.decode()
    assert "Terlalu sedikit kata untuk dicari" in page and "sedang terganggu" not in page
    answer_with()
    assert "Terlalu sedikit kata" not in ask(client).content.decode()


@pytest.mark.parametrize("text", ["", "  \r\n "])
def test_nothing_to_check(client, text):
    response = ask(client, text)
    assert response.status_code == 400
    assert "Tulis atau tempel pesan" in response.content.decode()


def test_too_much_text_is_kept_in_the_box(client):
    text = "kontainer " * 2001
    response = ask(client, text)
    assert response.status_code == 400
    page = response.content.decode()
    assert "20.000 karakter" in page and text.strip() in page
    assert response["Cache-Control"] == "no-store"


def test_the_limit_counts_a_line_break_once(client, answer_with):
    answer_with()
    assert ask(client, "a\r\n" * 10_000).status_code == 200


def test_without_an_index_the_reader_is_asked_to_wait(client, monkeypatch):
    def missing():
        raise IndexUnavailable("none")

    monkeypatch.setattr(check, "engine", missing)
    response = ask(client)
    assert response.status_code == 503
    page = response.content.decode()
    assert "Coba lagi sebentar lagi" in page and "7 kontainer" in page


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Sec-Fetch-Site": "same-origin"}, 200),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Origin": "https://lain.example"}, 403),
        ({"Origin": "http://testserver"}, 200),
        ({}, 200),
    ],
)
def test_only_our_own_form_is_taken(client, answer_with, headers, status):
    answer_with()
    assert client.post("/cek/", {"text": MESSAGE}, headers=headers).status_code == status


def receipt_of(page):
    return re.search(r'href="(/cek/[^"]+/)"', page)[1]


def test_a_receipt_opens_again_without_the_message(client, answer_with):
    debunk = published(title="Tidak ada tujuh kontainer")
    answer_with(hit(debunk, words=["kontainer"]))
    address = receipt_of(ask(client).content.decode())
    row = Check.objects.get()
    assert "kontainer" not in f"{row.result}{row.fingerprint}"
    response = client.get(address)
    page = response.content.decode()
    assert "sudah kami periksa" in page and debunk.title in page and "97 dari 100" in page
    assert "Info A1" not in page and "Pesannya tidak kami simpan" in page
    assert response["Cache-Control"] == "no-store" and response["Referrer-Policy"] == "no-referrer"


def test_a_receipt_shows_the_verdict_of_today(client, answer_with):
    debunk = published()
    answer_with(hit(debunk))
    address = receipt_of(ask(client).content.decode())
    actions.correct(debunk=debunk, actor=None, reason="Ralat", fields={"verdict": "benar"})
    assert '<span class="vword">Benar.</span>' in client.get(address).content.decode()


def test_a_receipt_tells_that_its_debunk_was_retracted(client, answer_with):
    debunk = published(title="Judul yang ditarik")
    answer_with(hit(debunk))
    address = receipt_of(ask(client).content.decode())
    actions.retract(debunk=debunk, actor=None, reason="Sumber keliru")
    page = client.get(address).content.decode()
    assert "Sudah kami tarik" in page and "Judul yang ditarik" in page
    assert "sudah kami periksa:" not in page and "wa.me" not in page


def test_an_unknown_receipt_is_not_found(client):
    assert client.get("/cek/tidak-ada/").status_code == 404
    assert client.post("/cek/tidak-ada/").status_code in (403, 405)


def test_the_number_of_queries_is_fixed(client, answer_with, django_assert_max_num_queries):
    answer_with(*(hit(published(), tier="related", probability=0.5) for _number in range(9)))
    with django_assert_max_num_queries(11):  # two ask for the official record, two for others' reviews
        ask(client)
