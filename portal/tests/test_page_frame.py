"""What every page has around its content: names, languages, ways to go on, and honest errors."""

import gzip
import re

import pytest
from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse

from factcheck.tests import making
from portal import navigation

pytestmark = pytest.mark.django_db
STYLES = settings.BASE_DIR / "static" / "css"
TEXTS = ["/tentang/", "/privasi/", "/edukasi/", "/"]


@pytest.mark.parametrize("path", TEXTS)
def test_a_page_names_itself_and_its_twin_in_the_other_language(client, settings, path):
    settings.SITE_URL = "https://example.org"
    html = client.get(path).content.decode()
    assert f'<link rel="canonical" href="https://example.org{path}">' in html
    assert f'hreflang="en" href="https://example.org/en{path}"' in html
    assert f'<a class="lang" href="/en{path}" hreflang="en" lang="en">' in html
    assert re.search(r"<title>\S.*</title>", html)


@pytest.mark.parametrize("path", TEXTS)
def test_the_english_twin_leads_back(client, path):
    html = client.get(f"/en{path}").content.decode()
    assert '<html lang="en">' in html
    assert f'<a class="lang" href="{path}" hreflang="id" lang="id">' in html


@pytest.mark.parametrize("path", TEXTS)
def test_nothing_stands_inline(client, path):
    html = client.get(path).content.decode()
    assert "style=" not in html
    assert "<style" not in html
    assert not re.search(r"<script(?![^>]*src=)", html)
    assert not re.search(r"\son[a-z]+=", html)


def test_every_link_of_masthead_and_foot_leads_somewhere():
    names = [name for _, name in navigation.MAIN]
    names += [name for _, links in navigation.FOOT for _, name in links]
    assert [name for name in names if not navigation.address(name)] == []


def test_the_page_one_is_on_is_marked_once(client):
    html = client.get("/edukasi/").content.decode()
    nav = html[html.index('<nav class="nav"') : html.index("</nav>")]
    assert re.findall(r'href="([^"]+)" aria-current="page"', nav) == [reverse("lessons")]


def test_a_lost_reader_is_helped(client):
    response = client.get("/tidak-ada/")
    html = response.content.decode()
    assert response.status_code == 404
    assert "Halaman ini tidak ada" in html
    assert 'content="noindex"' in html
    assert "canonical" not in html


def test_the_page_for_our_own_failures_needs_nothing_that_may_have_failed(django_assert_num_queries):
    with django_assert_num_queries(0):
        html = render_to_string("500.html")
    assert "Ada gangguan di pihak kami" in html


@pytest.mark.parametrize("path", [*TEXTS, "/hoaks/", "/lapor/", "/jadwal/", "/kandidat/"])
def test_a_page_with_its_styles_is_small_enough_for_a_slow_network(client, path):
    for number in range(20):
        making.published(
            title=f"Pemungutan suara tetap 14 Februari ({number})", summary="Jadwal tetap. " * 12
        )
    styles = b"".join((STYLES / f"{name}.css").read_bytes() for name in ("tokens", "base", "components"))
    page = client.get(path).content
    assert len(gzip.compress(page)) + len(gzip.compress(styles)) < 20_000
