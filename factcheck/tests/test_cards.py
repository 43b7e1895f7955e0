"""The share card: what it looks like to a program, and when it changes."""

import io
import re

import pytest
from PIL import Image, ImageChops

from factcheck import actions
from factcheck.models import Verdict
from factcheck.publishing.card_drawing import COLOURS, Card, draw
from factcheck.tests.making import draft, published

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def named_on_page(client, debunk, settings):
    text = client.get(debunk.get_absolute_url()).content.decode()
    address = re.search(r'property="og:image" content="([^"]+)"', text)[1]
    assert address.startswith(settings.SITE_URL)
    return address.removeprefix(settings.SITE_URL)


def picture(response):
    body = b"".join(response.streaming_content) if response.streaming else response.content
    assert response["Content-Type"] == "image/png" and len(body) <= 60_000
    return Image.open(io.BytesIO(body)).convert("RGB")


def card(**fields):
    values = {"verdict": "salah", "word": "Salah", "title": "Judul", "dates": "", "address": "a.example/"}
    return Image.open(io.BytesIO(draw(Card(**values | fields)))).convert("RGB")


def shape(image):
    """The verdict's shape in black and white."""
    return image.crop((60, 60, 236, 236)).convert("L").point(lambda value: 255 * (value < 160))


def has_colour(image, colour):
    return tuple(bytes.fromhex(colour[1:])) in {found for _, found in image.getcolors(10_000)}


@pytest.mark.parametrize("verdict", Verdict.values)
def test_every_verdict_has_its_colour_and_a_shape_of_its_own(verdict):
    image = card(verdict=verdict, word=str(Verdict(verdict).label))
    assert image.size == (1200, 630) and has_colour(image, COLOURS[verdict][0])
    grey = image.crop((60, 60, 236, 236)).convert("L").point(lambda value: 255 * (value < 160))
    others = {
        other: card(verdict=other)
        .crop((60, 60, 236, 236))
        .convert("L")
        .point(lambda value: 255 * (value < 160))
        for other in Verdict.values
        if other != verdict
    }
    assert all(ImageChops.difference(grey, other).getbbox() for other in others.values())


@pytest.mark.parametrize(
    "title",
    [
        "",
        "x" * 300,
        "kata " * 60,
        "🗳️🇮🇩 emoji",
        "العربية",
        "Ñandú — “kutip” …",
        "\n\t",
        "a\u0301" * 100,
        "W" * 40,
    ],
)
def test_any_title_fits(title):
    image = card(title=title)
    ground = tuple(bytes.fromhex(COLOURS["salah"][1][1:]))
    for margin in ((0, 0, 40, 510), (1160, 0, 1200, 510), (0, 495, 1200, 513)):
        assert {found for _, found in image.crop(margin).getcolors()} == {ground}


def test_a_long_address_and_a_long_word_fit():
    image = card(address="a.example/hoaks/" + "panjang-" * 30, word="Vonis yang namanya panjang sekali")
    assert {found for _, found in image.crop((1170, 0, 1200, 630)).getcolors()} <= {
        tuple(bytes.fromhex(colour[1:])) for colour in (COLOURS["salah"][1], "#4b2a7b")
    }


def test_the_page_names_the_card_and_it_is_kept(client, settings, media):
    path = named_on_page(client, published(title="Tidak ada kontainer"), settings)
    first = client.get(path)
    assert first["Cache-Control"] == "public, max-age=31536000, immutable"
    drawn = picture(first)
    assert len(list(media.glob("cards/*.png"))) == 1
    again = client.get(path)
    assert again.streaming and picture(again).tobytes() == drawn.tobytes()


def test_a_correction_names_another_card_and_the_old_one_leads_there(client, settings):
    debunk = published(verdict="salah")
    old = named_on_page(client, debunk, settings)
    client.get(old)
    actions.correct(debunk=debunk, actor=None, reason="Bukti baru", fields={"verdict": "benar"})
    new = named_on_page(client, debunk, settings)
    assert new != old
    assert client.get(old)["Location"] == new
    assert has_colour(picture(client.get(new)), COLOURS["benar"][0])


def test_a_card_says_the_same_in_both_languages(client, settings):
    debunk = published()
    english = client.get(f"/en{debunk.get_absolute_url()}").content.decode()
    assert named_on_page(client, debunk, settings) in english


def test_what_was_retracted_shows_the_site_alone(client, settings):
    debunk = published()
    old = named_on_page(client, debunk, settings)
    actions.retract(debunk=debunk, actor=None, reason="Sumber keliru")
    assert client.get(old)["Location"] == "/static/icons/share.png"
    assert named_on_page(client, debunk, settings) == "/static/icons/share.png"


def test_nobody_sees_the_card_of_a_draft_or_draws_at_will(client, media):
    row = published()
    assert client.get(f"/kartu/{draft().pk}-0123456789abcdef.png").status_code == 404
    assert client.get(f"/kartu/{row.pk}-0123456789abcdef.png").status_code == 302
    assert client.get("/kartu/999999-x.png").status_code == 404
    assert not list(media.rglob("*.png"))
