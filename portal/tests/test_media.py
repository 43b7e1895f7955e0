import io

import pytest
from django.core.files.storage import default_storage
from PIL import Image

from core.images import reencode


@pytest.fixture
def stored(settings, tmp_path):
    """Stores a picture and gives its address."""
    settings.MEDIA_ROOT = tmp_path

    def store(folder="debunks", color="red"):
        out = io.BytesIO()
        Image.new("RGB", (8, 8), color).save(out, "PNG")
        file = reencode(out.getvalue())
        return default_storage.url(default_storage.save(f"{folder}/{file.name}", file))

    return store


def test_a_picture_is_served_for_good(client, stored):
    response = client.get(stored())
    assert response.status_code == 200 and response["Content-Type"] == "image/jpeg"
    assert "immutable" in response["Cache-Control"] and response["X-Content-Type-Options"] == "nosniff"
    assert Image.open(io.BytesIO(b"".join(response.streaming_content))).size == (8, 8)
    assert not response.cookies


def test_a_second_copy_has_an_address_of_its_own(client, stored):
    first, second = stored(), stored()
    assert first != second and client.get(second).status_code == 200


@pytest.mark.parametrize(
    "path",
    ["/media/", "/media/debunks/", "/media/debunks/a.png", f"/media/debunks/{'0' * 64}.png", "/media/../x"],
)
def test_nothing_else_is(client, stored, path):
    assert client.get(path).status_code == 404


def test_other_folders_are_not_public(client, stored):
    assert client.get(stored("reports")).status_code == 404
