import datetime
import re

import pytest
from django.utils import timezone

from factcheck import actions
from factcheck.models import Topic
from factcheck.tests.making import draft, published, retracted

pytestmark = pytest.mark.django_db


def page(client, debunk):
    response = client.get(debunk.get_absolute_url())
    assert response.status_code == 200
    return response.content.decode()


@pytest.fixture
def debunk(db):
    row = published(
        title="Tidak ada kontainer",
        claim="Ada <b>7</b> kontainer",
        kind="palsu",
        summary="KPU sudah memeriksa.",
        explanation="### Asal kabar\n\nDari rekaman suara. [1][2]\n\n<script>alert(1)</script>",
        conclusion="Salah. Lihat [9].",
        at=timezone.now() - datetime.timedelta(days=3),
    )
    row.sources.create(order=1, title="Keterangan pers", publisher="KPU", url="https://kpu.example/1")
    row.sources.create(order=2, title="Catatan", archived_url="https://arsip.example/2")
    row.appearances.create(platform="whatsapp", first_seen=timezone.localdate(), note="rekaman suara")
    return row


def test_the_anatomy_of_an_article(client, debunk):
    text = page(client, debunk)
    assert "<title>[SALAH] Tidak ada kontainer · Damaipedia</title>" in text
    assert "Ada &lt;b&gt;7&lt;/b&gt; kontainer" in text
    assert "<h3>Asal kabar</h3>" in text and "<script>alert" not in text
    assert '<a href="#r1">[1]</a>' in text and 'id="r2"' in text
    assert "[9]" in text and "#r9" not in text  # there is no ninth source
    assert "Konten Palsu" in text and "rekaman suara" in text
    assert text.count("belum punya salinan arsip") == 1
    assert text.index("Klaimnya") < text.index("Yang kami periksa") < text.index("Kesimpulan")
    assert "Konten contoh" not in text and "Kabar lama" not in text


def test_what_to_forward(client, debunk):
    text = page(client, debunk)
    assert "https://wa.me/?text=" in text and 'id="teruskan"' in text


def test_an_old_claim_and_demonstration_content_say_so(client):
    old = published(demo=True, at=timezone.now() - datetime.timedelta(days=500))
    text = page(client, old)
    assert "Kabar lama" in text and "Konten contoh" in text


def test_the_history_of_corrections(client, debunk):
    actions.correct(debunk=debunk, actor=None, reason="Bukti baru datang", fields={"verdict": "menyesatkan"})
    text = page(client, debunk)
    assert "Bukti baru datang" in text and "Vonis berubah dari Salah menjadi Menyesatkan" in text
    assert "[MENYESATKAN]" in text


def test_a_retracted_debunk_says_why_and_is_not_shared(client):
    debunk = retracted(reason="Sumber kami keliru", title="Judul lama")
    text = page(client, debunk)
    assert "Sumber kami keliru" in text and "Ditarik" in text
    assert 'content="noindex"' in text and "wa.me" not in text and "[SALAH]" not in text


@pytest.mark.parametrize("make", [draft, lambda: None])
def test_what_is_not_public_is_not_found(client, make):
    row = make()
    assert client.get(f"/hoaks/{row.slug if row else 'tidak-ada'}/").status_code == 404


def test_related_debunks_share_a_topic(client, debunk):
    topic, other = (Topic.objects.create(slug=name, name=name) for name in ("logistik", "lain"))
    debunk.topics.add(topic)
    published(title="Satu tema").topics.add(topic, other)
    published(title="Beda tema").topics.add(other)
    retracted(title="Ditarik satu tema").topics.add(topic)
    text = page(client, debunk)
    assert text.count("Satu tema") == 1
    assert "Beda tema" not in text and "Ditarik satu tema" not in text


def test_the_number_of_queries_is_fixed(client, debunk, django_assert_num_queries):
    topic = Topic.objects.create(slug="logistik", name="Logistik")
    debunk.topics.add(topic)
    for _number in range(4):
        published().topics.add(topic)
    with django_assert_num_queries(12):
        page(client, debunk)


def test_corrections_of_all_debunks_latest_first(client, debunk):
    actions.correct(debunk=debunk, actor=None, reason="Ralat pertama", fields={"title": "Judul satu"})
    other = published(title="Debunk lain")
    actions.correct(debunk=other, actor=None, reason="Ralat kedua", fields={"verdict": "benar"})
    text = client.get("/koreksi/").content.decode()
    assert text.index("Ralat kedua") < text.index("Ralat pertama")
    assert "Judul satu" in text and "Vonis berubah" in text


def test_what_was_taken_back_stands_among_them_and_says_so(client, debunk):
    gone = retracted(title="Debunk yang ditarik", reason="Narasumbernya menyangkal")
    draft(title="Draf rahasia")
    actions.correct(debunk=debunk, actor=None, reason="Ralat sesudahnya", fields={"title": "Judul satu"})
    text = client.get("/koreksi/").content.decode()
    assert text.index("Ralat sesudahnya") < text.index("Ditarik:") < text.index("Narasumbernya menyangkal")
    assert f'href="{gone.get_absolute_url()}"' in text and "Draf rahasia" not in text
    assert "Withdrawn:" in client.get("/en/koreksi/").content.decode()


def test_pages_of_corrections_and_retractions(client, django_assert_num_queries):
    for number in range(25):
        row = retracted(reason=f"Alasan {number:02}.")
        if number % 2:
            row.corrections.create(
                at=timezone.now(), text=f"Ralat {number:02}.", from_verdict="salah", to_verdict="benar"
            )
    first = client.get("/koreksi/").content.decode()
    older = re.search(r'href="(\?page=[^"]+)"', first)[1]
    with django_assert_num_queries(2):
        second = client.get(f"/koreksi/{older}").content.decode()
    shown = re.findall(r"(Alasan|Ralat) (\d\d)\.", first + second)
    assert len(shown) == len(set(shown)) == 37 and shown[0] == ("Alasan", "24")


def test_no_corrections_yet(client):
    assert "Belum ada koreksi" in client.get("/koreksi/").content.decode()
