import pytest

from factcheck import pages as reader
from factcheck.tests.pages import CLAIM


def test_title_and_text_without_the_page_around_them(pages):
    article = reader.read(f"{pages}/article")
    assert article.title == CLAIM and "Rabu malam" in article.claim
    assert article.claim.startswith(CLAIM) and article.claim.count(CLAIM) == 1
    assert "Berita lain" not in article.claim and "dijalankan" not in article.claim


def test_a_redirect_ends_where_the_page_is(pages):
    assert reader.read(f"{pages}/short").url == f"{pages}/article"


def test_plain_text_is_taken_as_it_is(pages):
    assert reader.read(f"{pages}/plain").claim == CLAIM


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("dead", "missing"),
        ("login", "closed"),
        ("broken", "unreachable"),
        ("empty", "empty"),
        ("private", "refused"),
        ("huge", "large"),
        ("film", "kind"),
        ("disguised", "kind"),
        ("slow", "slow"),
    ],
)
def test_why_a_page_cannot_be_read(pages, monkeypatch, path, code):
    monkeypatch.setattr(reader, "SECONDS", 1)
    with pytest.raises(reader.CannotRead) as error:
        reader.read(f"{pages}/{path}")
    assert error.value.code == code


@pytest.mark.parametrize("path", ["deep", "entities"])
def test_markup_made_to_exhaust_a_parser_is_read_or_refused(pages, path):
    try:
        assert len(reader.read(f"{pages}/{path}").claim) <= reader.TEXT_LIMIT
    except reader.CannotRead as error:
        assert error.code == "empty"


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:9/", "http://10.0.0.1/", "http://[::1]/", "http://localhost/"]
)
def test_what_is_not_public_is_refused(url):
    with pytest.raises(reader.CannotRead) as error:
        reader.read(url)
    assert error.value.code == "refused"


def test_a_failure_tells_how_far_it_led(pages):
    with pytest.raises(reader.CannotRead) as error:
        reader.read(f"{pages}/short-to-dead")
    assert error.value.url == f"{pages}/dead"
