import pytest

from factcheck.models import Verdict

pytestmark = pytest.mark.django_db


def test_the_about_page_explains_every_verdict(client):
    html = client.get("/tentang/").content.decode()
    for verdict in Verdict:
        assert f'class="verdict v-{verdict.value}"' in html
    assert "Kebijakan koreksi" in html


def test_the_privacy_page_says_what_is_not_kept(client):
    assert "Kata-kata pesan Anda tidak disimpan." in client.get("/privasi/").content.decode()
