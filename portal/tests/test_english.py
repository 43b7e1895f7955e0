"""The site in English: its own words are English, and what stays Indonesian says so."""

import re

import pytest

from candidates.tests import factories
from factcheck.tests import making
from portal.models import Lesson
from portal.navigation import MAIN
from portal.translations import translations

pytestmark = pytest.mark.django_db
MARKS = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}|</?\w+[^>]*>")
NAVIGATION = ["Hoaxes", "Candidates", "Schedule", "Learn", "Report"]
HEADINGS = {
    "/en/": "Paste a message, link or screenshot",
    "/en/hoaks/": "Election hoaxes we have checked",
    "/en/jadwal/": "Schedule of Pemilu 2024",
    "/en/kandidat/": "Candidates",
    "/en/lapor/": "Report a hoax",
    "/en/netralitas-asn/": "ASN neutrality",
    "/en/edukasi/": "Learn about elections",
    "/en/tentang/": "We check election news, and show how",
}


@pytest.fixture
def content():
    making.published(verdict="menyesatkan", title="Kartu pemilih tidak berlaku seumur hidup")
    factories.stage(election=factories.election(name="Pemilu 2024"), name="Masa tenang")
    Lesson.objects.create(slug="suara", title="Mengapa suara penting", phase="before", published=True)


def shown(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


@pytest.mark.parametrize(("path", "heading"), HEADINGS.items())
def test_a_page_under_en_speaks_english(client, content, path, heading):
    html = client.get(path).content.decode()
    assert '<html lang="en">' in html
    assert shown(re.search(r"<h1.*?</h1>", html, re.S)[0]).strip() == heading


def test_the_masthead_and_the_foot_are_english(client):
    html = client.get("/en/").content.decode()
    masthead = html[html.index('<nav class="nav"') : html.index("</nav>")]
    assert re.findall(r">([^<>]+)</a>", masthead) == NAVIGATION
    assert len(NAVIGATION) == len(MAIN)
    assert "sides with no candidate and no party" in html[html.index("<footer") :]


def test_the_same_pages_stay_indonesian_without_en(client):
    html = client.get("/").content.decode()
    assert '<html lang="id">' in html
    assert "Tempel pesan, tautan, atau tangkapan layar" in shown(html)


def test_a_verdict_is_named_in_english_and_the_article_marked_as_indonesian(client, content):
    html = client.get("/en/hoaks/").content.decode()
    item = html[html.index('<li class="item') :]
    assert "Misleading" in shown(item[: item.index("<h3")])
    assert re.search(r'<h3 lang="id"><a [^>]+>Kartu pemilih', item)


@pytest.mark.parametrize(("path", "title"), [("/en/", "Mengapa suara"), ("/en/jadwal/", "Masa tenang")])
def test_titles_that_stay_indonesian_are_marked_for_screen_readers(client, content, path, title):
    html = client.get(path).content.decode()
    assert re.search(rf'<h3 lang="id">(<a [^>]+>)?{title}', html)


def test_a_form_refuses_in_english(client):
    html = client.post("/en/cek/", {"text": ""}).content.decode()
    assert "Write or paste the message you want checked." in shown(html)


def test_a_lost_reader_is_told_in_english(client):
    response = client.get("/en/tidak-ada/")
    assert response.status_code == 404
    assert "This page does not exist" in shown(response.content.decode())


def test_every_translation_keeps_the_names_and_tags_that_are_filled_in():
    def marks(text):
        return sorted(MARKS.findall(text))

    def forms(text):
        return text if isinstance(text, (tuple, list)) else [text]

    pairs = [
        (indonesian, english)
        for message in translations()
        if message.id
        for indonesian, english in zip(forms(message.id), forms(message.string), strict=True)
    ]
    assert len(pairs) > 1000
    assert [pair for pair in pairs if pair[1] and marks(pair[0]) != marks(pair[1])] == []
