import io

import pytest
from django.core.files.base import ContentFile
from PIL import Image

from factcheck.exact import by_picture
from factcheck.models import DebunkImage
from factcheck.pictures import NEAR, distance, hash_of
from factcheck.tests.drawing import encoded, screenshot
from factcheck.tests.making import draft, published


def hashed(picture, kind="PNG", **options):
    return hash_of(io.BytesIO(encoded(picture, kind, **options)))


def copies(picture):
    width, height = picture.size
    small = picture.resize((width // 3, height // 3))
    return {
        "compressed": hashed(picture, "JPEG", quality=15),
        "small and compressed": hashed(small, "JPEG", quality=30),
        "another format": hashed(picture, "WEBP", quality=60),
    }


@pytest.mark.parametrize("way", ["compressed", "small and compressed", "another format"])
def test_a_copy_is_near(way):
    assert distance(hashed(screenshot()), copies(screenshot())[way]) <= NEAR


def test_another_screenshot_is_far():
    other = screenshot("Jadwal pemungutan suara\ndiundur satu minggu\nkata panitia", ground="#ddeeff")
    assert distance(hashed(screenshot()), hashed(other)) > NEAR


def test_a_plain_picture_has_no_hash():
    assert hashed(Image.new("RGB", (300, 300), "white")) == ""


def test_what_is_no_picture_is_refused():
    with pytest.raises((ValueError, OSError)):
        hash_of(io.BytesIO(b"<svg xmlns='http://www.w3.org/2000/svg'/>"))


@pytest.fixture
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def shown(debunk, picture):
    return DebunkImage.objects.create(
        debunk=debunk, image=ContentFile(encoded(picture), "a.png"), alt="a", credit="b"
    )


@pytest.mark.django_db
def test_a_copy_leads_to_the_debunk_that_shows_the_picture(media):
    debunk, hidden = published(), draft()
    shown(debunk, screenshot())
    shown(hidden, screenshot())
    shown(published(), screenshot("Jadwal diundur\nseminggu\npenuh", ground="#ddeeff"))
    small = screenshot().resize((240, 300))
    (match,) = by_picture(hashed(small, "JPEG", quality=40))
    assert (match.debunk_id, match.tier, match.by) == (debunk.pk, "related", "picture")


@pytest.mark.django_db
def test_a_changed_picture_is_followed_and_a_lost_one_found_by_nobody(media):
    row = shown(published(), Image.new("RGB", (300, 300), "white"))
    assert row.picture_hash == "" and by_picture(row.picture_hash) == []
    row.image = ContentFile(encoded(screenshot()), "b.png")
    row.save()
    assert by_picture(hashed(screenshot()))
    row.image.storage.delete(row.image.name)
    row.save()
    assert row.picture_hash == "" and not by_picture(hashed(screenshot()))
