"""Preview, Markdown, pictures and look-alikes beside the form."""

import io

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from core.markdown import render
from factcheck.models import Debunk
from factcheck.outlets.actions import store_review
from factcheck.outlets.found import ReviewFound
from factcheck.tests.making import draft, make_user, published
from factcheck.tests.outlets import outlet_at
from factcheck.tests.test_admin import LIST, address, form

pytestmark = pytest.mark.django_db


@pytest.fixture
def stranger(client):
    """Somebody of the staff with no right to debunks."""
    client.force_login(make_user("lain", is_staff=True))
    return client


def test_the_preview_is_the_public_page_with_what_is_typed(admin_client):
    debunk = draft(explanation="**Lama**")
    typed = form(debunk, title="Judul baru", explanation="**Baru** sekali\r\n\r\n[tautan](https://a.example)")
    response = admin_client.post(address(debunk, "preview"), typed)
    page = response.content.decode()
    assert "Judul baru" in page and "<strong>Baru</strong>" in page and "Hanya redaksi" in page
    assert response["X-Robots-Tag"] == "noindex" and "no-store" in response["Cache-Control"]
    assert Debunk.objects.get().explanation == "**Lama**"
    assert "<strong>Lama</strong>" in admin_client.get(address(debunk, "preview")).content.decode()


def test_the_preview_of_what_is_not_stored_yet(admin_client):
    page = admin_client.post(f"{LIST}add/preview/", {"title": "Baru sekali", "verdict": ""}).content.decode()
    assert "Baru sekali" in page and not Debunk.objects.exists()


def test_only_the_desk_sees_a_preview(client, stranger):
    debunk = draft()
    assert stranger.get(address(debunk, "preview")).status_code == 403
    client.logout()
    assert client.get(address(debunk, "preview")).status_code == 302
    assert client.get(f"/hoaks/{debunk.slug}/").status_code == 404


def test_markdown_is_rendered_without_raw_html(admin_client, stranger):
    sent = {"text": "**Tebal** <script>alert(1)</script>"}
    page = admin_client.post(f"{LIST}add/markdown/", sent).content.decode()
    assert "<strong>Tebal</strong>" in page and "<script>" not in page
    assert stranger.post(f"{LIST}add/markdown/", sent).status_code == 403
    assert admin_client.get(f"{LIST}add/markdown/").status_code == 403


@pytest.fixture
def png(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    out = io.BytesIO()
    Image.new("RGB", (4, 4), "red").save(out, "PNG")
    return out.getvalue()


def upload(client, data, alt="Foto [kontainer]", credit="KPU *RI*"):
    picture = SimpleUploadedFile("foto.png", data, "image/png")
    return client.post(f"{LIST}add/picture/", {"image": picture, "alt": alt, "credit": credit})


def test_a_picture_becomes_markdown_that_readers_see(admin_client, client, png):
    found = upload(admin_client, png + b"tail").json()["markdown"]
    again = upload(admin_client, png).json()["markdown"]
    assert again == found  # the same picture is stored once
    html = render(found)
    assert 'alt="Foto [kontainer]"' in html and "Foto: KPU *RI*" in html
    source = html.split('src="')[1].split('"')[0]
    assert client.get(source).status_code == 200
    assert b"tail" not in default_storage.open(source.removeprefix("/media/")).read()


@pytest.mark.parametrize(
    ("missing", "said"),
    [
        ({"alt": ""}, "Tulis teks pengganti"),
        ({"credit": " "}, "Tulis kredit"),
        ({"data": b"x"}, "Bukan gambar"),
    ],
)
def test_a_picture_without_alt_text_credit_or_pixels_is_refused(admin_client, png, missing, said):
    response = upload(admin_client, **{"data": png} | missing)
    assert response.status_code == 400 and said in response.json()["error"]


def test_look_alikes_of_ours_and_of_others(admin_client, engine, stranger):
    old, own = published(title="Kontainer di Priok"), draft()
    engine.finds(old, tier="related", probability=0.5)
    url, claim = "https://cek.example/a", "Tujuh kontainer surat suara tercoblos ditemukan di Tanjung Priok"
    store_review(outlet=outlet_at("https://cek.example"), found=ReviewFound(url, claim, rating="Keliru"))
    sent = {"title": "Kontainer", "claim": claim, "fetch": "1"}
    page = admin_client.post(address(own, "alike"), sent).content.decode()
    assert "Kontainer di Priok" in page and "Keliru" in page and "<html" not in page
    assert engine.asked == [f"{sent['title']}\n\n{sent['claim']}"]
    own_page = admin_client.post(address(old, "alike"), {"title": "Kontainer"}).content.decode()
    assert "Tidak ada yang mirip" in own_page and "<html" in own_page  # without script: a page of its own
    assert stranger.post(address(own, "alike"), sent).status_code == 403


def test_what_is_only_nearest_is_not_called_alike(admin_client, engine):
    engine.finds(published(title="Resep nasi"), tier="none", probability=0.01)
    page = admin_client.post(f"{LIST}add/alike/", {"claim": "Kontainer", "fetch": "1"}).content.decode()
    assert page.index("Tidak ada yang mirip") < page.index("<details>") < page.index("Resep nasi")


def test_without_anything_typed_there_is_nothing_to_look_for(admin_client, engine):
    page = admin_client.post(f"{LIST}add/alike/", {"fetch": "1"}).content.decode()
    assert "Tulis atau tempel" in page and engine.asked == []
