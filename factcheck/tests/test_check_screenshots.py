"""A screenshot is checked: its text is read by a worker and looked over by the person, or checked at once."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from factcheck import ocr, pending, tasks
from factcheck.models import Check, DebunkImage
from factcheck.tests.drawing import encoded, screenshot
from factcheck.tests.making import published

pytestmark = pytest.mark.django_db
API = "/api/v1/check/"
TEXT = "Tujuh kontainer berisi surat suara\ntercoblos ditemukan di pelabuhan"


@pytest.fixture
def read_as(monkeypatch):
    """What stands in every picture, without a model."""

    def use(text):
        monkeypatch.setattr(ocr, "text_in", lambda picture: text)

    return use


@pytest.fixture
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def upload(data=None, name="layar.png"):
    return SimpleUploadedFile(name, encoded(screenshot()) if data is None else data, "image/png")


def work(sent):
    for name, receipt in sent:
        assert name == "factcheck.read_picture"
        tasks.read_picture(receipt)
    sent.clear()


def test_the_text_is_shown_to_be_mended_before_it_is_checked(client, sent, read_as, engine):
    read_as(TEXT)
    response = client.post("/cek/", {"text": "", "image": upload()})
    assert response.status_code == 303
    waiting = client.get(response["Location"]).content.decode()
    assert '<meta http-equiv="refresh" content="3">' in waiting and "membaca gambar" in waiting
    work(sent)
    page = client.get(response["Location"]).content.decode()
    assert TEXT in page and "Periksa teks ini" in page and 'name="text"' in page
    assert engine.asked == [] and not Check.objects.exists()
    receipt = response["Location"].rstrip("/").rsplit("/", 1)[1]
    assert pending.find(receipt).image == b""
    client.post("/cek/", {"text": TEXT})
    assert engine.asked == [TEXT]


def test_the_api_checks_the_text_at_once_and_tells_it(client, sent, read_as, engine):
    engine.finds(published())
    read_as(TEXT)
    response = client.post(API, {"image": upload()})
    assert response.status_code == 202 and response.json()["status"] == "pending"
    work(sent)
    answer = client.get(f"{API}{response.json()['receipt']}/").json()
    assert answer["status"] == "match" and answer["text"] == TEXT and engine.asked == [TEXT]
    assert "kontainer" not in str(Check.objects.get().result)


def test_a_picture_without_text_is_told(client, sent, read_as):
    read_as("")
    response = client.post("/cek/", {"image": upload()})
    work(sent)
    page = client.get(response["Location"]).content.decode()
    assert "tidak menemukan tulisan" in page and 'name="text"' in page


def show(debunk):
    picture = ContentFile(encoded(screenshot()), "a.png")
    DebunkImage.objects.create(debunk=debunk, image=picture, alt="a", credit="b")


def copy():
    return upload(encoded(screenshot().resize((360, 450)), "JPEG", quality=40), "salinan.jpg")


def test_a_copy_of_a_known_picture_is_offered_beside_its_text(client, sent, read_as, media):
    debunk = published(title="Tangkapan layar itu palsu")
    show(debunk)
    read_as(TEXT)
    response = client.post("/cek/", {"image": copy()})
    work(sent)
    page = client.get(response["Location"]).content.decode()
    assert "Gambar serupa" in page and debunk.title in page and TEXT in page


def test_a_copy_of_a_known_picture_without_text_is_answered_as_related(client, sent, read_as, media):
    debunk = published(title="Foto itu lama")
    show(debunk)
    read_as("")
    response = client.post("/cek/", {"image": copy()})
    work(sent)
    page = client.get(response["Location"]).content.decode()
    assert "Gambar yang tampak sama" in page and debunk.title in page and "belum kami periksa" in page


def test_a_similar_picture_never_hides_what_the_text_says(client, sent, read_as, engine, media):
    by_text, by_picture = published(), published()
    engine.finds(by_text)
    show(by_picture)
    read_as(TEXT)
    told = client.post(API, {"image": copy()}).json()
    work(sent)
    answer = client.get(f"{API}{told['receipt']}/").json()
    assert answer["status"] == "match"
    assert [match["by"] for match in answer["matches"]] == ["text", "picture"]


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
BOMB = encoded(Image.new("L", (9000, 9000)))


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (SVG, "bukan gambar"),
        (b"", "bukan gambar"),
        (b"%PDF-1.7", "bukan gambar"),
        (encoded(screenshot())[:2000], "bukan gambar"),
        (BOMB, "40 megapiksel"),
        (b"\x89PNG" + b"x" * 10_000_001, "10 MB"),
    ],
)
def test_what_is_no_fair_picture_is_refused_by_name(client, sent, data, words):
    response = client.post(API, {"image": upload(data)})
    assert response.status_code == 400
    assert response.json()["errors"][0]["field"] == "image" and words in response.json()["detail"]
    page = client.post("/cek/", {"text": "", "image": upload(data)})
    assert page.status_code == 400 and words in page.content.decode()
    assert sent == []


def test_what_hides_behind_a_picture_is_not_held(client, sent, monkeypatch):
    polyglot = encoded(screenshot()) + b"<script>alert(1)</script>PK\x03\x04"
    told = client.post(API, {"image": upload(polyglot)}).json()
    held = pending.find(told["receipt"]).image
    assert held.startswith(b"\xff\xd8") and b"script" not in held


def test_text_and_picture_at_once_lose_nothing(client, sent):
    response = client.post("/cek/", {"text": "pesan saya", "image": upload()})
    page = response.content.decode()
    assert response.status_code == 400 and "Pilih salah satu" in page and "pesan saya" in page


def test_an_image_named_in_json_is_refused(client):
    response = client.post(API, {"image": "aGFsbw=="}, content_type="application/json")
    assert response.status_code == 400 and response.json()["errors"][0]["field"] == "image"


def test_a_real_model_reads_a_drawn_screenshot():
    """Slow (about five seconds): loads the model from its wheel."""
    text = ocr.text_in(encoded(screenshot(), "JPEG", quality=60))
    assert "Tujuh kontainer berisi surat suara" in text and "Tanjung Priok" in text
    assert text.index("Tujuh") < text.index("Tanjung") and text.count("\n") >= 3
    assert ocr.text_in(encoded(Image.new("RGB", (400, 400), "white"))) == ""
