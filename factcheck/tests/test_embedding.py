"""A debunk in other people's pages."""

import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest

from factcheck import actions
from factcheck.tests.making import draft, published, retracted

pytestmark = pytest.mark.django_db


@pytest.fixture
def debunk():
    return published(title='Tidak ada "kontainer"', summary="KPU sudah memeriksa.")


def asked(client, settings, path, **more):
    return client.get("/oembed/", {"url": settings.SITE_URL + path, **more})


def test_the_page_says_where_to_ask_and_the_answer_leads_to_the_frame(client, debunk, settings):
    text = client.get(debunk.get_absolute_url()).content.decode()
    link = re.search(r'type="application/json\+oembed" title="[^"]+" href="([^"]+)"', text)[1]
    assert parse_qs(urlsplit(link).query) == {"url": [settings.SITE_URL + debunk.get_absolute_url()]}
    answer = client.get(link.removeprefix(settings.SITE_URL)).json()
    assert (answer["version"], answer["type"], answer["width"]) == ("1.0", "rich", 600)
    assert answer["title"] == '[SALAH] Tidak ada "kontainer"' and "&quot;kontainer&quot;" in answer["html"]
    source = re.search(r'src="([^"]+)"', answer["html"])[1]
    assert client.get(source.removeprefix(settings.SITE_URL)).status_code == 200
    assert client.get(answer["thumbnail_url"].removeprefix(settings.SITE_URL))["Content-Type"] == "image/png"


def test_the_code_stands_beside_the_article(client, debunk, settings):
    text = client.get(debunk.get_absolute_url()).content.decode()
    code = unescape(re.search(r'<textarea id="kode"[^>]* readonly[^>]*>(.*?)</textarea>', text)[1])
    assert code == asked(client, settings, debunk.get_absolute_url()).json()["html"]
    assert 'id="kode"' not in client.get(retracted().get_absolute_url()).content.decode()


def test_sizes_are_heeded(client, debunk, settings):
    path = debunk.get_absolute_url()
    small = asked(client, settings, path, maxwidth="300", maxheight="200").json()
    assert (small["width"], small["height"]) == (300, 200) and 'width="300" height="200"' in small["html"]
    for strange in ("0", "-5", "x", "9" * 30, "", "²"):
        answer = asked(client, settings, path, maxwidth=strange).json()
        assert 240 <= answer["width"] <= 600


def test_the_english_address_is_the_same_article(client, debunk, settings):
    assert asked(client, settings, f"/en{debunk.get_absolute_url()}").status_code == 200


@pytest.mark.parametrize("path", ["/", "/hoaks/", "/hoaks/tidak-ada/", "/cek/x/", "/hoaks/a/b/", "[", "?"])
def test_other_addresses_are_not_found(client, settings, path):
    assert asked(client, settings, path).status_code == 404


@pytest.mark.parametrize("url", ["", "http://[", "https://lain.example/hoaks/x/", "javascript:alert(1)"])
def test_other_sites_are_not_found(client, debunk, url):
    assert client.get("/oembed/", {"url": url.replace("x", debunk.slug)}).status_code == 404
    assert client.get("/oembed/").status_code == 404


def test_xml_is_not_spoken(client, debunk, settings):
    assert asked(client, settings, debunk.get_absolute_url(), format="xml").status_code == 501


def test_only_the_frame_may_be_framed(client, debunk):
    frame = client.get(f"/embed/{debunk.slug}/")
    assert "X-Frame-Options" not in frame
    assert "frame-ancestors *" in frame["Content-Security-Policy"]
    assert "default-src 'self'" in frame["Content-Security-Policy"]
    article = client.get(debunk.get_absolute_url())
    assert article["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in article["Content-Security-Policy"]


def test_the_frame_shows_the_verdict_of_today(client, debunk):
    address = f"/embed/{debunk.slug}/"
    assert "Salah" in client.get(address).content.decode()
    actions.correct(debunk=debunk, actor=None, reason="Bukti baru", fields={"verdict": "benar"})
    text = client.get(address).content.decode()
    assert "Benar" in text and "Salah" not in text
    assert not client.get(address).cookies


def test_the_frame_of_what_was_retracted_says_so(client):
    text = client.get(f"/embed/{retracted().slug}/").content.decode()
    assert "Ditarik" in text and "Salah" not in text
    assert client.get(f"/embed/{draft().slug}/").status_code == 404
